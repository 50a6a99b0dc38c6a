// The list of people beside the room: it is filtered, sorted, and one stop of the Tab key. What is chosen stays when the
// server draws it again. In the columns, it has those without a seat only.

import { byId, state } from "./page.js";
import { fold, hasAll, wordsOf } from "./find.js";

const keyOf = (item, by) => {
  if (by === "role") return item.dataset.role;
  if (by === "number") return (item.dataset.number ?? "").padStart(6, "0");
  const part = item.querySelector(by === "name" ? "b" : ".about");
  return part ? part.textContent : "\uffff"; // those without one come last
};

const FOLLOWING = Node.DOCUMENT_POSITION_FOLLOWING;
let last = ""; // the row that had the focus last; if it goes, because it was ticked, the next one gets it
let only = ""; // the trait of those who are shown, as a chip has chosen
const isShown = (item, wanted) => {
  if (only && !item.dataset.traits.split(" ").includes(only)) return false;
  return hasAll(item.textContent, wanted);
};

const buttons = () => [...document.querySelectorAll("#people-rows li:not([hidden]) button")];

/** Of the people of the list, one is reached with the Tab key, with all buttons of the row. */
const rove = (chosen) => {
  const all = buttons();
  const now = (chosen ?? all.find((one) => one.tabIndex === 0) ?? all[0])?.closest("li");
  for (const one of document.querySelectorAll("#people-rows li button")) one.tabIndex = one.closest("li") === now ? 0 : -1;
};

const arrange = () => {
  if (!byId("tray-sort") && !byId("people")) return;
  const filter = byId("tray-filter");
  const sought = (!filter && byId("people") && byId("find")?.value) || ""; // beside the room, the search filters the list
  const wanted = [fold(filter?.value ?? ""), ...wordsOf(sought)].filter(Boolean);
  const by = byId("tray-sort")?.value;
  for (const chip of document.querySelectorAll("[data-show]")) chip.setAttribute("aria-pressed", chip.dataset.show === only);
  for (const list of document.querySelectorAll("#tray ul, #everyone")) {
    const items = [...list.querySelectorAll("li[data-order]")];
    for (const item of items) item.hidden = !isShown(item, wanted);
    const sorted = items.toSorted((one, other) => {
      const order = by ? keyOf(one, by).localeCompare(keyOf(other, by)) : 0;
      return order || one.dataset.order - other.dataset.order;
    });
    if (sorted.some((item, number) => item !== items[number])) list.append(...sorted);
  }
  rove();
  const row = document.activeElement === document.body && last && byId(last);
  if (row?.hidden) (buttons().find((one) => row.compareDocumentPosition(one) & FOLLOWING) ?? byId("find"))?.focus();
};

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.matches("[data-filter], [data-sort], [data-find]")) arrange();
  });
}
document.addEventListener("click", ({ target, shiftKey }) => {
  const chip = target.closest("[data-show]");
  if (!chip || shiftKey) return; // with Shift, its people are picked up
  only = only === chip.dataset.show ? "" : chip.dataset.show;
  arrange();
});
document.addEventListener("board:shown", arrange);
document.addEventListener("focusin", ({ target }) => {
  last = target.closest("#people-rows li")?.id ?? "";
  if (last && target.matches("button")) rove(target);
});

const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (state.held || !target.matches("#people-rows li button") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!(key in STEPS || key === "Home" || key === "End")) return;
  event.preventDefault();
  const all = buttons();
  const next = { Home: 0, End: all.length - 1 }[key] ?? all.indexOf(target) + STEPS[key];
  all[(next + all.length) % all.length].focus();
});

arrange();
