// In the room, the full name of the nearest person is shown under the pointer, and of the mark with the focus.

import { body } from "./page.js";
import { personAt } from "./room.js";

const label = document.createElement("p");
label.className = "named";
label.ariaHidden = "true"; // a screen reader reads the name of the mark itself
label.hidden = true;
body.append(label);

const hide = () => (label.hidden = true);
const show = (card) => {
  label.hidden = !card?.matches(".chair");
  if (label.hidden) return;
  label.textContent = card.dataset.told;
  const { x, bottom } = card.getBoundingClientRect();
  label.style.transform = `translate(${Math.max(0, Math.min(x, innerWidth - label.offsetWidth))}px, ${bottom + 8}px)`;
};
document.addEventListener("pointermove", (event) => event.pointerType !== "touch" && show(personAt(event)));
document.addEventListener("pointerleave", hide);
document.addEventListener("focusin", ({ target }) => show(target.matches(":focus-visible") ? target : null));
document.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
