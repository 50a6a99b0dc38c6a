// Find a person among the cards of a page.

import { say } from "./page.js";
import { reveal } from "./room.js";

export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Mark the cards that have all words of a field, and return them. */
const markFound = (input) => {
  const wanted = fold(input.value).split(/\s+/).filter(Boolean);
  const cards = [...document.querySelectorAll("[data-person]:not(.ghost)")];
  const isFound = (card) => wanted.every((word) => fold(card.textContent).includes(word));
  const matches = wanted.length ? cards.filter(isFound) : [];
  const chosen = new Set(matches);
  for (const card of cards) card.classList.toggle("found", chosen.has(card));
  return matches;
};

document.addEventListener("input", (event) => {
  if (!event.target.matches("[data-find]")) return;
  const matches = markFound(event.target);
  if (event.target.value.trim()) say(event.target.dataset.find.replace("{n}", matches.length));
  if (matches.length) matches[0].scrollIntoView({ block: "center" });
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.matches("[data-find]")) return;
  event.preventDefault();
  const [first] = markFound(event.target);
  if (!first) return;
  reveal(first);
  first.focus();
});
