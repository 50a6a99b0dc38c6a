// The script of the screens. Pages work without it; with it, parts of them are replaced in place. `page.js` is what all
// modules share, `parts.js` asks for parts and shows them, and the rest is by what a user does.
//
// - A form with `data-into="ID"` is sent in the background, and the element ID is replaced by that of the answer.
//   With `data-on-input`, it is sent while somebody types; with `data-on-input="ADDRESS" data-shows="ID"`, it is sent
//   there instead, and the element ID is replaced. A button with `formaction` opens a page as usual. With `data-reveal`,
//   the new element is scrolled into view.
// - A field with `data-search="ID"` shows only the items of the list ID that have all its words, also in `data-also`.
// - An element with `data-live="ADDRESS"` is fetched again when the server says that something has changed.
// - An element with `data-poll="ADDRESS"` is fetched again every second, for as long as the answer has `data-poll` too.
// - A button with `data-person` is a card. It is picked up by a click, a tap, Enter or the mouse, and put down at an
//   element with `data-table`. While it is held, each <template data-for="SLOT"> of the answer fills the element with
//   this `data-slot`: what a seat at the table would change, and then what the best exchange there would.

import "./cards.js";
import "./find.js";
import "./forms.js";
import "./keys.js";
import "./live.js";
import "./menu.js";
import "./names.js";
import "./people.js";
import "./room.js";
import "./search.js";
import "./tables.js";
import { byId, tell } from "./page.js";
import { listUnsent } from "./parts.js";

// What was typed before this script ran, and what a browser fills in again when a page is reloaded.
for (const { id } of listUnsent(["main"])) byId(id).dispatchEvent(new Event("input", { bubbles: true }));
tell("ready"); // `early.js` has kept what was sent before
