// A field shows those items of a list that have all its words, and hides the others.

import { fold } from "./find.js";

const search = (field) => {
  const wanted = fold(field.value).split(/\s+/).filter(Boolean);
  for (const item of document.getElementById(field.dataset.search).children) {
    const text = fold(`${item.textContent} ${item.dataset.also}`);
    item.hidden = !wanted.every((word) => text.includes(word));
  }
};
document.addEventListener("input", ({ target }) => target.matches("[data-search]") && search(target));
document.addEventListener("board:shown", () => document.querySelectorAll("[data-search]").forEach(search));
