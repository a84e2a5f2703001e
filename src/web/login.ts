/** The login page. */

import { BASE } from "./api-client.ts";
import { byId, say } from "./element.ts";

const form = byId<HTMLFormElement>("login");
form.querySelector("input")?.focus();
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (typeof value === "string") body.set(name, value);
  const response = await fetch(`${BASE}/accounts/ajax_login/`, { method: "POST", body });
  if (response.ok) location.assign(`${BASE}/engine/`);
  else say(byId("message"), await response.text(), true);
});
