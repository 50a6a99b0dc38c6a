// In the room, a browser shows the name of a mark under the pointer. Here it is shown for the mark with the focus too.

import { body } from "./page.js";

const label = document.createElement("p");
label.className = "named";
label.ariaHidden = "true"; // a screen reader reads the name of the mark itself
label.hidden = true;
body.append(label);

const hide = () => (label.hidden = true);
document.addEventListener("focusin", ({ target }) => {
  label.hidden = !target.matches(".chair:focus-visible");
  if (label.hidden) return;
  label.textContent = target.title;
  const { x, bottom } = target.getBoundingClientRect();
  label.style.transform = `translate(${Math.max(0, Math.min(x, innerWidth - label.offsetWidth))}px, ${bottom + 8}px)`;
});
document.addEventListener("focusout", hide);
document.addEventListener("scroll", hide, { capture: true, passive: true });
document.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
