/* Commands in what the bot says can be tapped, as in the messengers people know. */

import { el } from "./dom.js";

const COMMAND = /(?<![\w/])(\/[a-z]{2,32})\b/;

/** Make buttons of the commands in `part`; `say(text)` says one. Examples and addresses stay as they are. */
export function tappable(part, say) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (!text.parentElement?.closest("code, pre, a")) text.replaceWith(...pieces(text.data, say));
  }
  return part;
}

function pieces(text, say) {
  return text.split(COMMAND).map((piece, index) => (index % 2 ? button(piece, say) : piece));
}

function button(command, say) {
  return el("button", { type: "button", class: "command", onclick: () => say(command) }, command);
}
