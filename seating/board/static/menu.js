// The screens are folded on a phone, where they would take the upper third of the window.

import { byId } from "./page.js";

const phone = matchMedia("(max-width: 40rem)");
const fold = () => {
  if (byId("menu")) byId("menu").open = !phone.matches;
};

fold();
phone.addEventListener("change", fold);
