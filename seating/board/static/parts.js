// Parts of a page: ask the server for them, and show them in place. Focus and what was typed stay.

import { base, body, byId, cardOf, lose, say, state, tell } from "./page.js";

/**
 * @typedef {object} Answer
 * @property {string} text - a page, or parts of one
 * @property {number} version - the newest version that is sure to be in it
 *
 * @typedef {object} Unsent
 * @property {string} id
 * @property {string} about
 * @property {string} value
 * @property {boolean | undefined} checked
 */

/** Give the focus a place when its control is gone or disabled: the card that is held, or the part it was in. */
export const focusNear = (part) => {
  const card = state.held && cardOf(state.held.person);
  if (!card) part.tabIndex = -1;
  (card || part).focus({ preventScroll: true });
};

/**
 * Replace an element by a fresh one. Where both have `data-parts`, only the children that differ are replaced; they
 * are told apart by their ids. Then the browser lays out a table or two instead of all. An element with `data-same`
 * stands for a table that the server has not sent again, because this window shows it already.
 */
export const renew = (old, fresh) => {
  if ("same" in fresh.dataset || old.isEqualNode(fresh)) return;
  if (!("parts" in old.dataset && "parts" in fresh.dataset)) return old.replaceWith(fresh);
  for (const { name, value } of fresh.attributes) old.setAttribute(name, value);
  if (!("poll" in fresh.dataset)) delete old.dataset.poll; // what it followed has ended
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

/** The hidden fields of a form, but its version, tell whether a later field with the same id is about the same. */
const about = (field) => {
  const hidden = (field.form && field.form.querySelectorAll("[type=hidden]:not([name=expected])")) || [];
  return [field.id, ...[...hidden].map((one) => one.value)].join("\n");
};

/**
 * Return what was typed or chosen in fields with an id and was not sent yet.
 *
 * @param {string[]} ids - of the parts to look in
 * @param {HTMLFormElement} [sent] - a form that does not count
 * @returns {Unsent[]}
 */
export const listUnsent = (ids, sent) => {
  const found = [];
  for (const part of ids.map(byId)) {
    if (!part) continue;
    for (const field of part.querySelectorAll("input[id]:not([type=hidden]), select[id], textarea[id]")) {
      if (sent && field.form === sent) continue;
      const first = field.options && ([...field.options].find((one) => one.defaultSelected) || field.options[0]);
      const value = field.options ? first && first.value : field.defaultValue;
      if (field.value === value && field.checked === field.defaultChecked) continue;
      found.push({ id: field.id, about: about(field), value: field.value, checked: field.checked });
    }
  }
  return found;
};

/** @param {Unsent[]} unsent */
export const restore = (unsent) => {
  for (const { id, about: same, value, checked } of unsent) {
    const field = byId(id);
    if (!field || about(field) !== same) continue;
    Object.assign(field, checked === undefined ? { value } : { value, checked });
  }
};

const shownOf = new Map(); // by the id of a part: the version of what it shows; an answer that is older leaves it

/**
 * Replace the elements with these ids, the next step, and the list of screens, by those of an answer. The focus stays
 * where it was, and so does what was typed and not sent, except in the form that was sent.
 *
 * @param {Answer} answer
 * @param {string[]} ids
 * @param {HTMLFormElement} [sent]
 * @returns {Document}
 */
export const show = ({ text, version }, ids, sent) => {
  const answer = new DOMParser().parseFromString(text, "text/html");
  const since = answer.querySelector("#tables[data-since]");
  if (since && byId("tables").dataset.shown !== since.dataset.since) {
    tell("stale"); // another answer came in between, so what this one leaves out is no longer what this window shows
    ids = ids.filter((id) => id !== "board");
  }
  ids = ids.filter((id) => version >= (shownOf.get(id) ?? 0));
  if (ids.includes("board")) ids = [...ids, "tray", ...(state.held ? [] : ["picked"])]; // and what was done last
  const live = [...document.querySelectorAll("[data-live]")];
  const isNewest = live.every((part) => ids.includes(part.id) && answer.getElementById(part.id));
  if (isNewest) state.version = Math.max(state.version, version);
  const focused = document.activeElement && document.activeElement.id;
  const unsent = listUnsent(ids, sent);
  const opened = [...document.querySelectorAll("details[open][id]")].map((part) => part.id);
  const left = ids.find((id) => byId(id) && byId(id).contains(document.activeElement));
  for (const id of [...ids, "next-step", "screens"]) {
    const fresh = answer.getElementById(id);
    if (!fresh || !byId(id)) continue;
    shownOf.set(id, version);
    renew(byId(id), document.adoptNode(fresh));
  }
  for (const id of opened) if (byId(id)) byId(id).open = true;
  restore(unsent);
  tell("shown");
  const now = focused && byId(focused);
  if (now && document.activeElement !== now) now.focus({ preventScroll: true });
  if (left && byId(left) && document.activeElement === body) focusNear(byId(left));
  const status = answer.getElementById("status");
  say(status?.textContent, status?.hasAttribute("data-shown-too"));
  return answer;
};

/**
 * Ask the server. Return null, and say so, if it does not answer or has had an error.
 *
 * @param {string} address
 * @param {FormData} [fields] - for a form
 * @returns {Promise<Answer | null>}
 */
export const send = async (address, fields) => {
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
    lose("lost");
    return null;
  }
};

/**
 * Send a form, and show these parts of the answer. Return the answer.
 *
 * @param {string} address
 * @param {FormData} fields
 * @param {string[]} ids
 * @param {HTMLFormElement} [sent]
 * @returns {Promise<Document | null>}
 */
export const post = async (address, fields, ids, sent) => {
  state.posting += 1;
  const answer = await send(address, fields);
  const shown = answer && show(answer, ids, sent);
  state.posting -= 1;
  tell("posted");
  return shown;
};

/**
 * Return the fields of a form.
 *
 * @param {Record<string, string>} values
 * @returns {FormData}
 */
export const fieldsOf = (values) => {
  const fields = new FormData();
  for (const [name, value] of Object.entries(values)) fields.set(name, value);
  return fields;
};
