// The only script of the board. Pages work without it; with it, parts of them are replaced in place.
//
// - A form with `data-into="ID"` is sent in the background, and the element ID is replaced by that of the answer.
//   With `data-on-input`, it is sent while somebody types; with `data-on-input="ADDRESS" data-shows="ID"`, it is sent
//   there instead, and the element ID is replaced. A button with `formaction` opens a page as usual.
// - An element with `data-live="ADDRESS"` is fetched again when the server says that something has changed.
// - An element with `data-poll="ADDRESS"` is fetched again every second, for as long as the answer has `data-poll` too.
// - A button with `data-person` is a card. It is picked up by a click, a tap, Enter or the mouse, and put down at an
//   element with `data-table`. While it is held, each <template data-for="SLOT"> of the answer fills the element with
//   this `data-slot`: what a seat at the table would change, and then what the best exchange there would.
"use strict";
(() => {
  const body = document.body;
  const base = body.dataset.base;
  const byId = (id) => document.getElementById(id);
  const escaped = (value) => CSS.escape(value);
  let version = Number(body.dataset.version);
  let held = null; // the person who is picked up, and the table that the card came from

  const say = (text) => {
    if (text && byId("status")) byId("status").textContent = text;
  };

  // Replace the elements with these ids by those of an answer. The focus stays where it was.
  const show = (text, ids) => {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const focused = document.activeElement && document.activeElement.id;
    const opened = [...document.querySelectorAll("details[open][id]")].map((part) => part.id);
    for (const id of ids) {
      const fresh = answer.getElementById(id);
      if (fresh && byId(id)) byId(id).replaceWith(document.adoptNode(fresh));
    }
    for (const id of opened) if (byId(id)) byId(id).open = true;
    if (focused && byId(focused) && document.activeElement !== byId(focused)) byId(focused).focus({ preventScroll: true });
    const told = answer.getElementById("status");
    say(told && told.textContent);
    return answer;
  };

  const send = async (address, fields) => {
    const options = { headers: { "X-Part": "1" } };
    if (fields) Object.assign(options, { method: "POST", body: fields });
    try {
      const answer = await fetch(address, options);
      version = Math.max(version, Number(answer.headers.get("x-version") || 0));
      if (!answer.ok && answer.status !== 422) {
        say(body.dataset.failed);
        return null;
      }
      return await answer.text();
    } catch {
      say(body.dataset.lost);
      return null;
    }
  };

  const post = async (address, fields, ids) => {
    const text = await send(address, fields);
    return text === null ? null : show(text, ids);
  };

  // Forms.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.into || (event.submitter && event.submitter.hasAttribute("formaction"))) return;
    event.preventDefault();
    const fields = new FormData(form, event.submitter);
    form.setAttribute("aria-busy", "true");
    await post(form.action, fields, form.dataset.into.split(" "));
    form.removeAttribute("aria-busy");
    if (held) take(held.person);
  });

  let typing = 0;
  let asked = 0; // the number of the last preview; an earlier answer that comes later is left out
  const preview = async (form) => {
    const mine = ++asked;
    const text = await send(form.dataset.onInput, new FormData(form));
    if (text !== null && mine === asked) show(text, form.dataset.shows.split(" "));
  };
  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!form || form.dataset.onInput === undefined) return;
    clearTimeout(typing);
    typing = setTimeout(() => (form.dataset.onInput ? preview(form) : form.requestSubmit()), 250);
  });

  // Files are dropped on a form of the class `drop`, which has one field for them.
  const dropZone = (event) => event.target.closest && event.target.closest("form.drop");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = dropZone(event);
      if (!zone || !event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("over", kind === "dragover");
      if (kind !== "drop" || !event.dataTransfer.files.length) return;
      zone.querySelector("input[type=file]").files = event.dataTransfer.files;
      zone.requestSubmit();
    });
  }

  // Cards.
  const cardOf = (person) => document.querySelector(`[data-person="${escaped(person)}"]`);

  const take = async (person) => {
    const card = cardOf(person);
    if (!card) return release();
    if (held && held.person !== person) release();
    held = { person, at: card.dataset.at };
    card.setAttribute("aria-pressed", "true");
    body.classList.add("holding");
    const fields = new FormData();
    fields.set("person", person);
    const text = await send(`${base}seats/pick`, fields);
    if (text === null || !held || held.person !== person) return;
    show(text, ["picked"]);
    fill(document);
    const more = await send(`${base}seats/exchanges`, fields);
    if (more !== null && held && held.person === person) fill(new DOMParser().parseFromString(more, "text/html"));
  };

  const fill = (where) => {
    for (const part of where.querySelectorAll("template[data-for]")) {
      const slot = document.querySelector(`[data-slot="${escaped(part.dataset.for)}"]`);
      if (!slot) continue;
      slot.hidden = false;
      slot.classList.remove("tone-good", "tone-bad", "tone-open", "tone-gray");
      slot.classList.add(part.dataset.tone);
      slot.replaceChildren(document.importNode(part.content, true));
    }
  };

  const release = () => {
    if (!held) return;
    const card = cardOf(held.person);
    if (card) card.setAttribute("aria-pressed", "false");
    held = null;
    body.classList.remove("holding");
    for (const slot of document.querySelectorAll(".gain[data-slot]")) {
      slot.hidden = true;
      slot.replaceChildren();
    }
  };

  const put = async (table) => {
    const { person, at } = held;
    release();
    if (table === at) return;
    const fields = new FormData();
    fields.set("person", person);
    fields.set("from", at);
    fields.set("to", table);
    await post(`${base}seats/move`, fields, ["board"]);
    const card = cardOf(person);
    if (card) card.focus();
  };

  let dragged = false;
  document.addEventListener("click", (event) => {
    if (dragged) {
      dragged = false;
      return;
    }
    const drop = event.target.closest("[data-drop]");
    if (drop && held) return put(drop.closest("[data-table]").dataset.table);
    const card = event.target.closest("[data-person]");
    if (!card) return;
    if (held && held.person === card.dataset.person) release();
    else take(card.dataset.person);
  });

  document.addEventListener("keydown", (event) => {
    if (!held) return;
    if (event.key === "Escape") {
      const card = cardOf(held.person);
      release();
      if (card) card.focus();
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const target = event.target;
    if (!step || target.matches("select, input, textarea, summary")) return;
    const drops = [...document.querySelectorAll("[data-slot] [data-drop]")];
    if (!drops.length) return;
    event.preventDefault();
    const now = drops.findIndex((drop) => drop === target);
    const card = cardOf(held.person);
    const home = drops.findIndex((drop) => card.compareDocumentPosition(drop) & Node.DOCUMENT_POSITION_FOLLOWING);
    const next = now >= 0 ? now + step : step > 0 ? home : home - 1;
    drops[(next + drops.length) % drops.length].focus();
  });

  // Dragging with a mouse or a pen. On a touch screen, a card is picked up by a tap, so that a finger can scroll.
  document.addEventListener("pointerdown", (event) => {
    const card = event.target.closest("[data-person]");
    if (!card || event.button !== 0 || event.pointerType === "touch") return;
    const { clientX, clientY } = event;
    let ghost = null;
    let over = null;
    const mark = (table) => {
      if (over) over.classList.remove("over");
      over = table;
      if (over) over.classList.add("over");
    };
    const move = (moved) => {
      if (!ghost && Math.hypot(moved.clientX - clientX, moved.clientY - clientY) < 6) return;
      if (!ghost) {
        dragged = true;
        ghost = card.cloneNode(true);
        ghost.removeAttribute("id");
        ghost.classList.add("ghost");
        ghost.style.width = `${card.offsetWidth}px`;
        body.append(ghost);
        if (!held || held.person !== card.dataset.person) take(card.dataset.person);
      }
      ghost.style.transform = `translate(${moved.clientX + 8}px, ${moved.clientY + 8}px)`;
      const under = document.elementFromPoint(moved.clientX, moved.clientY);
      mark(under && under.closest("[data-table]"));
      const edge = 48;
      if (moved.clientY < edge) scrollBy(0, -16);
      if (moved.clientY > innerHeight - edge) scrollBy(0, 16);
    };
    const end = (ended) => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
      if (!ghost) return;
      ghost.remove();
      const table = over;
      mark(null);
      setTimeout(() => (dragged = false), 0);
      if (ended.type === "pointerup" && table && held) put(table.dataset.table);
      else release();
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  });
  document.addEventListener("dragstart", (event) => {
    if (event.target.closest && event.target.closest("[data-person]")) event.preventDefault();
  });

  // Finding a person.
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const found = (input) => {
    const wanted = fold(input.value).split(/\s+/).filter(Boolean);
    const cards = [...document.querySelectorAll("[data-person]:not(.ghost)")];
    const matches = wanted.length ? cards.filter((card) => wanted.every((word) => fold(card.textContent).includes(word))) : [];
    for (const card of cards) card.classList.toggle("found", matches.includes(card));
    return matches;
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-find]")) return;
    const [first] = found(event.target);
    if (first) first.scrollIntoView({ block: "center" });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-find]")) return;
    event.preventDefault();
    const [first] = found(event.target);
    if (first) first.focus();
  });

  // What other windows and commands do.
  const refresh = async () => {
    for (const part of document.querySelectorAll("[data-live]")) {
      const text = await send(part.dataset.live);
      if (text !== null) show(text, [part.id]);
    }
    if (held) take(held.person);
  };
  setInterval(async () => {
    for (const part of document.querySelectorAll("[data-poll]")) {
      const text = await send(part.dataset.poll);
      if (text !== null) show(text, [part.id]);
    }
  }, 1000);
  const hear = (newest) => {
    const isNews = newest > version;
    version = Math.max(version, newest);
    if (isNews) refresh();
  };
  // A browser keeps at most six connections to one server, so one window listens and tells the others. When it closes,
  // the next one takes the lock.
  const others = new BroadcastChannel(base);
  others.addEventListener("message", (event) => (event.data.says ? say(body.dataset[event.data.says]) : hear(event.data.version)));
  const tell = (news) => {
    others.postMessage(news);
    if (news.says) say(body.dataset[news.says]);
    else hear(news.version);
  };
  navigator.locks.request(base, () => new Promise(() => {
    const events = new EventSource(`${base}events`);
    let failures = 0;
    events.addEventListener("message", (event) => {
      failures = 0;
      tell({ version: Number(event.data) });
    });
    events.addEventListener("stop", () => {
      events.close();
      tell({ says: "closed" });
    });
    events.addEventListener("error", () => {
      tell({ says: "lost" });
      failures += 1;
      if (failures > 5) events.close(); // the board was started anew at another address
    });
  }));
})();
