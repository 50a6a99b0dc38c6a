"use strict";
(() => {
  const bar = document.getElementById("finder");
  const [word, table, clear, shown] = ["input", "select", "button", "output b"].map((part) => bar.querySelector(part));
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const cards = [...document.querySelectorAll(".card")].map((card) => ({
    card,
    at: card.id,
    members: [...card.querySelectorAll(".members > li")].map((line) => ({ line, text: fold(line.textContent) })),
  }));
  // Someone with several sessions has a row for each, and only the first of them has an id.
  let person = "";
  const people = [...document.querySelectorAll(".people-az tbody tr")].map((line) => ({
    line,
    person: (person = line.id || person),
    at: line.querySelector("td a").hash.slice(1),
    text: fold(line.textContent),
  }));
  const others = [...document.querySelectorAll("[data-at]")];

  for (const { card, at } of cards) {
    const label = card.querySelector("h3").textContent.trim();
    table.append(new Option(label, at));
  }

  const apply = () => {
    const wanted = fold(word.value).split(/\s+/).filter(Boolean);
    const fits = (text) => wanted.every((part) => text.includes(part));
    const here = (at) => !table.value || at === table.value;
    const found = new Set();
    for (const { line, person, at, text } of people) {
      line.hidden = !(here(at) && fits(text));
      if (!line.hidden) found.add(person);
    }
    for (const { card, at, members } of cards) {
      let any = false;
      for (const { line, text } of members) {
        line.hidden = !fits(text);
        any = any || !line.hidden;
      }
      card.hidden = !here(at) || (wanted.length > 0 && !any);
    }
    for (const part of others) part.hidden = !here("table-" + part.dataset.at);
    shown.textContent = found.size;
    document.documentElement.classList.toggle("filtered", Boolean(wanted.length || table.value));
    clear.hidden = !(wanted.length || table.value);
  };
  const reset = () => {
    word.value = table.value = "";
    apply();
  };
  const follow = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("section > details:not([open])");
    if (folded) folded.open = true;
    if (target && target.closest("[hidden]")) reset();
    else if (!folded) return;
    target.scrollIntoView();
  };

  // The height of a card that has not been in view is only estimated. A link past cards lands where it leads once all are laid out.
  const layOut = () => document.documentElement.classList.add("laid-out");
  if (location.hash) layOut();
  document.addEventListener("click", (event) => {
    if (event.target.closest('a[href^="#"]')) layOut();
  });

  let waiting = 0;
  word.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  table.addEventListener("change", apply);
  clear.addEventListener("click", () => {
    reset();
    word.focus();
  });
  addEventListener("hashchange", follow);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reset();
  });
  apply();
  bar.hidden = false;
  follow();
})();
