/** Small hands for the page's elements. Texts are always set as text, never as markup. */

/** The element with an id; the page is broken without it. */
export function byId<Kind extends HTMLElement = HTMLElement>(id: string): Kind {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no element ${id}`);
  return found as Kind;
}

type Child = Node | string;

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

/** Shows a message in an alert region; an empty text clears it. */
export function say(region: HTMLElement, text: string, bad = false): void {
  region.textContent = text;
  region.classList.toggle("bad", bad);
}
