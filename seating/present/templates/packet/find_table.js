"use strict";
(() => {
  const MOST = 10;
  const [bar, field, clear, told, shown, all] = ["bar", "name", "clear", "told", "shown", "all"].map((part) =>
    document.getElementById("find-" + part),
  );
  const fold = (text) => {
    const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
    return " " + plain.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  };
  const people = [...all.querySelectorAll("li")].map((line) => ({
    line,
    text: fold(line.querySelector("bdi").textContent),
  }));

  const find = () => {
    const wanted = fold(field.value).split(" ").filter(Boolean);
    const found = wanted.length ? people.filter(({ text }) => wanted.every((part) => text.includes(" " + part))) : [];
    if (wanted.length && !found.length) {
      found.push(...people.filter(({ text }) => wanted.every((part) => text.includes(part))));
    }
    shown.replaceChildren(...found.slice(0, MOST).map(({ line }) => line.cloneNode(true)));
    const says = found.length > MOST ? told.dataset.more : found.length ? told.dataset.found : told.dataset.none;
    told.textContent = wanted.length ? says.replace("{n}", found.length) : "";
    if (found.length === 1) told.textContent += ". " + found[0].line.textContent.replace(/\s+/g, " ").trim();
    clear.hidden = !field.value;
  };
  const reset = () => {
    field.value = "";
    find();
    field.focus();
  };

  let waiting = 0;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(find, 60);
  });
  clear.addEventListener("click", reset);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reset();
  });
  bar.hidden = false;
  all.hidden = true;
  find();
  field.focus();
})();
