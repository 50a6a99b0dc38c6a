// Forms are sent in the background, and files are dropped on them.

import { base, byId, cardOf, state } from "./page.js";
import { listUnsent, post, restore, send, show } from "./parts.js";
import { putDown, take } from "./cards.js";

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.into || (event.submitter && event.submitter.hasAttribute("formaction"))) return;
  event.preventDefault();
  const isOfHeld = byId("picked") && byId("picked").contains(form);
  if (isOfHeld && form.hasAttribute("aria-busy")) return; // what it would ask for is of the seat before
  const fields = new FormData(form, event.submitter);
  form.setAttribute("aria-busy", "true");
  const shown = await post(form.action, fields, form.dataset.into.split(" "), form);
  if (!isOfHeld) form.removeAttribute("aria-busy");
  if (form.dataset.reveal !== undefined) byId(form.dataset.into).scrollIntoView({ block: "nearest" });
  if (state.held && form.dataset.into.split(" ").includes("board")) {
    const card = cardOf(state.held.person);
    if (shown && card && card.dataset.at !== state.held.at) putDown(shown);
    else await take(state.held.person, true);
  }
  form.removeAttribute("aria-busy");
});

let typing = 0;
let asked = 0; // the number of the last preview; an earlier answer that comes later is left out
const preview = async (form) => {
  const mine = ++asked;
  const answer = await send(form.dataset.onInput, new FormData(form));
  if (answer !== null && mine === asked) show(answer, form.dataset.shows.split(" "));
};
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || form.dataset.onInput === undefined) return;
  clearTimeout(typing);
  typing = setTimeout(() => (form.dataset.onInput ? preview(form) : form.requestSubmit()), 250);
});

// Files are dropped on a form of the class `drop`, which has one field for them.
const dropZone = (event) => event.target.closest && event.target.closest("form.drop");
for (const kind of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(kind, (event) => {
    const zone = dropZone(event);
    if (!zone || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.toggle("over", kind === "dragover");
    if (kind !== "drop" || !event.dataTransfer.files.length) return;
    zone.querySelector("input[type=file]").files = event.dataTransfer.files;
    zone.requestSubmit();
  });
}

// When another language is chosen, the page is loaded in it with what was typed.
const place = () => location.href.split(base)[1];
const typed = JSON.parse(sessionStorage.getItem("typed") || "null");
sessionStorage.removeItem("typed");
if (typed && typed.at === place()) restore(typed.unsent);
document.addEventListener("click", (event) => {
  if (!event.target.closest("#language a")) return;
  sessionStorage.setItem("typed", JSON.stringify({ at: place(), unsent: listUnsent(["main"]) }));
});
