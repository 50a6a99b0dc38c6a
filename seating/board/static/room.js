// The room: how large it is drawn, and how the focus goes around in it.
//
// It fits at first. A press picks up the nearest person, however small the marks are; where they are too small to be
// told apart, a press on the middle of a table brings its neighborhood near. The wheel, two fingers, the buttons and the keys + - 0 draw it larger or smaller; while it is larger
// than its place, that place scrolls, and the floor can be dragged with a mouse.

import { writeNames } from "./chair_names.js";
import { byId, cardOf, distance, follow, state } from "./page.js";

const MARK = 60; // the side of a mark's button in the drawing, in centimeters
const TARGET = 24; // the smallest side of what is pressed, in pixels
const AROUND = 3; // tables side by side in a neighborhood
const LARGE = 1.2; // pixels for a centimeter in a neighborhood, at most
const LARGEST = 2;
const STEP = 1.3;

let chosen = 0; // pixels for a centimeter; 0 as long as the room fits

const sizeOf = (room) => room.getAttribute("viewBox").split(" ").slice(2).map(Number);

/** Whether the room has a place of a certain height, beside the panes; on a phone the page scrolls. */
export const isBounded = () => getComputedStyle(byId("tables")).getPropertyValue("--bounded") === "1";

const fitting = (room) => {
  const [width, height] = sizeOf(room);
  const place = byId("tables");
  const across = place.clientWidth / width;
  return isBounded() ? Math.min(across, place.clientHeight / height) : across;
};

const draw = () => {
  const room = byId("room");
  if (!room) return;
  const [width, height] = sizeOf(room);
  const scale = chosen || fitting(room);
  const least = byId("room-least");
  least.style.width = `${chosen ? width * scale : 0}px`;
  least.style.height = `${chosen || !isBounded() ? height * scale : 0}px`;
  byId("tables").style.setProperty("--scale", scale);
  byId("tables").classList.toggle("far", scale * MARK < TARGET);
  byId("tables").classList.toggle("larger", chosen > 0);
  if (byId("zoom-fit")) byId("zoom-fit").disabled = !chosen;
  if (scale * MARK >= TARGET) writeNames(scale);
};

/** Draw the room at a scale; the point of it that is at a place of the window stays there. */
const zoom = (scale, x, y) => {
  const room = byId("room");
  const least = fitting(room);
  const before = new DOMPoint(x, y).matrixTransform(room.getScreenCTM().inverse());
  chosen = scale <= least * 1.001 ? 0 : Math.min(scale, Math.max(LARGEST, least));
  draw();
  const after = before.matrixTransform(room.getScreenCTM());
  byId("tables").scrollBy(after.x - x, after.y - y);
};

const scaleNow = () => chosen || fitting(byId("room"));
const zoomInTheMiddle = (by) => {
  const { x, y, width, height } = byId("tables").getBoundingClientRect();
  zoom(by ? scaleNow() * by : 0, x + width / 2, y + height / 2);
};

const middleOf = (part) => {
  const { x, y, width, height } = part.getBoundingClientRect();
  return { x: x + width / 2, y: y + height / 2 };
};

/** The card of the person nearest to a press or a pointer in the room; null on the middle of a table, and on the floor. */
export const personAt = ({ target, clientX, clientY, detail, type }) => {
  const card = target.closest("[data-person]") ?? target.closest(".sitting")?.querySelector("[data-person]");
  const table = target.closest("#room [data-table]");
  if (card || !table || (type === "click" && !detail)) return card; // no detail: a key has pressed it
  const away = (part) => Math.hypot(middleOf(part).x - clientX, middleOf(part).y - clientY);
  const [nearest] = [...table.querySelectorAll("[data-person]")].toSorted((one, other) => away(one) - away(other));
  return nearest && away(nearest) <= Math.min(TARGET, away(table.querySelector(".top"))) ? nearest : null;
};

/** Draw lines from the person who is held to those who belong to them, and to those whom they must not meet. */
export const drawBonds = () => {
  for (const line of document.querySelectorAll("#room .bond")) line.remove();
  const spotOf = (card) => card?.closest("#room foreignObject");
  const from = state.held && spotOf(cardOf(state.held.person));
  for (const kind of from ? ["together", "apart"] : []) {
    for (const to of (byId("picked").dataset[kind] ?? "").split(" ").map((id) => spotOf(byId(id)))) {
      if (!to) continue;
      const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
      line.classList.add("bond", kind);
      for (const [end, spot] of [["1", from], ["2", to]]) {
        const { x, y, width, height } = spot;
        line.setAttribute(`x${end}`, x.baseVal.value + width.baseVal.value / 2);
        line.setAttribute(`y${end}`, y.baseVal.value + height.baseVal.value / 2);
      }
      byId("room").append(line);
    }
  }
};

/** Bring a table near, with those around it, and into the middle. */
const approach = (table) => {
  const reach = table.querySelector(".reach");
  const wanted = (byId("tables").clientWidth / AROUND / reach.getBoundingClientRect().width) * scaleNow();
  const { x, y } = middleOf(reach);
  zoom(Math.max(Math.min(wanted, LARGE), (TARGET / MARK) * 1.05), x, y);
  table.querySelector(".reach").scrollIntoView({ block: "center", inline: "center" });
};

/** Make sure that a card is not too small to press. */
export const reveal = (card) => {
  if (card.closest("#tables.far")) approach(card.closest("[data-table]"));
};

document.addEventListener("wheel", (event) => {
  if (!event.target.closest("#room")) return;
  if (event.deltaY > 0 && !chosen) return; // it is as small as it can be, so the page scrolls
  event.preventDefault();
  zoom(scaleNow() * Math.exp(-Math.sign(event.deltaY) * Math.min(Math.abs(event.deltaY), 100) * 0.002), event.clientX, event.clientY);
}, { passive: false });

// Two fingers.
let apart = 0;
document.addEventListener("touchmove", (event) => {
  if (event.touches.length !== 2 || !event.target.closest("#tables")) return (apart = 0);
  event.preventDefault();
  const [one, other] = event.touches;
  const now = distance(one, other);
  if (apart) zoom((scaleNow() * now) / apart, (one.clientX + other.clientX) / 2, (one.clientY + other.clientY) / 2);
  apart = now;
}, { passive: false });
document.addEventListener("touchend", () => (apart = 0));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom]");
  if (button) return zoomInTheMiddle({ in: STEP, out: 1 / STEP, fit: 0 }[button.dataset.zoom]);
  const table = !state.held && !personAt(event) && event.target.closest("#tables.far [data-table]");
  if (table) approach(table);
});

/** @param {Element} target */
export const isFloor = (target) => target.id === "room" || (target.closest("#room-things") && !target.matches(".hub"));

// The floor is dragged with a mouse.
document.addEventListener("pointerdown", (event) => {
  if (!isFloor(event.target) || !chosen || event.button !== 0 || event.pointerType === "touch" || event.shiftKey) return;
  let { clientX: x, clientY: y } = event;
  const move = (moved) => {
    byId("tables").scrollBy(x - moved.clientX, y - moved.clientY);
    ({ clientX: x, clientY: y } = moved);
  };
  follow(move, () => {});
});

// The Tab key goes from table to table, and the arrow keys from person to person around one.
const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (!target.closest("#room") || event.ctrlKey || event.metaKey || event.altKey) return;
  const by = { "+": STEP, "-": 1 / STEP, 0: 0 }[key];
  if (by !== undefined) {
    event.preventDefault();
    zoomInTheMiddle(by);
    return target.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  if (!target.closest("[data-table]")) return;
  if (state.held || event.shiftKey || !(key in STEPS || key === "Home" || key === "End")) return;
  event.preventDefault();
  reveal(target);
  const stops = [...target.closest("[data-table]").querySelectorAll(".hub, .chair")];
  const next = { Home: 0, End: stops.length - 1 }[key] ?? stops.indexOf(target) + STEPS[key];
  stops[(next + stops.length) % stops.length].focus();
});

draw();
addEventListener("resize", draw);
document.addEventListener("board:shown", draw);
if (byId("room")) new ResizeObserver(draw).observe(byId("tables")); // when something above it opens
