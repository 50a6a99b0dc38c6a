// Forms are sent in the background, and files are dropped on them.

import { base, byId, cardOf, state } from "./page.js";
import { listUnsent, post, restore, send, show } from "./parts.js";
import { putDown, take } from "./cards.js";

const isOfHeld = (form) => state.held && byId("picked")?.contains(form);

const sendForm = async (form, fields) => {
  form.setAttribute("aria-busy", "true");
  const shown = await post(form.action, fields, form.dataset.into.split(" "), form);
  if (!isOfHeld(form)) form.removeAttribute("aria-busy");
  if (form.dataset.reveal !== undefined) byId(form.dataset.into).scrollIntoView({ block: "nearest" });
  if (state.held && form.dataset.into.split(" ").includes("board")) {
    const card = cardOf(state.held.person);
    if (shown && card && card.dataset.at !== state.held.at) putDown(shown);
    else await take(state.held.person, true);
  }
  form.removeAttribute("aria-busy");
};

// A form that names what it was made for waits for those before it. What they have changed is no conflict: the same form
// of the answer tells the version that they have made. It is found by its button or its field.
const VERSION = ["expected", "number", "to"];
let last = Promise.resolve();
const inTurn = (act) => (last = last.then(act, act));
const nameOf = (form, submitter) => (submitter ?? form.querySelector("[id]"))?.id;
const follow = (form, fields, name) => {
  if (form.isConnected) return form;
  const fresh = byId(name)?.matches(":enabled") ? byId(name).form : null;
  for (const key of fresh ? VERSION : []) if (fields.has(key)) fields.set(key, new FormData(fresh).get(key) ?? "");
  return fresh;
};

// Presses on a stepper count at once, and their sum is sent after a pause. The sum outlives the form that was pressed.
const PAUSE = 400; // in milliseconds
const sums = new Map(); // by the form: what was pressed since it was sent
let sent = null; // the form of the sum under way, and that sum
let pausing = 0;
const keyOf = (form) => [form.action, ...[...form.querySelectorAll("[type=hidden]")].map((one) => one.value)].join("\n");
const addUp = () => {
  for (const form of document.querySelectorAll("form[data-sum]")) {
    const shown = form.querySelector("span:not(.visually-hidden)");
    shown.dataset.saved ??= shown.textContent;
    const by = (sums.get(keyOf(form)) ?? 0) + (sent?.form === form ? sent.by : 0);
    shown.textContent = shown.dataset.saved.replace(/\d+$/, (most) => Math.max(1, Number(most) + by));
  }
};
const sendSums = () => {
  clearTimeout(pausing);
  for (const key of sums.keys()) {
    inTurn(async () => {
      const form = [...document.querySelectorAll("form[data-sum]")].find((one) => keyOf(one) === key);
      const by = sums.get(key);
      sums.delete(key);
      if (!form || !by) return;
      const fields = new FormData(form);
      fields.set("by", by);
      sent = { form, by };
      await sendForm(form, fields);
      sent = null;
      addUp();
    });
  }
};
document.addEventListener("board:shown", addUp);
addEventListener("pagehide", () => {
  for (const form of document.querySelectorAll("form[data-sum]")) {
    const fields = new FormData(form);
    fields.set("by", sums.get(keyOf(form)) ?? 0);
    if (sums.delete(keyOf(form))) navigator.sendBeacon(form.action, fields);
  }
});

document.addEventListener("submit", (event) => {
  const { target: form, submitter } = event;
  if (!form.dataset.into || submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  if ("sum" in form.dataset) {
    sums.set(keyOf(form), (sums.get(keyOf(form)) ?? 0) + Number(submitter.value));
    addUp();
    clearTimeout(pausing);
    pausing = setTimeout(sendSums, PAUSE);
    return;
  }
  sendSums();
  if (isOfHeld(form) && form.hasAttribute("aria-busy")) return; // what it would ask for is of the seat before
  const [fields, name] = [new FormData(form, submitter), nameOf(form, submitter)];
  if (!VERSION.some((key) => fields.has(key))) return void sendForm(form, fields);
  inTurn(async () => {
    const now = follow(form, fields, name);
    if (now) await sendForm(now, fields);
  });
});

const isOne = (form, type) => type === "select-one" || (type === "checkbox" && "expected" in form.elements);
const typing = new WeakMap(); // by the form: its timer
let asked = 0; // the number of the last preview; an earlier answer that comes later is left out
const preview = async (form) => {
  const mine = ++asked;
  const answer = await send(form.dataset.onInput, new FormData(form));
  if (answer !== null && mine === asked) show(answer, form.dataset.shows.split(" "));
};
document.addEventListener("input", ({ target: { form, type } }) => {
  if (!form || form.dataset.onInput === undefined) return;
  clearTimeout(typing.get(form));
  const act = () => (form.dataset.onInput ? preview(form) : form.requestSubmit());
  typing.set(form, setTimeout(act, isOne(form, type) && !form.dataset.onInput ? 0 : 250));
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
