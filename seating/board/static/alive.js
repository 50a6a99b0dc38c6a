// Tells the board that this window is open, and its pages what has changed. It is part of every screen and of every page
// that the board shows from the output folder.
//
// A window that is closed says goodbye. One that the browser puts to sleep does not, so the board waits for it.
"use strict";
(() => {
  const root = `/${location.pathname.split("/")[1]}/`;
  const since = String(performance.timeOrigin);
  const store = (() => {
    try {
      sessionStorage.setItem("window", sessionStorage.getItem("window") || crypto.randomUUID());
      return sessionStorage.getItem("window");
    } catch {
      return crypto.randomUUID();
    }
  })();
  const tell = (what) => {
    const fields = new URLSearchParams({ window: store, since });
    if (!navigator.sendBeacon(`${root}${what}`, fields)) fetch(`${root}${what}`, { method: "POST", body: fields, keepalive: true }).catch(() => {});
  };
  tell("here");
  addEventListener("pageshow", (event) => event.persisted && tell("here"));
  addEventListener("pagehide", () => tell("left"));

  // A browser keeps at most six connections to one server, so one window listens and tells the others. When it closes,
  // the next one takes the lock.
  const news = new BroadcastChannel(root);
  const listen = () => {
    const events = new EventSource(`${root}events`);
    events.addEventListener("message", (event) => news.postMessage({ version: Number(event.data) }));
    events.addEventListener("stop", () => news.postMessage({ says: "closed" }));
    events.addEventListener("error", () => {
      news.postMessage({ says: "lost" });
      if (events.readyState === EventSource.CLOSED) setTimeout(listen, 1000); // otherwise the browser tries again
    });
  };
  navigator.locks.request(root, () => new Promise(listen));
})();
