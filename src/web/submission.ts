/** Dropping or choosing files: what is wrong with them, what they will take, which job file is meant, then a calculation. */
import {
  calculationInputs,
  calculationStatus,
  checkFiles,
  estimateFiles,
  submitFiles,
  type Validity,
} from "./api-client.ts";
import { formatDuration } from "./calculation-detail.ts";
import { button, byId, element, say, textOfError } from "./element.ts";
import { exampleFiles } from "./example.ts";
import { type ZipEntry, zipEntries, zipOf } from "./zip.ts";

export interface Submission {
  /** The inputs of a calculation, to be sent again; with `changed` after its job file was edited. */
  readonly runAgain: (id: number, changed: boolean) => Promise<void>;
  /** The next files continue this calculation. */
  readonly continueFrom: (id: number) => void;
  readonly runExample: () => Promise<void>;
}

/** Job files that a server would look at, among names of files. */
function iniNames(names: readonly string[]): string[] {
  return names.filter((name) => name.endsWith(".ini") && !name.split("/").includes("__MACOSX")).sort();
}

async function namesIn(files: readonly File[]): Promise<string[]> {
  const [only] = files;
  if (files.length === 1 && only !== undefined && only.name.endsWith(".zip")) {
    try {
      return zipEntries(new Uint8Array(await only.arrayBuffer())).map(({ name }) => name);
    } catch {
      return [];
    }
  }
  return files.map(({ name }) => name);
}

export function watchSubmission(onSubmitted: (id: number) => void): Submission {
  const form = byId<HTMLFormElement>("drop");
  const input = byId<HTMLInputElement>("files");
  const parent = byId<HTMLInputElement>("parent");
  const bar = byId<HTMLProgressElement>("upload");
  const message = byId("submit-message");
  const review = byId("review");

  async function send(files: readonly File[], ini: string): Promise<void> {
    const names = files.map((file) => file.name).join(", ");
    review.replaceChildren();
    bar.hidden = false;
    bar.value = 0;
    say(message, `Sending ${names}`);
    try {
      const id = await submitFiles(files, { hazard_job_id: parent.value.trim(), job_ini: ini }, (fraction) => {
        bar.value = fraction;
        if (fraction >= 1) say(message, `Checking ${names}`);
      });
      say(message, `Calculation ${id} was accepted.`);
      parent.value = "";
      onSubmitted(id);
    } catch (error) {
      say(message, textOfError(error), true);
    } finally {
      bar.hidden = true;
      input.value = "";
    }
  }

  function problemsOf({ errors, warnings = [], error_msg }: Validity): HTMLElement {
    const rows = errors.map(({ message: text, file, line, found, allowed }) => {
      const where = [file, line].filter((part) => part !== undefined).join(", line ");
      const extra = [
        found === undefined ? "" : `found ${found}`,
        allowed === undefined ? "" : `allowed: ${allowed}`,
      ].filter((part) => part !== "" && !text.includes(part));
      return element(
        "li",
        {},
        ...(where === "" ? [] : [element("strong", {}, where), ": "]),
        [text, ...extra].join("; "),
      );
    });
    if (rows.length === 0 && error_msg !== null) rows.push(element("li", {}, error_msg));
    return element(
      "div",
      {},
      element(
        "ul",
        { class: "problems" },
        ...rows,
        ...warnings.map((text) => element("li", { class: "warning" }, `Warning: ${text}`)),
      ),
    );
  }

  /** Looks before it runs: files are checked and estimated, and sent when the reader says so. */
  async function look(files: readonly File[], wanted = ""): Promise<void> {
    if (files.length === 0) return;
    const inis = iniNames(await namesIn(files));
    const title = files.map(({ name }) => name).join(", ");
    const status = element("p", { role: "status" }, "Checking…");
    const found = element("div");
    const select = element("select", { id: "ini" }, ...inis.map((name) => element("option", { value: name }, name)));
    if (wanted !== "") select.value = wanted;
    // Also the only one is named: jobs that continue another would be looked for under another ending.
    const chosen = () => select.value;
    const run = button("Run", "", () => void send(files, chosen()));
    const cancel = button("Cancel", "quiet", () => {
      review.replaceChildren();
      input.value = "";
      say(message, "");
    });
    review.replaceChildren(
      element("h3", { tabindex: "-1" }, `Before running: ${title.length > 80 ? `${title.slice(0, 79)}…` : title}`),
      ...(inis.length > 1 ? [element("label", { class: "field" }, "Job file ", select)] : []),
      status,
      found,
      element("p", { class: "choices" }, run, cancel),
    );
    say(message, "");
    review.querySelector("h3")?.focus();
    let turn = 0;
    const inspect = async (): Promise<void> => {
      const now = ++turn;
      const isOver = () => now !== turn || !review.contains(status);
      status.textContent = "Checking…";
      found.replaceChildren();
      run.classList.remove("quiet");
      try {
        await tell(chosen(), isOver);
      } catch (error) {
        if (!isOver()) status.textContent = `Not estimated: ${textOfError(error)}`;
      }
    };
    const tell = async (ini: string, isOver: () => boolean): Promise<void> => {
      const continued = parent.value.trim();
      const validity = await checkFiles(files, ini, continued);
      if (isOver()) return;
      found.replaceChildren(problemsOf(validity));
      if (!validity.valid) {
        const count = Math.max(1, validity.errors.length);
        status.textContent = `${count} ${count === 1 ? "problem" : "problems"} found. Run anyway and it is refused for them.`;
        run.classList.add("quiet");
        return;
      }
      if (validity.runnable === false) {
        status.textContent = "Valid, but this server does not compute it.";
        return;
      }
      status.textContent = "Valid. Estimating what it will take…";
      const estimate = await estimateFiles(files, ini, continued);
      if (isOver()) return;
      const memory = `${Math.round(estimate.memory_bytes / 2 ** 20)} MB of memory`;
      status.textContent =
        `Valid: ${estimate.calculation_mode} of ${estimate.ini}${continued === "" ? "" : ` on top of calculation ${continued}`}, ${estimate.sites} sites, ${estimate.sources} sources, ${estimate.ruptures} ruptures, ${estimate.realizations} realizations. ` +
        `About ${formatDuration(estimate.seconds_low)} to ${formatDuration(estimate.seconds_high)}, ${memory}${estimate.fits ? "" : ": more than this server has"}.`;
    };
    select.addEventListener("change", () => void inspect());
    parent.onchange = () => {
      if (review.contains(status)) void inspect();
    };
    await inspect();
  }

  input.addEventListener("change", () => void look([...(input.files ?? [])]));
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) {
    document.addEventListener(name, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) form.classList.remove("over");
  });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    form.classList.remove("over");
    void look([...(event.dataTransfer?.files ?? [])]);
  });

  /** The job file as a text to edit; other files go along as they are. */
  async function edit(id: number, entries: readonly ZipEntry[], ini: string): Promise<void> {
    const files = await Promise.all(
      entries
        .filter(({ name }) => !name.endsWith("/"))
        .map(async ({ name, bytes }) => ({ name, bytes: await bytes() })),
    );
    const area = element("textarea", { rows: "18", "aria-label": `Job file ${ini}`, spellcheck: "false" });
    area.value = new TextDecoder().decode(files.find(({ name }) => name === ini)?.bytes);
    const changed = () => [
      new File(
        [
          zipOf(
            files.map((file) =>
              file.name === ini ? { name: ini, bytes: new TextEncoder().encode(area.value) } : file,
            ),
          ),
        ],
        `job_${id}_changed.zip`,
      ),
    ];
    review.replaceChildren(
      element("h3", { tabindex: "-1" }, `Run calculation ${id} again with changes to ${ini}`),
      area,
      element(
        "p",
        { class: "choices" },
        button("Check", "quiet", () => void look(changed(), ini)),
        button("Run", "", () => void send(changed(), ini)),
        button("Cancel", "quiet", () => review.replaceChildren()),
      ),
    );
    review.scrollIntoView({ block: "nearest" });
    area.focus();
  }

  return {
    async runAgain(id, changed) {
      try {
        say(message, `Fetching the inputs of calculation ${id}…`);
        const { parent_id } = await calculationStatus(id);
        const bytes = await calculationInputs(id);
        const entries = zipEntries(bytes);
        const ini = iniNames(entries.map(({ name }) => name))[0];
        if (ini === undefined) throw new Error("The inputs hold no job file.");
        parent.value = parent_id === null ? "" : String(parent_id);
        if (!changed) {
          await send([new File([bytes], `job_${id}.zip`)], ini);
          return;
        }
        say(message, "");
        await edit(id, entries, ini);
      } catch (error) {
        say(message, textOfError(error), true);
      }
    },
    continueFrom(id) {
      parent.value = String(id);
      form.scrollIntoView({ block: "nearest" });
      byId("choose-files").focus();
      say(message, `Choose or drop the files of the job that continues calculation ${id}.`);
    },
    async runExample() {
      say(message, "Sending the example…");
      try {
        await send(await exampleFiles(), "");
      } catch (error) {
        say(message, textOfError(error), true);
      }
    },
  };
}
