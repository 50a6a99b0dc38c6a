// Keeps forms that are sent before the modules run, so that they are not sent as whole pages. `board.js` tells when it
// runs, and they are sent then. If it never does, they are sent as whole pages once everything else is loaded.
"use strict";
(() => {
  const kept = [];
  const keep = (event) => {
    if (!event.target.dataset.into || event.submitter?.hasAttribute("formaction")) return;
    event.preventDefault();
    kept.push([event.target, event.submitter]);
  };
  const send = () => {
    document.removeEventListener("submit", keep);
    for (const [form, submitter] of kept.splice(0)) form.requestSubmit(submitter);
  };
  document.addEventListener("submit", keep);
  document.addEventListener("board:ready", send);
  addEventListener("load", send);
})();
