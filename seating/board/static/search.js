// A field shows those items of a list that have all its words, and hides the others.

import { hasAll, wordsOf } from "./find.js";

const search = (field) => {
  const wanted = wordsOf(field.value);
  for (const item of document.getElementById(field.dataset.search).children) {
    item.hidden = !hasAll(`${item.textContent} ${item.dataset.also}`, wanted);
  }
};
document.addEventListener("input", ({ target }) => target.matches("[data-search]") && search(target));
document.addEventListener("board:shown", () => document.querySelectorAll("[data-search]").forEach(search));
