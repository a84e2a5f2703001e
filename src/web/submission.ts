/** Dropping or choosing files makes a calculation. */

import { submitFiles } from "./api-client.ts";
import { byId, say } from "./element.ts";

export function watchSubmission(onSubmitted: (id: number) => void): void {
  const form = byId<HTMLFormElement>("drop");
  const input = byId<HTMLInputElement>("files");
  const parent = byId<HTMLInputElement>("parent");
  const bar = byId<HTMLProgressElement>("upload");
  const message = byId("submit-message");

  async function send(files: readonly File[]): Promise<void> {
    if (files.length === 0) return;
    const names = files.map((file) => file.name).join(", ");
    bar.hidden = false;
    bar.value = 0;
    say(message, `Sending ${names}`);
    try {
      const id = await submitFiles(files, parent.value.trim(), (fraction) => {
        bar.value = fraction;
        if (fraction >= 1) say(message, `Checking ${names}`);
      });
      say(message, `Calculation ${id} was accepted.`);
      parent.value = "";
      onSubmitted(id);
    } catch (error) {
      say(message, error instanceof Error ? error.message : String(error), true);
    } finally {
      bar.hidden = true;
      input.value = "";
    }
  }

  input.addEventListener("change", () => void send([...(input.files ?? [])]));
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
    void send([...(event.dataTransfer?.files ?? [])]);
  });
}
