// While no one is picked up, tables and other things in the room are moved: with a mouse or a pen, or with Shift and the
// arrow keys. A press on one shows it at the side, where it is changed.
//
// A table snaps to the lines through the middles of others, and otherwise to a grid.

import { base, byId, distance, follow, state } from "./page.js";
import { fieldsOf, post } from "./parts.js";
import { personAt } from "./room.js";

const GRID = 10; // in centimeters, as all numbers of the drawing
const NEAR = 20;
const STEP = 50; // of one press of an arrow key

const middleOf = (table) => ({ x: Number(table.dataset.x), y: Number(table.dataset.y) });

const snap = (value, others) => {
  const near = others.filter((other) => Math.abs(other - value) <= NEAR);
  near.sort((one, other) => Math.abs(one - value) - Math.abs(other - value));
  return Math.max(0, near[0] ?? Math.round(value / GRID) * GRID);
};

const nameOf = ({ dataset }) => ("thing" in dataset ? { thing: dataset.thing } : { table: dataset.table });
const place = (one, { x, y }) => post(`${base}seats/room`, fieldsOf({ ...nameOf(one), what: "place", x, y }), ["board"]);

let isDragged = false; // the click that ends a drag chooses nothing
const pressedAt = (event) => {
  const hub = !state.held && !personAt(event) && event.target.closest("#tables:not(.far) .hub");
  return hub && hub.closest("[data-x]");
};
const choose = (event) => {
  const one = pressedAt(event);
  if (one && !isDragged) post(`${base}seats/choose`, fieldsOf(nameOf(one)), ["picked"]);
};
document.addEventListener("click", choose, true); // before the same press puts a card down

document.addEventListener("pointerdown", (event) => {
  const table = pressedAt(event);
  if (!table || event.shiftKey || event.button !== 0 || event.pointerType === "touch") return;
  const room = byId("room");
  const inRoom = ({ clientX, clientY }) => new DOMPoint(clientX, clientY).matrixTransform(room.getScreenCTM().inverse());
  const from = inRoom(event);
  const start = middleOf(table);
  const others = [...room.querySelectorAll("[data-x]")].filter((one) => one !== table).map(middleOf);
  let now = null;
  const move = (moved) => {
    if (!now && distance(moved, event) < 6) return;
    const to = inRoom(moved);
    now = {
      x: snap(start.x + to.x - from.x, others.map(({ x }) => x)),
      y: snap(start.y + to.y - from.y, others.map(({ y }) => y)),
    };
    table.setAttribute("transform", `translate(${now.x - start.x} ${now.y - start.y})`);
  };
  const end = async (ended) => {
    removeEventListener("keydown", cancel, true);
    isDragged = now !== null;
    setTimeout(() => (isDragged = false), 0);
    if (now && ended.type === "pointerup") await place(table, now);
    table.removeAttribute("transform"); // a table that the server has drawn again has none
  };
  const cancel = (pressed) => {
    if (pressed.key !== "Escape") return;
    stop();
    removeEventListener("keydown", cancel, true);
    table.removeAttribute("transform");
  };
  const stop = follow(move, end);
  addEventListener("keydown", cancel, true);
});

const STEPS = { ArrowRight: [1, 0], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowUp: [0, -1] };
document.addEventListener("keydown", (event) => {
  const by = STEPS[event.key];
  if (!by || !event.shiftKey || state.held || state.posting || !event.target.matches(".hub")) return;
  event.preventDefault();
  const table = event.target.closest("[data-x]");
  const { x, y } = middleOf(table);
  place(table, { x: Math.max(0, x + by[0] * STEP), y: Math.max(0, y + by[1] * STEP) });
});
