/** Small hands for the page's elements. Texts are always set as text, never as markup. */

/** The element with an id; the page is broken without it. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found as Kind;
}

export type Child = Node | string;

/** `element("a", { href: "x", class: "quiet" }, "text")` */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(label: string, className: string, action: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", class: className }, label);
  made.addEventListener("click", action);
  return made;
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** A labelled list to choose from. Nothing is chosen anew when `value` is none of the options: the first is. */
export function choice(
  label: string,
  options: readonly Option[],
  value: string | undefined,
  onChange: (value: string) => void,
): HTMLLabelElement {
  const select = element(
    "select",
    {},
    ...options.map((option) => element("option", { value: option.value }, option.label)),
  );
  if (value !== undefined && options.some((option) => option.value === value)) select.value = value;
  select.addEventListener("change", () => onChange(select.value));
  return element("label", { class: "field" }, `${label} `, select);
}

/** A labelled box to tick. */
export function tick(label: string, checked: boolean, onChange: (checked: boolean) => void): HTMLLabelElement {
  const box = element("input", { type: "checkbox" });
  box.checked = checked;
  box.addEventListener("change", () => onChange(box.checked));
  return element("label", { class: "field" }, box, ` ${label}`);
}

/** Shows a message in an alert region; an empty text clears it. */
export function say(region: HTMLElement, text: string, bad = false): void {
  region.textContent = text;
  region.classList.toggle("bad", bad);
}

export function textOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Words as they are in a picture's file name. */
export function fileName(...parts: readonly (string | number)[]): string {
  return parts
    .join("-")
    .replaceAll(/[^\w.()+-]+/g, "_")
    .replaceAll(/_+/g, "_");
}
