// Find a person among the cards of a page. The others are dimmed; Enter goes to the person, and a button to the next one.

import { byId, say } from "./page.js";
import { reveal } from "./room.js";

export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
export const wordsOf = (typed) => fold(typed).split(/\s+/).filter(Boolean);
export const hasAll = (text, words) => {
  const folded = fold(text);
  return words.every((word) => folded.includes(word));
};

let current = -1; // the number of the one that is shown
let isNear = false; // whether the room was drawn larger to show one

/** Mark the cards that have all words of a field, and return them. */
const markFound = (input) => {
  const wanted = wordsOf(input.value);
  const cards = [...document.querySelectorAll(byId("day") ? "#everyone li" : "[data-person]:not(.ghost)")];
  const matches = wanted.length ? cards.filter((card) => hasAll(card.textContent, wanted)) : [];
  const chosen = new Set(matches);
  for (const card of cards) card.classList.toggle("found", chosen.has(card));
  for (const part of [byId("tables"), byId("tray")]) part?.classList.toggle("finding", matches.length > 0);
  if (byId("find-next")) byId("find-next").disabled = matches.length < 1;
  return matches;
};

const nameOf = (card) => card.querySelector("b")?.textContent ?? "";

/** Show one of those who were found. */
const show = (matches, number, input) => {
  current = (number + matches.length) % matches.length;
  const card = matches[current];
  for (const one of document.querySelectorAll(".current")) one.classList.remove("current");
  card.classList.add("current");
  isNear ||= Boolean(card.closest("#tables.far"));
  reveal(card);
  card.scrollIntoView({ block: "center", inline: "center" });
  const told = { n: current + 1, all: matches.length, name: nameOf(card) };
  say(input.dataset.findAt.replace(/\{(n|all|name)\}/g, (_, key) => told[key]));
  return card;
};

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-find]")) return;
  const matches = markFound(event.target);
  current = -1;
  if (event.target.value.trim()) say(event.target.dataset.find.replace("{n}", matches.length));
  if (matches.length) matches[0].scrollIntoView({ block: "center" });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-find]")) return;
  event.preventDefault();
  const matches = markFound(event.target);
  if (!matches.length) return;
  const card = show(matches, 0, event.target);
  (card.querySelector("button") ?? card).focus();
});

// Escape ends the search: everyone is shown again, in the room as it was.
document.addEventListener("keydown", ({ key }) => {
  const field = byId("find");
  if (key !== "Escape" || !field?.value) return;
  field.value = "";
  field.dispatchEvent(new Event("input", { bubbles: true }));
  if (!isNear) return;
  isNear = false;
  field.focus();
  byId("zoom-fit").click();
});

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-find-next]")) return;
  const matches = markFound(byId("find"));
  if (matches.length) show(matches, current + 1, byId("find"));
});

document.addEventListener("board:shown", () => byId("find")?.value && markFound(byId("find")));
