// Keys for the whole page: undo, redo, and the search.

import { byId } from "./page.js";

const SLASH = "slash-key"; // kept in the browser: a key that is a character alone can be turned off

const isSlashOff = () => localStorage.getItem(SLASH) === "off";
const isWriting = (target) => target.matches("input:not([type=checkbox], [type=radio]), textarea, select");

document.addEventListener("keydown", (event) => {
  if (isWriting(event.target) || event.altKey) return;
  const key = event.key.toLowerCase();
  if (event.ctrlKey || event.metaKey) {
    const id = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
    const button = byId(id);
    if (!button) return;
    event.preventDefault();
    if (!button.disabled) button.form.requestSubmit(button);
  } else if (key === "/" && byId("find") && !isSlashOff()) {
    event.preventDefault();
    byId("find").focus();
    byId("find").select();
  }
});

const box = byId(SLASH);
if (box) box.checked = !isSlashOff();
document.addEventListener("change", ({ target }) => {
  if (target.id === SLASH) localStorage.setItem(SLASH, target.checked ? "on" : "off");
});
