/** Reads a Dockerfile into stages of instructions: as much of the format as ours uses; anything else is an error. */
export interface Instruction {
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

export interface Stage {
  readonly image: string;
  readonly alias: string | undefined;
  readonly instructions: readonly Instruction[];
}

const KNOWN = [
  "WORKDIR",
  "COPY",
  "RUN",
  "USER",
  "ENV",
  "VOLUME",
  "EXPOSE",
  "HEALTHCHECK",
  "STOPSIGNAL",
  "ENTRYPOINT",
  "CMD",
];

export function parseDockerfile(source: string): Stage[] {
  const stages: { image: string; alias: string | undefined; instructions: Instruction[] }[] = [];
  for (const [index, text] of source.split("\n").entries()) {
    if (text.trim() === "" || text.startsWith("#")) continue;
    if (text.endsWith("\\")) throw new Error(`line ${index + 1}: continued lines are not read`);
    const [name = "", ...words] = text.split(" ");
    if (name === "FROM") {
      stages.push({ image: words[0] ?? "", alias: words[1] === "AS" ? words[2] : undefined, instructions: [] });
      continue;
    }
    if (!KNOWN.includes(name)) throw new Error(`line ${index + 1}: unknown instruction ${name}`);
    stages.at(-1)?.instructions.push({ name, text: words.join(" "), line: index + 1 });
  }
  return stages;
}

/** Words of an ENTRYPOINT or CMD in its JSON form. */
export function execForm(stage: Stage, name: "ENTRYPOINT" | "CMD"): string[] {
  const found = stage.instructions.findLast((instruction) => instruction.name === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return JSON.parse(found.text) as string[];
}

/** Variables set by ENV. */
export function environmentOf(stage: Stage): Record<string, string> {
  const lines = stage.instructions.filter((instruction) => instruction.name === "ENV");
  return Object.fromEntries(
    lines.map(({ text }) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]),
  );
}
