// Names beside chairs: the short name where there is space, otherwise initials, otherwise nothing.

import { byId, overlap } from "./page.js";

const SIZE = 11.5; // in pixels, as in the style sheet
const BOLD = 1.1; // how much wider letters of meals are
const GAP = 1; // between what is written and what is beside it

const pen = document.createElement("canvas").getContext("2d");
const widths = new Map();
const widthOf = (text) => {
  if (!widths.has(text)) {
    pen.font = `${SIZE}px ${getComputedStyle(document.body).fontFamily}`;
    widths.set(text, pen.measureText(text).width);
  }
  return widths.get(text);
};

const numbers = (part, names) => names.map((name) => parseFloat(part.getAttribute(name)) || 0);

/** The places that are taken, in squares, so that a name is compared with those near it alone. */
class Taken {
  squares = new Map();
  *near({ left, right, top, bottom }) {
    for (let x = Math.floor(left / 64); x <= right / 64; x += 1)
      for (let y = Math.floor(top / 64); y <= bottom / 64; y += 1) yield `${x} ${y}`;
  }
  add(box) {
    for (const at of this.near(box)) this.squares.set(at, [...(this.squares.get(at) ?? []), box]);
  }
  meets(box) {
    return [...this.near(box)].some((at) => this.squares.get(at)?.some((one) => overlap(one, box)));
  }
}

const boxOf = (label, scale, width) => {
  const [x, y, right, down] = numbers(label, ["x", "y", "dx", "dy"]);
  const start = x * scale + right * SIZE - { start: 0, middle: 0.5, end: 1 }[label.getAttribute("text-anchor")] * width;
  const middle = y * scale + (down - 0.35) * SIZE;
  return { left: start - GAP, right: start + width + GAP, top: middle - SIZE / 2, bottom: middle + SIZE / 2 };
};

/** Write the names beside the chairs of the room, which is drawn with so many pixels for a centimeter. */
export const writeNames = (scale) => {
  const taken = new Taken();
  const [start, , across] = byId("room").getAttribute("viewBox").split(" ").map((one) => one * scale);
  const margin = (byId("room").clientWidth - across) / 2; // on both sides of the drawing
  for (const mark of byId("room").querySelectorAll(".sitting foreignObject, .lack, .placed foreignObject")) {
    const [x, y, width, height] = numbers(mark, ["x", "y", "width", "height"]).map((one) => one * scale);
    const inner = mark.closest(".sitting") ? width * 0.3 : 0; // a button is larger than its mark, which is round
    const [left, top] = mark.closest("[data-thing]") ? numbersOfThing(mark, scale) : [x, y];
    taken.add({ left: left + inner, right: left + width - inner, top: top + inner, bottom: top + height - inner });
  }
  for (const label of byId("room").querySelectorAll(".chair-name")) {
    const [name, meal] = label.children;
    const more = meal ? widthOf(meal.textContent) * BOLD : 0;
    const beside = (text) => (text && meal ? `${text}\u00a0` : (text ?? ""));
    const boxFor = (text) => boxOf(label, scale, widthOf(beside(text)) + more);
    const isWithin = ({ left, right }) => left >= start - margin && right <= start + across + margin;
    const fits = (text) => isWithin(boxFor(text)) && !taken.meets(boxFor(text));
    const text = [label.dataset.short, label.dataset.initials, ""].find(fits);
    label.classList.toggle("left-out", text === undefined);
    if (name.textContent !== beside(text)) name.textContent = beside(text);
    if (text || (text === "" && meal)) taken.add(boxFor(text));
  }
};

const numbersOfThing = (mark, scale) => {
  const { x, y } = mark.closest("[data-thing]").dataset;
  const [width, height] = numbers(mark, ["width", "height"]);
  return [(x - width / 2) * scale, (y - height / 2) * scale];
};
