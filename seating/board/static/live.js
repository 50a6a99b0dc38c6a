// What other windows and commands do is shown here too.

import { base, byId, lose, state } from "./page.js";
import { send, show } from "./parts.js";
import { take } from "./cards.js";

const refresh = async () => {
  for (const part of document.querySelectorAll("[data-live]")) {
    const answer = await send(part.dataset.live);
    if (answer !== null) show(answer, [part.id]);
  }
  if (state.held) take(state.held.person, true);
};

const catchUp = () => {
  if (state.posting || state.newest <= state.version) return;
  state.version = state.newest;
  refresh();
};

document.addEventListener("board:stale", refresh);
document.addEventListener("board:posted", catchUp);

// A message about what somebody did stays for a moment before a search tells how far it is.
const MOMENT = 1000;
const isBusy = () => state.posting > 0 || performance.now() - state.said < MOMENT;

setInterval(async () => {
  if (isBusy()) return;
  for (const part of document.querySelectorAll("[data-poll]")) {
    const address = part.dataset.poll;
    const answer = await send(address);
    if (answer !== null && !isBusy() && byId(part.id)?.dataset.poll === address) show(answer, [part.id]);
  }
}, 1000);

// `alive.js` of this or another window tells what the server says.
const news = new BroadcastChannel(`/${base.split("/")[1]}/`);
news.addEventListener("message", ({ data }) => {
  if (data.says) return lose(data.says);
  state.newest = Math.max(state.newest, data.version);
  catchUp();
});
