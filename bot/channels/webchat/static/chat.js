/* One persona's conversation with the bot: what was said, and where one writes. */

import { Composer } from "./composer.js";
import { askContact, askPlace, enlarge } from "./dialogs.js";
import { el } from "./dom.js";
import { Log } from "./log.js";
import { upload } from "./uploads.js";

const SLOW = 250;
const HOPELESS = 30000;

export class Chat {
  /** `server` is the `Connection`, `toast(words)` shows a short line, `changed()` is called after every change. */
  constructor(persona, server, { toast, changed }) {
    Object.assign(this, { persona, server, toast, changed });
    this.awaited = new Map();
    this.turn = Promise.resolve();
    this.log = new Log(`Percakapan sebagai ${persona.title}`, this.hands());
    this.composer = new Composer(persona.chat, { send: (written) => this.send(written), up: () => this.log.focusKeys(), locate: () => this.log.hands.ask("place"), complain: toast });
    this.welcome = this.greeting();
    this.pane = el("section", { class: "pane", "aria-label": persona.title, hidden: true },
      this.welcome, this.log.scroller, this.log.down, this.composer.form);
  }

  hands() {
    const asks = { contact: askContact, place: askPlace };
    const answers = { contact: (phone) => this.act({ type: "contact", phone }), place: (where) => this.act({ type: "place", ...where }) };
    return {
      press: (key, button) => this.press(key, button),
      say: (text) => this.act({ type: "say", text }),
      ask: (what) => asks[what]?.(answers[what]),
      older: (before) => this.server.say({ type: "older", chat: this.persona.chat, before }),
      home: () => this.composer.text,
      enlarge,
    };
  }

  greeting() {
    const start = el("button", { type: "button", class: "strong", onclick: () => this.act({ type: "say", text: "/mulai" }) }, "Mulai");
    return el("div", { class: "welcome", hidden: true }, el("img", { src: "icon.svg", alt: "", width: 64, height: 64 }),
      el("h2", {}, "Assalamu'alaikum!"), el("p", {}, "Di sini Kakak menjadi ", el("strong", {}, this.persona.name), "."), el("p", {}, this.persona.about), start);
  }

  /** How everything stands on the server, after each (re)connection. */
  standing({ messages, more, menu }) {
    this.log.rest();
    this.log.standing(messages, more);
    this.server.unsent.filter(({ chat }) => chat === this.persona.chat).forEach((act) => this.pend(act));
    if (!this.log.last()?.mine) this.awaited.clear();
    this.menu(menu);
    this.refresh();
  }

  menu(commands) {
    this.composer.offer(commands.map(({ name, about }) => ({ name: name.replace(/^\//, ""), about })));
  }

  hear(message) {
    this.log.put(message);
    if (!message.mine) this.awaited.clear();
    this.refresh();
  }

  answered(act, words) {
    this.log.rest();
    this.awaited.delete(act);
    if (words && !this.pane.hidden) this.toast(words);
    this.refresh();
  }

  refused(act, words) {
    this.log.rest();
    this.log.fail(act, words);
    this.awaited.delete(act);
    this.refresh();
  }

  show(visible) {
    this.pane.hidden = !visible;
    if (visible) this.log.shown();
  }

  get writes() {
    const waiting = new Set(this.server.unsent.map(({ id }) => id));
    return [...this.awaited].some(([id, since]) => !waiting.has(id) && Date.now() - since >= SLOW);
  }

  refresh() {
    this.welcome.hidden = this.log.entries.length > 0;
    this.log.write(this.writes);
    this.changed();
  }

  press(key, button) {
    if (button.hasAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => button.removeAttribute("aria-busy"), HOPELESS);
    this.act({ type: "press", ref: button.dataset.ref, data: key.data });
  }

  send({ text, files }) {
    if (files.length) this.sendFiles(text, files);
    else this.act({ type: "say", text });
  }

  /** Do something, after what was begun before it. */
  act(what) {
    const act = { id: crypto.randomUUID(), chat: this.persona.chat, ...what };
    this.toast("");
    this.pend(act);
    if (act.type !== "press") this.log.toEnd();
    this.after(() => this.carry(act));
  }

  /* Photos go as one album, with the text; what turns out to be no photo goes by its name. */
  sendFiles(text, files) {
    const id = crypto.randomUUID();
    const previews = files.filter(({ type }) => type.startsWith("image/")).map((file) => URL.createObjectURL(file));
    if (previews.length) this.pend({ id, text }, previews);
    this.log.toEnd();
    this.after(async () => {
      const found = await Promise.all(files.map(upload));
      const refs = found.flatMap(({ ref }) => ref ?? []);
      if (refs.length) this.carry({ id, chat: this.persona.chat, type: "photos", refs, text });
      else this.log.forget(id);
      const others = found.filter(({ ref }) => !ref);
      others.forEach((file, index) => this.act({ type: "file", ...file, text: refs.length || index ? "" : text }));
    });
  }

  after(step) {
    this.turn = this.turn.then(step).catch((error) => console.error(error));
  }

  carry(act) {
    this.awaited.set(act.id, Date.now());
    setTimeout(() => this.refresh(), SLOW);
    setTimeout(() => this.awaited.delete(act.id) && this.refresh(), HOPELESS);
    this.server.carry(act);
  }

  /* Show what is on its way. */
  pend({ id, type, text, refs, phone, latitude, longitude, name, size }, previews) {
    if (type === "press") return;
    const message = { mine: true, client: id, at: Date.now(), state: "pending", text, previews };
    if (type === "contact") message.contact = phone;
    if (type === "place") message.point = { latitude, longitude };
    if (type === "file") message.file = { name, size };
    if (type === "photos" && !previews) message.file = { name: `${refs.length} foto` };
    this.log.put(message);
    this.refresh();
  }
}
