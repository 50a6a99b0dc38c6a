// The screens are folded on a phone, where they would take the upper third of the window. In the room, what a menu opens
// lies over it, and is closed by Escape, and by a press or the focus outside.

import { byId } from "./page.js";

const phone = matchMedia("(max-width: 40rem)");
const fold = () => {
  if (byId("menu")) byId("menu").open = !phone.matches;
};

fold();
phone.addEventListener("change", fold);

const close = (isKept) => {
  for (const menu of document.querySelectorAll(".room .menu[open]")) if (!isKept(menu)) menu.open = false;
};
for (const kind of ["click", "focusin"]) {
  document.addEventListener(kind, ({ target }) => close((menu) => menu.contains(target)));
}
document.addEventListener("keydown", ({ key, target }) => {
  if (key !== "Escape") return;
  target.closest(".room .menu[open]")?.querySelector("summary").focus();
  close(() => false);
});
// A menu whose answers come elsewhere is closed by what is sent from it.
document.addEventListener("submit", ({ target }) => {
  const menu = target.closest("[data-closes][open]");
  if (!menu) return;
  menu.querySelector("summary").focus();
  menu.open = false;
});
