/* The messages of one conversation, in order, with the days between them. */

import { bubble, mark } from "./bubble.js";
import { dayName, dayOf } from "./clock.js";
import { el, icon } from "./dom.js";

const AT_THE_END = 60;
const GROUPED = 5 * 60 * 1000;
const NEAR_THE_TOP = 120;

export class Log {
  /** `hands` as for `bubble`, and `older(before)` to get what was said before. */
  constructor(name, hands) {
    this.hands = hands;
    this.entries = [];
    this.more = this.asking = false;
    this.pinned = true;
    this.news = this.top = 0;
    this.build(name);
  }

  build(name) {
    this.typing = el("div", { class: "typing", hidden: true, "aria-hidden": "true" }, el("i"), el("i"), el("i"));
    this.list = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-relevant": "additions", "aria-label": name });
    this.scroller = el("div", { class: "scroller" }, el("div", { class: "column" }, this.list, this.typing));
    this.count = el("span", { class: "badge", hidden: true });
    this.down = el("button", { type: "button", class: "round down", hidden: true, "aria-label": "Ke pesan terbaru" }, icon("down"), this.count);
    this.down.addEventListener("click", () => this.toEnd(true));
    this.scroller.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.list.addEventListener("keydown", (event) => this.walk(event));
    const sizes = new ResizeObserver(() => this.pinned && this.toEnd());
    sizes.observe(this.scroller);
    sizes.observe(this.scroller.firstElementChild);
  }

  /** The conversation as the server has it; own messages that it does not have yet stay at the end. */
  standing(messages, more) {
    this.quietly(() => {
      const known = new Map(messages.map((message) => [message.id, message]));
      for (const entry of [...this.entries]) {
        if (!waits(entry.message) && !known.has(entry.message.id)) this.drop(entry);
      }
      messages.forEach((message) => this.place(message));
      this.arrange();
      this.more = more;
    });
  }

  earlier(messages, more) {
    this.quietly(() => {
      const fromEnd = this.scroller.scrollHeight - this.scroller.scrollTop;
      messages.forEach((message) => this.place(message));
      this.arrange();
      this.scroller.scrollTop = this.scroller.scrollHeight - fromEnd;
      this.more = more;
    });
    this.asking = false;
  }

  /** Show a message, or change the one that is shown already. */
  put(message) {
    const fresh = this.place(message);
    this.arrange();
    if (fresh && !message.mine && !this.pinned) this.count.textContent = ++this.news;
    this.showDown();
  }

  /** True where the message was not there yet. What is on the server wins over what waits to be sent. */
  place(message) {
    const shown = this.entries.find(({ message: other }) => same(other, message));
    if (!shown) this.insert(message);
    else if (!waits(message) && shown.message.version !== message.version) this.redraw(shown, message);
    return !shown;
  }

  /** Own messages that could not be sent. */
  fail(client, words) {
    const entry = this.entries.find(({ message }) => message.client === client);
    if (entry) this.redraw(entry, { ...entry.message, state: "failed", failure: words });
    this.arrange();
  }

  /** Take away what was to be sent, and is sent in another way. */
  forget(client) {
    const entry = this.entries.find(({ message }) => message.client === client);
    if (entry) this.drop(entry);
    this.arrange();
  }

  last() {
    return this.entries.at(-1)?.message;
  }

  /** The last message in a few words. */
  glimpse() {
    const { message, node } = this.entries.at(-1);
    const { photos, previews, file, point, contact } = message;
    const thing = ((photos || previews) && "Foto") || (file && "Berkas") || (point && "Lokasi") || (contact && "Nomor telepon");
    const words = node.querySelector(".text")?.textContent || thing || "";
    return `${message.mine ? "Kakak: " : ""}${words.slice(0, 120)}`;
  }

  /** The moment of the newest message of the server; 0 where there is none. */
  latest() {
    return Math.max(0, ...this.entries.filter(({ message }) => !waits(message)).map(({ message }) => message.at));
  }

  /** How many messages of the bot came after the moment `since`. */
  newer(since) {
    return this.entries.filter(({ message }) => !message.mine && message.at > since).length;
  }

  write(typing) {
    this.typing.hidden = !typing;
  }

  toEnd(smoothly = false) {
    this.pinned = true;
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smoothly && !still() ? "smooth" : "instant" });
    this.showDown();
  }

  /** Back to where it was read, after it was hidden. */
  shown() {
    if (this.pinned) this.toEnd();
    else this.scroller.scrollTop = this.top;
  }

  /** To the keys under the latest message that has some. */
  focusKeys() {
    const rows = this.list.querySelectorAll(".keys");
    rows[rows.length - 1]?.querySelector(".key")?.focus();
  }

  rest() {
    for (const key of this.list.querySelectorAll(".key[aria-busy]")) key.removeAttribute("aria-busy");
  }

  insert(message) {
    const entry = { message, node: el("article", { class: message.mine ? "message mine" : "message bot" }) };
    const place = this.entries.findIndex((other) => order(other.message) > order(message));
    if (place < 0) this.entries.push(entry);
    else this.entries.splice(place, 0, entry);
    this.draw(entry);
    this.list.insertBefore(entry.node, this.entries[place + 1 || this.entries.length]?.node ?? null);
  }

  /* What the server keeps takes its place among the others, which may have come while it was on its way. */
  redraw(entry, message) {
    const focused = entry.node.contains(document.activeElement) && document.activeElement.matches(":focus-visible");
    entry.message.previews?.forEach((address) => URL.revokeObjectURL(address));
    if (order(entry.message) !== order(message)) {
      this.drop(entry);
      this.insert(message);
      return;
    }
    entry.message = message;
    this.draw(entry);
    if (focused) (entry.node.querySelector(".key") ?? this.hands.home()).focus();
  }

  draw({ message, node }) {
    node.replaceChildren(bubble(message, this.hands));
    for (const key of node.querySelectorAll(".key")) key.dataset.ref = message.id;
  }

  drop(entry) {
    this.entries.splice(this.entries.indexOf(entry), 1);
    entry.node.remove();
  }

  /* Days, groups and ticks depend on the neighbours. */
  arrange() {
    const answered = Math.max(0, ...this.entries.filter(({ message }) => !message.mine).map(({ message }) => message.version));
    let before = null;
    for (const { message, node } of this.entries) {
      const newDay = !before || dayOf(before.at) !== dayOf(message.at);
      if (newDay) node.dataset.day = dayName(message.at);
      else delete node.dataset.day;
      node.classList.toggle("follows", !newDay && before.mine === message.mine && message.at - before.at < GROUPED);
      if (message.mine) tick(node, message.state ?? (answered > message.version ? "answered" : "saved"));
      before = message;
    }
  }

  /* Only who scrolls up leaves the end; a message that grows does not. */
  scrolled() {
    const up = this.scroller.scrollTop < this.top;
    this.top = this.scroller.scrollTop;
    const near = this.scroller.scrollHeight - this.top - this.scroller.clientHeight < AT_THE_END;
    this.pinned = near || (this.pinned && !up);
    this.showDown();
    const first = this.entries[0]?.message;
    if (this.top < NEAR_THE_TOP && this.more && !this.asking && first?.id) {
      this.asking = true;
      this.hands.older(first.id);
    }
  }

  showDown() {
    if (this.pinned) this.news = 0;
    this.count.hidden = !this.news;
    this.down.hidden = this.pinned;
  }

  /* Arrow keys go from key to key, through all messages. */
  walk(event) {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const keys = [...this.list.querySelectorAll(".key")];
    const place = keys.indexOf(document.activeElement);
    if (!step || place < 0) return;
    event.preventDefault();
    (keys[place + step] ?? (step > 0 ? this.hands.home() : keys[0])).focus();
  }

  /* Nobody wants to hear a whole conversation read out. */
  quietly(change) {
    this.list.setAttribute("aria-live", "off");
    change();
    setTimeout(() => this.list.setAttribute("aria-live", "polite"), 500);
  }
}

function tick(node, state) {
  const box = node.querySelector(".mark");
  if (box.dataset.state === state) return;
  box.dataset.state = state;
  box.replaceChildren(...mark(state));
}

function same(one, other) {
  return (one.id && one.id === other.id) || (one.client && one.client === other.client);
}

function waits(message) {
  return message.id === undefined;
}

function order(message) {
  return message.id ?? Infinity;
}

function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}
