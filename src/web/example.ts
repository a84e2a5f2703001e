/** The job that an empty server offers: hazard maps of an island that is not there. */

const FILES = ["job.ini", "source-model-logic-tree.xml", "source-model.xml", "ground-motion-logic-tree.xml"];

export async function exampleFiles(): Promise<File[]> {
  return Promise.all(
    FILES.map(async (name) => {
      const response = await fetch(new URL(`../example/${name}`, import.meta.url));
      if (!response.ok) throw new Error(`The example has no ${name}`);
      return new File([await response.text()], name);
    }),
  );
}
