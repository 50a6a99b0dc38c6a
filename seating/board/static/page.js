// What all modules of the screens share: the page, its status line, and what this window knows of the others.

export const body = document.body;

/** What all addresses of this window begin with. */
export const base = body.dataset.base ?? "";

/**
 * What a window knows.
 *
 * @typedef {object} Held
 * @property {string} person
 * @property {string} at - the table that the card came from
 * @property {string} alone - "1" if those who are tied to the person stay
 * @property {string[]} also - others who are carried too
 */
export const state = {
  version: Number(body.dataset.version), // of what the live parts show
  newest: Number(body.dataset.version), // of what the server says there is
  said: -Infinity, // when the status line was written last
  posting: 0, // forms under way: their answers show what the server announces meanwhile
  /** @type {Held | null} */
  held: null, // the person who is picked up
  several: false, // whether a press on another person carries them too
};

/** @param {string} id */
export const byId = (id) => document.getElementById(id);

/** @param {string} person */
export const cardOf = (person) => document.querySelector(`[data-person="${CSS.escape(person)}"]`);

/**
 * Tell other modules that something has happened, without knowing them.
 *
 * @param {"ready" | "stale" | "shown" | "posted"} what - "ready": the script runs. "stale": this window shows less than the server
 * has. "shown": parts were replaced. "posted": a form was answered.
 */
export const tell = (what) => document.dispatchEvent(new Event(`board:${what}`));

/** Whether two boxes share a place. */
export const overlap = (one, other) =>
  one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;

/** The distance of two presses or fingers, in pixels. */
export const distance = (one, other) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);

/** Call one function while the pointer moves, and the other once it is up or cancelled. Returns what ends that before. */
export const follow = (move, end) => {
  const following = new AbortController();
  const { signal } = following;
  const up = (event) => {
    following.abort();
    end(event);
  };
  addEventListener("pointermove", move, { signal });
  for (const kind of ["pointerup", "pointercancel"]) addEventListener(kind, up, { signal });
  return () => following.abort();
};

let opening = 0; // the timer of the message that the page was loaded with

/**
 * @param {string | null | undefined} text
 * @param {boolean} isShownToo - Whether the page shows the same, such as the panel of the held person.
 */
export const say = (text, isShownToo = false) => {
  const line = byId("status");
  if (!text || !line) return;
  clearTimeout(opening);
  line.textContent = text;
  line.toggleAttribute("data-shown-too", isShownToo);
  state.said = performance.now();
};

let isGone = false;
const answers = () => fetch(base, { method: "HEAD" }).then(({ ok }) => ok, () => false);

/**
 * Dim the page and say why, unless the server answers. Once it does again, the page is loaded anew.
 *
 * @param {"closed" | "lost"} why
 */
export const lose = async (why) => {
  if (isGone || (await answers())) return;
  isGone = true;
  for (const part of body.children) part.inert = part.id !== "gone";
  const commands = body.dataset[why].split("`").map((text, n) => {
    const part = document.createElement(n % 2 ? "code" : "span");
    part.textContent = text;
    return part;
  });
  byId("gone").replaceChildren(...commands);
  byId("gone").hidden = false;
  setInterval(async () => (await answers()) && location.replace(location.href), 1000);
};

// A screen reader announces only what is written into the status line after the page was loaded.
const loaded = byId("status")?.textContent;
if (loaded) {
  byId("status").textContent = "";
  opening = setTimeout(() => say(loaded), 200);
}
