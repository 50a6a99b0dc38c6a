// Cards are picked up, carried and put down: by a click, a tap, Enter or the mouse.

import { base, body, byId, cardOf, distance, follow, overlap, say, state } from "./page.js";
import { fieldsOf, focusNear, post, renew, send, show } from "./parts.js";
import { drawBonds, isBounded, isFloor, personAt } from "./room.js";

const withOthers = (fields, also) => {
  for (const one of also) fields.append("also", one);
  return fields;
};

/** Everyone who is carried. */
const listCarried = () => (state.held ? [state.held.person, ...state.held.also] : []);

/** Carry one more person, or leave one who is carried. */
const toggle = (person) => {
  const all = listCarried();
  const left = all.includes(person) ? all.filter((one) => one !== person) : [...all, person];
  if (!left.length) return close();
  return take(left[0], false, state.held.alone, left.slice(1));
};

/** The card of a person, and their row in the list of people. */
const listMarks = (person) => {
  const id = CSS.escape(person);
  return [...document.querySelectorAll(`[data-person="${id}"]:not(.ghost), [data-row="${id}"]:not(.ghost)`)];
};
const personOf = (card) => card.dataset.person ?? card.dataset.row;
const PEOPLE = "[data-person], [data-row]";
/** Whom a card, a row or a chip stands for: a chip is everyone who has what the list is filtered by. */
const peopleOf = (part) => {
  if (part.dataset.show === undefined) return [personOf(part)];
  const rows = document.querySelectorAll(`#people-rows [data-traits~="${CSS.escape(part.dataset.show)}"]`);
  return [...rows].map((row) => personOf(row.querySelector(PEOPLE)));
};
const takeAll = ([first, ...others]) => take(first, false, "", others);
const pressed = (event) => event.target.closest(PEOPLE) ?? (event.shiftKey ? null : personAt(event));

// Pick a card up, and show what it can do. Again: after its table or others have changed, without saying so once more.
export const take = async (person, isAgain, alone = isAgain && state.held ? state.held.alone : "", others = null) => {
  const card = cardOf(person);
  if (!card) return release();
  const also = (others ?? (isAgain && state.held ? state.held.also : [])).filter(cardOf);
  if (state.held) release(state.held.person === person);
  const mine = (state.held = { person, at: card.dataset.at, alone, also });
  for (const one of listCarried().flatMap(listMarks)) one.setAttribute("aria-pressed", "true");
  for (const one of [document.documentElement, body]) one.classList.add("holding");
  if (card === document.activeElement && card.getBoundingClientRect().bottom > innerHeight) {
    card.scrollIntoView({ block: "nearest" }); // below the tables, which are now higher if lists are open above them
  }
  const fields = withOthers(fieldsOf({ person, alone }), also);
  const answer = await send(`${base}seats/pick`, fields);
  if (answer === null || state.held !== mine) return;
  const said = byId("status").textContent;
  const offers = show(answer, ["picked"]);
  if (isAgain) byId("status").textContent = said;
  fill(offers);
  drawBonds();
  setChoices();
  inspect(shownTable && offerOf(shownTable) ? shownTable : document.querySelector("[data-offer]")?.dataset.offer);
  showExchanges(mine, fields, isAgain);
};

const showExchanges = async (mine, fields, isAgain) => {
  for (let after = "0"; after !== null; ) {
    fields.set("after", after);
    const more = await send(`${base}seats/exchanges`, fields);
    if (more === null || state.held !== mine) return;
    const parts = new DOMParser().parseFromString(more.text, "text/html");
    fill(parts);
    const told = parts.getElementById("status");
    if (told && !isAgain) say(told.textContent, true);
    if (!isChosen) inspect(parts.querySelector("template[data-at]")?.dataset.at);
    const next = parts.querySelector("[data-next]");
    after = next && next.dataset.next;
    if (next) fields.set("best", next.dataset.best);
  }
};

// The panel at the side shows why: for the table under the pointer, or with the focus; at first for the best one.
let shownTable = ""; // the table whose reasons are shown
let isChosen = false; // whether it is not only the best one
const offerOf = (table) => document.querySelector(`[data-offer="${CSS.escape(table)}"]`);
const inspect = (table) => {
  if (!table || !offerOf(table)) return;
  shownTable = table;
  for (const offer of document.querySelectorAll("[data-offer]")) offer.hidden = offer.dataset.offer !== table;
  clearTimeout(asking);
  asking = setTimeout(() => askFollowers(table), PAUSE);
};

// Who would follow is asked for the table whose reasons are shown, once the pointer rests.
const PAUSE = 120; // in milliseconds
let asking = 0;
const askFollowers = async (table) => {
  const slot = document.querySelector(`[data-slot="follow:${CSS.escape(table)}"]`);
  const mine = state.held;
  if (!mine || !slot || slot.childElementCount || state.posting) return;
  const { person, alone, also } = mine;
  const answer = await send(`${base}seats/follow`, withOthers(fieldsOf({ person, alone, table }), also));
  if (answer && state.held === mine) fill(new DOMParser().parseFromString(answer.text, "text/html"));
};
const FOLLOW = "let-follow"; // kept as long as the window is open
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-follow]")) sessionStorage.setItem(FOLLOW, target.checked ? "1" : "");
  if (target.matches("[data-several]")) state.several = target.checked;
});
const setChoices = () => {
  if (byId("follow")) byId("follow").checked = sessionStorage.getItem(FOLLOW) === "1";
  if (byId("several")) byId("several").checked = Boolean(state.several);
};
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    const table = state.held && target.closest && target.closest("[data-table]")?.dataset.table;
    if (!table || table === state.held.at) return;
    isChosen = true;
    inspect(table);
  });
}
document.addEventListener("change", ({ target }) => {
  if (state.held && target.id === "move-to") inspect(target.value);
  if (state.held && target.matches("[data-party]")) {
    take(state.held.person, false, target.checked ? "" : "1", state.held.also);
  }
});

const TONES = ["tone-good", "tone-bad", "tone-open", "tone-gray"];
const fill = (where) => {
  const slots = new Map([...document.querySelectorAll("[data-slot]")].map((slot) => [slot.dataset.slot, slot]));
  for (const part of where.querySelectorAll("template[data-for]")) {
    const slot = slots.get(part.dataset.for);
    if (!slot) continue;
    slot.hidden = false;
    slot.classList.remove(...TONES);
    if (part.dataset.tone) slot.classList.add(part.dataset.tone);
    const table = part.dataset.tone && slot.closest("[data-table]");
    if (table) table.dataset.tone = part.dataset.tone;
    const hasFocus = slot.contains(document.activeElement);
    slot.replaceChildren(part.content); // moved, not copied
    if (hasFocus) focusNear(slot);
  }
  placePanel();
};

const idle = byId("picked") && byId("picked").cloneNode(true);
// The panel of a person who is picked up once more stays until the answer comes, because it can have the focus.
const release = (keepsPanel = false) => {
  if (!state.held) return;
  if (idle && byId("picked") && !keepsPanel) byId("picked").replaceWith(idle.cloneNode(true)); // its offers are outdated
  for (const one of listCarried().flatMap(listMarks)) one.setAttribute("aria-pressed", "false");
  state.held = null;
  for (const one of [document.documentElement, body]) one.classList.remove("holding");
  for (const slot of document.querySelectorAll(".gain[data-slot]")) {
    slot.hidden = true;
    slot.classList.remove(...TONES); // a table is then again as the server sent it
    slot.replaceChildren();
    delete slot.closest("[data-table]").dataset.tone;
  }
  shownTable = "";
  isChosen = false;
  drawBonds();
};

// In the room, the panel lies where it hides the least of the tables and their people: beside the table of the person
// who is held, or that was chosen, at an edge, or over the list of people. While its content is still to come, its place
// is chosen for its largest height, so that it stays there.
const GAP = 12; // in pixels
const HIDDEN = 0.02; // what a hidden square pixel costs, beside the pixels from the table
const shared = (one, other) =>
  Math.max(0, Math.min(one.right, other.right) - Math.max(one.left, other.left)) *
  Math.max(0, Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top));
const placePanel = () => {
  const panel = byId("picked");
  if (!panel || !byId("room")) return;
  panel.style.left = panel.style.top = "";
  if (!isBounded()) return;
  const place = byId("tables").getBoundingClientRect();
  const beside = document.querySelector(`#room [data-table="${CSS.escape(panel.dataset.beside ?? "")}"] .reach`);
  const box = beside?.getBoundingClientRect() ?? new DOMRect(place.right, place.bottom, 0, 0);
  const reaches = [...document.querySelectorAll("#room .reach")].map((one) => one.getBoundingClientRect());
  const start = byId("tray")?.getBoundingClientRect().left ?? place.left;
  const wide = panel.offsetWidth;
  const largest = Math.min(parseFloat(getComputedStyle(panel).maxHeight) || Infinity, place.height - GAP);
  const high = panel.classList.contains("idle") ? panel.offsetHeight : largest;
  const costOf = (at) => {
    const hidden = reaches.reduce((sum, one) => sum + shared(at, one), shared(at, box) * 3);
    return hidden * HIDDEN + Math.hypot(at.x + wide / 2 - box.x - box.width / 2, at.y - box.y);
  };
  const best = [box.right + GAP, box.left - GAP - wide, start, place.left, place.right - GAP - wide]
    .flatMap((x) => [box.top, place.top, place.bottom - GAP - high].map((y) => [x, y]))
    .map(([x, y]) => [
      Math.max(start, Math.min(x, place.right - wide)),
      Math.max(place.top, Math.min(y, place.bottom - GAP - high)),
    ])
    .map(([x, y]) => new DOMRect(x, y, wide, high))
    .reduce((one, other) => (costOf(other) < costOf(one) ? other : one));
  panel.style.left = `${best.x}px`;
  panel.style.top = `${best.y}px`;
};
document.addEventListener("board:shown", placePanel);
document.addEventListener("focusin", ({ target }) => {
  const panel = byId("picked");
  if (!panel || panel.contains(target) || !byId("room") || !isBounded()) return;
  const [box, over] = [target.getBoundingClientRect(), panel.getBoundingClientRect()];
  if (!overlap(box, over)) return; // otherwise the panel makes way for what has the focus
  const left = box.left - over.width - GAP;
  panel.style.left = `${left > 0 ? left : box.right + GAP}px`;
});
addEventListener("resize", placePanel);

/** Close the panel: a card goes back to its place. */
const close = () => {
  if (state.held) {
    release();
    say(body.dataset.back);
  } else if (idle && byId("picked")) byId("picked").replaceWith(idle.cloneNode(true));
};

// Put a card down where it is now, after its person has moved: the answer says where that is.
export const putDown = (answer) => {
  const { person } = state.held;
  release();
  const told = answer.getElementById("picked");
  if (told) renew(byId("picked"), document.adoptNode(told));
  placePanel();
  reach(person);
};

// Mark a card, and bring it into view, unless the focus is on something else.
const reach = (person) => {
  const card = cardOf(person);
  if (!card) return;
  for (const one of document.querySelectorAll("[data-person].found")) one.classList.remove("found");
  card.classList.add("found");
  if (document.activeElement !== body && document.activeElement !== card) return;
  const shown = card.closest("#tables.far") ? listMarks(person).at(-1) : card; // the room stays as it is
  shown.focus({ preventScroll: true });
  card.scrollIntoView({ block: "nearest" });
};

// The step that a drop asks for, and its fields: another chair of the same table, an exchange with the other person, or
// a move to the table, on the chair if it is free. Several people who are held only move. Null if nothing changes.
const stepOf = ({ at, also }, table, other, chair) => {
  if (table === at && !also.length) return chair ? ["chair", { chair }] : null;
  if (other && !also.length) return ["exchange", { other, other_from: table }];
  return ["move", chair && !other ? { to: table, chair } : { to: table }];
};

// Do what dropping the card that is held asks for.
const put = async (table, other, chair) => {
  const { person, at, alone, also } = state.held;
  const follow = byId("follow")?.checked ? "1" : "";
  const step = stepOf(state.held, table, other, chair);
  release();
  state.several = false;
  if (!step) return;
  const [what, more] = step;
  if (byId("find")) byId("find").value = "";
  const fields = withOthers(fieldsOf({ person, from: at, alone, follow, ...more }), also);
  await post(`${base}seats/${what}`, fields, ["board"]);
  if (document.activeElement !== cardOf(person)) document.activeElement.blur();
  reach(person);
};

let down = { clientX: 0, clientY: 0 }; // where the pointer was put down last
document.addEventListener("pointerdown", (event) => (down = event), true);

let dragged = false;
document.addEventListener("click", (event) => {
  if (dragged) {
    dragged = false;
    return;
  }
  if (event.target.closest("[data-close]")) return close();
  const group = event.shiftKey && event.target.closest("#board [data-show]");
  if (group) return takeAll(peopleOf(group));
  const drop = event.target.closest("[data-drop]");
  if (drop && state.held) return put(drop.closest("[data-table]").dataset.table, "", drop.dataset.chair);
  const card = pressed(event);
  if (!card && isFloor(event.target) && distance(event, down) <= 6) return close();
  if (!card) return;
  if (state.held && (event.shiftKey || state.several)) return toggle(personOf(card));
  if (state.held && state.held.person === personOf(card)) return close();
  take(personOf(card));
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const card = state.held && cardOf(state.held.person);
    close();
    if (card) card.focus();
  }
  if (!state.held) return;
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  const target = event.target;
  if (!step || target.matches("select, input, textarea, summary")) return;
  const drops = [...document.querySelectorAll("[data-slot] [data-drop]")];
  if (!drops.length) return;
  event.preventDefault();
  const now = drops.findIndex((drop) => drop === target);
  const card = cardOf(state.held.person);
  const home = drops.findIndex((drop) => card.compareDocumentPosition(drop) & Node.DOCUMENT_POSITION_FOLLOWING);
  const after = home < 0 ? drops.length : home;
  const next = now >= 0 ? now + step : step > 0 ? after : after - 1;
  drops[(next + drops.length) % drops.length].focus();
});

// While a card is dragged near the edge of the window, or of the tables where they scroll by themselves, they scroll.
const scrollAtEdges = (y) => {
  const edge = 48;
  const area = byId("tables").getBoundingClientRect();
  const isInside = y > area.top && y < Math.min(area.bottom, innerHeight);
  const by = y < Math.max(area.top, 0) + edge ? -16 : y > Math.min(area.bottom, innerHeight) - edge ? 16 : 0;
  if (isInside) byId("tables").scrollBy(0, by);
  if (y < edge || y > innerHeight - edge) scrollBy(0, y < edge ? -16 : 16);
};

// Dragging with a mouse or a pen, or with a finger that rests on a card. One that moves at once scrolls.
const REST = 400; // in milliseconds
let isCarried = false; // with a finger
document.addEventListener("pointerdown", (event) => {
  const card = pressed(event) ?? event.target.closest("#board [data-show]");
  if (!card || event.button !== 0 || !event.isPrimary) return;
  if (event.pointerType !== "touch") return drag(card, event);
  const timer = setTimeout(() => {
    stop();
    isCarried = true;
    if (!state.held?.also.includes(personOf(card))) takeAll(peopleOf(card));
    drag(card, event);
  }, REST);
  const leave = () => {
    clearTimeout(timer);
    stop();
  };
  const stop = follow((moved) => distance(moved, event) > 8 && leave(), leave);
});
document.addEventListener("touchmove", (event) => isCarried && event.preventDefault(), { passive: false });
document.addEventListener("contextmenu", (event) => isCarried && event.preventDefault());

/** Whether the held person can swap with another one: their tables, or their chairs where these have an order. */
const canSwap = ({ dataset: { person, at, chair } }) =>
  at !== state.held.at || (chair && person !== state.held.person);

const drag = (card, event) => {
  let ghost = null;
  let over = null;
  const mark = (target) => {
    if (over) over.classList.remove("over");
    over = target;
    if (over) over.classList.add("over");
  };
  const move = (moved) => {
    if (!ghost && distance(moved, event) < 6) return;
    if (!ghost) {
      dragged = true;
      ghost = card.cloneNode(true);
      ghost.removeAttribute("id");
      ghost.classList.add("ghost");
      ghost.style.width = `${card.offsetWidth}px`;
      body.append(ghost);
      body.classList.add("dragging");
      if (!listCarried().includes(personOf(card))) takeAll(peopleOf(card));
    }
    ghost.style.transform = `translate(${moved.clientX + 8}px, ${moved.clientY + 8}px)`;
    const under = document.elementFromPoint(moved.clientX, moved.clientY);
    const other = under && under.closest("[data-person]"); // of another table: the two swap
    const free = under && under.closest("[data-drop][data-chair]");
    const table = under && under.closest("[data-table]");
    const swaps = other && state.held && !state.held.also.length && canSwap(other);
    mark(swaps ? other : free || table);
    if (table) inspect(table.dataset.table);
    scrollAtEdges(moved.clientY);
  };
  const end = (ended) => {
    if (isCarried) setTimeout(() => ((isCarried = false), (dragged = false)), 0);
    if (isCarried) dragged = true; // the tap that ends it picks up no card
    if (!ghost) return;
    ghost.remove();
    body.classList.remove("dragging");
    const target = over;
    mark(null);
    setTimeout(() => (dragged = false), 0);
    if (ended.type === "pointerup" && target && state.held) {
      return put(target.closest("[data-table]").dataset.table, target.dataset.person, target.dataset.chair);
    }
    close();
  };
  follow(move, end);
};
document.addEventListener("dragstart", (event) => {
  if (event.target.closest && event.target.closest(PEOPLE)) event.preventDefault();
});

// With Shift, several people are chosen: by a click each, or by a frame that is drawn around them.
document.addEventListener("pointerdown", (event) => {
  if (!event.shiftKey || event.button !== 0 || !event.target.closest("#tables") || event.target.closest(PEOPLE)) return;
  event.preventDefault();
  const frame = document.createElement("div");
  frame.className = "lasso";
  body.append(frame);
  const box = () => {
    const { x, y, right, bottom } = frame.getBoundingClientRect();
    return (card) => {
      const one = card.getBoundingClientRect();
      const [across, down] = [one.x + one.width / 2, one.y + one.height / 2];
      return one.width > 0 && across > x && across < right && down > y && down < bottom;
    };
  };
  const move = ({ clientX, clientY }) => {
    const [x, y] = [Math.min(clientX, event.clientX), Math.min(clientY, event.clientY)];
    frame.style.transform = `translate(${x}px, ${y}px)`;
    frame.style.width = `${Math.abs(clientX - event.clientX)}px`;
    frame.style.height = `${Math.abs(clientY - event.clientY)}px`;
  };
  const end = (ended) => {
    const within = [...document.querySelectorAll("#tables [data-person]")].filter(box()).map((card) => card.dataset.person);
    dragged = frame.offsetWidth + frame.offsetHeight > 12; // the click that ends it puts no one down
    setTimeout(() => (dragged = false), 0);
    frame.remove();
    if (ended.type !== "pointerup" || !within.length) return;
    takeAll([...new Set([...listCarried(), ...within])]);
  };
  follow(move, end);
});
