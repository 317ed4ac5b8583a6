/* The personas: tabs above the conversation, on wide screens a list beside it. */

import { brief } from "./clock.js";
import { el, said } from "./dom.js";

const READ = "santribot.read";

export class People {
  constructor(nav, choose) {
    this.nav = nav;
    this.read = JSON.parse(localStorage.getItem(READ) ?? "{}");
    nav.addEventListener("click", (event) => {
      const chosen = event.target.closest("button");
      if (chosen) choose(chosen.dataset.chat);
    });
    nav.addEventListener("keydown", (event) => this.walk(event));
  }

  /** `chats` are all `Chat`s, `selected` the one that is seen. Gives the number of unread messages. */
  draw(chats, selected) {
    if (selected && !document.hidden) this.seen(selected);
    const unread = chats.map((chat) => chat.log.newer(this.read[chat.persona.chat] ?? 0));
    chats.forEach((chat, index) => this.update(this.tab(chat), chat, chat === selected, unread[index]));
    return unread.reduce((sum, count) => sum + count, 0);
  }

  reveal(chat) {
    this.tab(chat).scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  seen(chat) {
    const { chat: name } = chat.persona;
    const latest = Math.max(this.read[name] ?? 0, chat.log.latest());
    if (latest === this.read[name]) return;
    this.read[name] = latest;
    localStorage.setItem(READ, JSON.stringify(this.read));
  }

  tab({ persona }) {
    const known = this.nav.querySelector(`[data-chat="${CSS.escape(persona.chat)}"]`);
    if (known) return known;
    const made = el("button", { type: "button", "data-chat": persona.chat },
      el("span", { class: "face", "aria-hidden": "true" }, initials(persona.name)),
      el("span", { class: "who" }, el("strong", {}, persona.title), el("span", { class: "last", "aria-hidden": "true" })),
      el("time"), el("span", { class: "badge", hidden: true }));
    this.nav.append(made);
    return made;
  }

  update(tab, { persona, log }, selected, unread) {
    const last = log.last();
    if (selected) tab.setAttribute("aria-current", "true");
    else tab.removeAttribute("aria-current");
    tab.querySelector(".last").textContent = last ? log.glimpse() : persona.about;
    tab.querySelector("time").textContent = last ? brief(last.at) : "";
    const badge = tab.querySelector(".badge");
    badge.hidden = !unread;
    if (badge.dataset.count !== String(unread)) badge.replaceChildren(String(unread), said(" pesan belum dibaca"));
    badge.dataset.count = unread;
  }

  walk(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...this.nav.children];
    tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length].focus();
    event.preventDefault();
  }
}

/** "Ahmad Fauzi" → "AF" */
function initials(name) {
  return name.split(" ").slice(0, 2).map((word) => word.slice(0, 1)).join("");
}
