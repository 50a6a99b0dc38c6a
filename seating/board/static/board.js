// The script of the screens. Pages work without it; with it, parts of them are replaced in place.
//
// - A form with `data-into="ID"` is sent in the background, and the element ID is replaced by that of the answer.
//   With `data-on-input`, it is sent while somebody types; with `data-on-input="ADDRESS" data-shows="ID"`, it is sent
//   there instead, and the element ID is replaced. A button with `formaction` opens a page as usual. With `data-reveal`,
//   the new element is scrolled into view.
// - An element with `data-of="ID"` shows what is found for the text of the field ID: a form that replaces it sends that
//   text. An answer for another text leaves it as it is, and so does one that is older than what it shows.
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
  let version = Number(body.dataset.version); // of what the live parts show
  let newest = version; // of what the server says there is
  let posting = 0; // forms under way: their answers show what the server announces meanwhile
  let held = null; // the person who is picked up, and the table that the card came from

  let opening = 0; // the timer of the message that the page was loaded with
  const say = (text) => {
    if (!text || !byId("status")) return;
    clearTimeout(opening);
    byId("status").textContent = text;
  };

  // A screen reader announces only what is written into the status line after the page was loaded.
  const loaded = byId("status") ? byId("status").textContent : "";
  if (loaded) {
    byId("status").textContent = "";
    opening = setTimeout(() => say(loaded), 200);
  }

  // Where the focus goes when its control is gone or disabled: to the card that is held, or to the part it was in.
  const focusNear = (part) => {
    const card = held && cardOf(held.person);
    if (!card) part.tabIndex = -1;
    (card || part).focus({ preventScroll: true });
  };

  // Replace an element by a fresh one. Where both have `data-parts`, only the children that differ are replaced; they
  // are told apart by their ids. Then the browser lays out a table or two instead of all. An element with `data-same`
  // stands for a table that the server has not sent again, because this window shows it already.
  const renew = (old, fresh) => {
    if ("same" in fresh.dataset || old.isEqualNode(fresh)) return;
    if (!("parts" in old.dataset && "parts" in fresh.dataset)) return old.replaceWith(fresh);
    for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
    const coming = new Set([...fresh.children].map((child) => child.id));
    for (const child of [...old.children]) if (!child.id || !coming.has(child.id)) child.remove();
    const had = new Map([...old.children].map((child) => [child.id, child]));
    let next = old.firstElementChild;
    for (const child of [...fresh.children]) {
      const same = had.get(child.id);
      if (!same) old.insertBefore(child, next);
      else if (same === next) {
        next = same.nextElementSibling;
        renew(same, child);
      } else {
        old.insertBefore(same, next);
        renew(same, child);
      }
    }
  };

  // What somebody has typed or chosen in fields with an id and has not sent yet. The hidden fields of a form tell
  // whether a later field with the same id is about the same.
  const about = (field) => [field.id, ...[...((field.form && field.form.querySelectorAll("[type=hidden]")) || [])].map((one) => one.value)].join("\n");
  const listUnsent = (ids, sent) => {
    const found = [];
    for (const id of ids) {
      if (!byId(id)) continue;
      for (const field of byId(id).querySelectorAll("input[id]:not([type=hidden]), select[id], textarea[id]")) {
        if (sent && field.form === sent) continue;
        const first = field.options && ([...field.options].find((one) => one.defaultSelected) || field.options[0]);
        const value = field.options ? first && first.value : field.defaultValue;
        if (field.value === value && field.checked === field.defaultChecked) continue;
        found.push({ id: field.id, about: about(field), value: field.value, checked: field.checked });
      }
    }
    return found;
  };

  const restore = (unsent) => {
    for (const { id, about: same, value, checked } of unsent) {
      if (byId(id) && about(byId(id)) === same) Object.assign(byId(id), checked === undefined ? { value } : { value, checked });
    }
  };

  // When another language is chosen, the page is loaded in it with what was typed.
  const place = () => location.href.split(base)[1];
  const typed = JSON.parse(sessionStorage.getItem("typed") || "null");
  sessionStorage.removeItem("typed");
  if (typed && typed.at === place()) restore(typed.unsent);
  document.addEventListener("click", (event) => {
    if (event.target.closest("#language a")) sessionStorage.setItem("typed", JSON.stringify({ at: place(), unsent: listUnsent(["main"]) }));
  });

  // Replace the elements with these ids, and the next step, by those of an answer. The focus stays where it was, and so does what was
  // typed and not sent, except in the form that was sent.
  const show = ({ text, version: shown }, ids, sent) => {
    const answer = new DOMParser().parseFromString(text, "text/html");
    const since = answer.querySelector("#tables[data-since]");
    if (since && byId("tables").dataset.shown !== since.dataset.since) {
      refresh(); // another answer came in between, so what this one leaves out is no longer what this window shows
      ids = ids.filter((id) => id !== "board");
    }
    if (ids.includes("board")) ids = [...ids, "tray", ...(held ? [] : ["picked"])]; // and what was done last
    const live = [...document.querySelectorAll("[data-live]")];
    if (live.every((part) => ids.includes(part.id) && answer.getElementById(part.id))) version = Math.max(version, shown);
    const focused = document.activeElement && document.activeElement.id;
    const unsent = listUnsent(ids, sent);
    const opened = [...document.querySelectorAll("details[open][id]")].map((part) => part.id);
    const left = ids.find((id) => byId(id) && byId(id).contains(document.activeElement));
    for (const id of [...ids, "next-step"]) {
      const fresh = answer.getElementById(id);
      if (fresh && byId(id)) renew(byId(id), document.adoptNode(fresh));
    }
    for (const id of opened) if (byId(id)) byId(id).open = true;
    restore(unsent);
    if (focused && byId(focused) && document.activeElement !== byId(focused)) byId(focused).focus({ preventScroll: true });
    if (left && byId(left) && document.activeElement === body) focusNear(byId(left));
    const told = answer.getElementById("status");
    say(told && told.textContent);
    return answer;
  };

  const send = async (address, fields) => {
    const options = { headers: { "X-Part": "1" } };
    if (byId("tables")) options.headers["X-Shown"] = byId("tables").dataset.shown;
    if (fields) Object.assign(options, { method: "POST", body: fields });
    try {
      const answer = await fetch(address, options);
      if (!answer.ok && answer.status !== 422) {
        say(body.dataset.failed);
        return null;
      }
      return { text: await answer.text(), version: Number(answer.headers.get("x-version") || 0) };
    } catch {
      say(body.dataset.lost);
      return null;
    }
  };

  // The elements of an answer that show what is found for a text, with the field that has it.
  const listSearches = (ids) => ids.filter((id) => byId(id) && byId(id).dataset.of).map((id) => ({ id, field: byId(byId(id).dataset.of) }));

  const shownOf = new Map(); // the version of what such an element shows

  const post = async (address, fields, ids, sent) => {
    posting += 1;
    const searches = listSearches(ids);
    for (const { field } of searches) fields.set(field.name, field.value);
    const answer = await send(address, fields);
    const isOld = ({ id, field }) => field.value !== fields.get(field.name) || (shownOf.get(id) || 0) > answer.version;
    const old = answer === null ? [] : searches.filter(isOld).map(({ id }) => id);
    const left = ids.filter((id) => !old.includes(id));
    const shown = answer === null || !left.length ? null : show(answer, left, sent);
    if (shown) for (const { id } of searches) if (left.includes(id)) shownOf.set(id, answer.version);
    posting -= 1;
    catchUp();
    return shown;
  };

  // Forms.
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.dataset.into || (event.submitter && event.submitter.hasAttribute("formaction"))) return;
    event.preventDefault();
    const isOfHeld = byId("picked") && byId("picked").contains(form);
    if (isOfHeld && form.hasAttribute("aria-busy")) return; // what it would ask for is of the seat before
    const fields = new FormData(form, event.submitter);
    form.setAttribute("aria-busy", "true");
    const shown = await post(form.action, fields, form.dataset.into.split(" "), form);
    if (!isOfHeld) form.removeAttribute("aria-busy");
    if (form.dataset.reveal !== undefined) byId(form.dataset.into).scrollIntoView({ block: "nearest" });
    if (held && form.dataset.into.split(" ").includes("board")) {
      const card = cardOf(held.person);
      if (shown && card && card.dataset.at !== held.at) putDown(shown);
      else await take(held.person, true);
    }
    form.removeAttribute("aria-busy");
  });

  let typing = 0;
  let asked = 0; // the number of the last preview; an earlier answer that comes later is left out
  const preview = async (form) => {
    const mine = ++asked;
    const answer = await send(form.dataset.onInput, new FormData(form));
    if (answer !== null && mine === asked) show(answer, form.dataset.shows.split(" "));
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

  // Pick a card up, and show what it can do. Again: after its table or others have changed, without saying so once more.
  const take = async (person, isAgain) => {
    const card = cardOf(person);
    if (!card) return release();
    if (held && held.person !== person) release();
    const mine = (held = { person, at: card.dataset.at });
    card.setAttribute("aria-pressed", "true");
    for (const one of [document.documentElement, body]) one.classList.add("holding");
    const fields = new FormData();
    fields.set("person", person);
    const answer = await send(`${base}seats/pick`, fields);
    if (answer === null || held !== mine) return;
    const said = byId("status").textContent;
    const offers = show(answer, ["picked"]);
    if (isAgain) byId("status").textContent = said;
    fill(offers);
    showExchanges(mine, fields, isAgain);
  };

  const showExchanges = async (mine, fields, isAgain) => {
    for (let after = "0"; after !== null; ) {
      fields.set("after", after);
      const more = await send(`${base}seats/exchanges`, fields);
      if (more === null || held !== mine) return;
      const parts = new DOMParser().parseFromString(more.text, "text/html");
      fill(parts);
      const told = parts.getElementById("status");
      if (told && !isAgain) say(told.textContent);
      const next = parts.querySelector("[data-next]");
      after = next && next.dataset.next;
      if (next) fields.set("best", next.dataset.best);
    }
  };

  const TONES = ["tone-good", "tone-bad", "tone-open", "tone-gray"];
  const fill = (where) => {
    const slots = new Map([...document.querySelectorAll("[data-slot]")].map((slot) => [slot.dataset.slot, slot]));
    for (const part of where.querySelectorAll("template[data-for]")) {
      const slot = slots.get(part.dataset.for);
      if (!slot) continue;
      slot.hidden = false;
      slot.classList.remove(...TONES);
      if (part.dataset.tone) slot.classList.add(part.dataset.tone);
      const hasFocus = slot.contains(document.activeElement);
      slot.replaceChildren(part.content); // moved, not copied
      if (hasFocus) focusNear(slot);
    }
  };

  const idle = byId("picked") && byId("picked").cloneNode(true);
  const release = () => {
    if (!held) return;
    if (idle && byId("picked")) byId("picked").replaceWith(idle.cloneNode(true)); // what it offers is of the seat before
    const card = cardOf(held.person);
    if (card) card.setAttribute("aria-pressed", "false");
    held = null;
    for (const one of [document.documentElement, body]) one.classList.remove("holding");
    for (const slot of document.querySelectorAll(".gain[data-slot]")) {
      slot.hidden = true;
      slot.classList.remove(...TONES); // a table is then again as the server sent it
      slot.replaceChildren();
    }
  };

  // Put a card down where it is now, after its person has moved: the answer says where that is.
  const putDown = (answer) => {
    const { person } = held;
    release();
    const told = answer.getElementById("picked");
    if (told) renew(byId("picked"), document.adoptNode(told));
    reach(person);
  };

  // Mark a card, and bring it into view, unless the focus is on something else.
  const reach = (person) => {
    const card = cardOf(person);
    if (!card) return;
    for (const one of document.querySelectorAll("[data-person].found")) one.classList.remove("found");
    card.classList.add("found");
    if (document.activeElement !== body && document.activeElement !== card) return;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "nearest" });
  };

  const put = async (table) => {
    const { person, at } = held;
    release();
    if (table === at) return;
    if (byId("find")) byId("find").value = "";
    const fields = new FormData();
    fields.set("person", person);
    fields.set("from", at);
    fields.set("to", table);
    await post(`${base}seats/move`, fields, ["board"]);
    if (document.activeElement !== cardOf(person)) document.activeElement.blur();
    reach(person);
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
    if (held && held.person === card.dataset.person) {
      release();
      say(body.dataset.back);
    } else take(card.dataset.person);
  });

  document.addEventListener("keydown", (event) => {
    if (!held) return;
    if (event.key === "Escape") {
      const card = cardOf(held.person);
      release();
      say(body.dataset.back);
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
    const after = home < 0 ? drops.length : home;
    const next = now >= 0 ? now + step : step > 0 ? after : after - 1;
    drops[(next + drops.length) % drops.length].focus();
  });

  // While a card is dragged near the edge of the window, or of the tables where they scroll by themselves, they scroll.
  const scrollAtEdges = (y) => {
    const edge = 48;
    const area = byId("tables").getBoundingClientRect();
    const isInside = y > area.top && y < Math.min(area.bottom, innerHeight);
    const by = y < Math.max(area.top, 0) + edge ? -16 : y > Math.min(area.bottom, innerHeight) - edge ? 16 : 0;
    if (isInside) byId("tables").scrollBy(0, by);
    if (y < edge || y > innerHeight - edge) scrollBy(0, y < edge ? -16 : 16);
  };

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
      scrollAtEdges(moved.clientY);
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
      if (ended.type === "pointerup" && table && held) return put(table.dataset.table);
      release();
      say(body.dataset.back);
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
    const chosen = new Set(matches);
    for (const card of cards) card.classList.toggle("found", chosen.has(card));
    return matches;
  };
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-find]")) return;
    const matches = found(event.target);
    if (event.target.value.trim()) say(event.target.dataset.find.replace("{n}", matches.length));
    if (matches.length) matches[0].scrollIntoView({ block: "center" });
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
      const answer = await send(part.dataset.live);
      if (answer !== null) show(answer, [part.id]);
    }
    if (held) take(held.person, true);
  };
  setInterval(async () => {
    for (const part of document.querySelectorAll("[data-poll]")) {
      const address = part.dataset.poll;
      const answer = await send(address);
      if (answer !== null && byId(part.id).dataset.poll === address) show(answer, [part.id]);
    }
  }, 1000);
  const catchUp = () => {
    if (posting || newest <= version) return;
    version = newest;
    refresh();
  };
  const hear = (announced) => {
    newest = Math.max(newest, announced);
    catchUp();
  };
  // `alive.js` of this or another window tells what the server says.
  const news = new BroadcastChannel(`/${base.split("/")[1]}/`);
  news.addEventListener("message", (event) => (event.data.says ? say(body.dataset[event.data.says]) : hear(event.data.version)));

  // What was typed before this script ran, and what a browser fills in again when a page is loaded anew.
  for (const { id } of listUnsent(["main"])) byId(id).dispatchEvent(new Event("input", { bubbles: true }));
})();
