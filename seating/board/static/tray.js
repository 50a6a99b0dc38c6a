// People without a seat are filtered and sorted. What is chosen stays when the server draws them again.

import { byId } from "./page.js";
import { fold } from "./find.js";

const arrange = () => {
  const tray = byId("tray");
  if (!tray || !byId("tray-sort")) return;
  const wanted = fold(byId("tray-filter").value);
  const by = byId("tray-sort").value;
  const keyOf = (item) => {
    if (by === "role") return item.dataset.role;
    const part = item.querySelector(by === "name" ? "b" : ".about");
    return part ? part.textContent : "\uffff"; // those without one come last
  };
  const items = [...tray.querySelectorAll("li[data-order]")];
  for (const item of items) item.hidden = !fold(item.textContent).includes(wanted);
  items.sort((one, other) => {
    const order = by ? keyOf(one).localeCompare(keyOf(other)) : 0;
    return order || one.dataset.order - other.dataset.order;
  });
  items[0]?.parentElement.append(...items);
};

for (const kind of ["input", "change"]) {
  document.addEventListener(kind, ({ target }) => {
    if (target.matches("[data-filter], [data-sort]")) arrange();
  });
}
document.addEventListener("board:shown", arrange);
