// Shows the page again whenever the server says that something has changed. The server is asked for nothing else.
"use strict";
(() => {
  const here = document.currentScript.src.replace(/follow\.js$/, "");
  let shown = null;
  let isBusy = false;
  let isLate = false;

  const refresh = async () => {
    if (isBusy) {
      isLate = true;
      return;
    }
    isBusy = true;
    try {
      const answer = await fetch(location.href, { cache: "no-store" });
      if (answer.ok) {
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        document.title = page.title;
        document.querySelector("main").replaceWith(page.querySelector("main"));
      }
    } catch {
      // the next event tries again
    }
    isBusy = false;
    if (isLate) {
      isLate = false;
      refresh();
    }
  };

  new EventSource(`${here}events`).addEventListener("message", ({ data }) => {
    const isFirst = shown === null;
    if (data !== shown && !isFirst) refresh();
    shown = data;
  });
})();
