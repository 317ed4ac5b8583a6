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
    this.awaited = new Set();
    this.photos = Promise.resolve();
    this.log = new Log(`Percakapan sebagai ${persona.title}`, this.hands());
    this.composer = new Composer(persona.chat, { send: (written) => this.send(written), up: () => this.log.focusKeys(), complain: toast });
    this.welcome = this.greeting();
    this.pane = el("section", { class: "pane", "aria-label": persona.title, hidden: true }, this.welcome, this.log.scroller, this.log.down, this.composer.form);
    this.accept();
  }

  hands() {
    return {
      press: (key, button) => this.press(key, button),
      ask: (what) => (what === "contact" ? askContact((phone) => this.act({ type: "contact", phone })) : askPlace((place) => this.act({ type: "place", ...place }))),
      older: (before) => this.server.say({ type: "older", chat: this.persona.chat, before }),
      home: () => this.composer.text,
      enlarge,
    };
  }

  greeting() {
    const start = el("button", { type: "button", class: "strong", onclick: () => this.say("/mulai") }, "Mulai");
    return el("div", { class: "welcome" }, el("img", { src: "icon.svg", alt: "", width: 64, height: 64 }),
      el("h2", {}, "Assalamu'alaikum!"), el("p", {}, `Di sini Kakak adalah ${this.persona.name}, ${this.persona.about}.`), start);
  }

  /** How everything stands on the server, after each (re)connection. */
  standing({ messages, more, menu }) {
    this.log.rest();
    this.log.standing(messages, more);
    for (const act of this.server.unsent) if (act.chat === this.persona.chat) this.pend(act);
    const last = this.log.last();
    const answered = !last?.mine || Date.now() - last.at > HOPELESS;
    if (answered) this.awaited.clear();
    this.menu(menu);
    this.refresh();
  }

  menu(commands) {
    this.composer.offer(commands.map(({ name, about }) => ({ name: name.replace(/^\//, ""), about })));
  }

  hear(message) {
    const fresh = this.log.put(message);
    if (!message.mine) this.awaited.clear();
    this.refresh();
    return fresh;
  }

  answered(act, words) {
    this.log.rest();
    this.awaited.delete(act);
    if (words && !this.pane.hidden) this.toast(words);
    this.refresh();
  }

  refused(act, words) {
    this.log.rest();
    this.awaited.delete(act);
    this.log.fail(act, words);
    this.refresh();
  }

  show(visible) {
    this.pane.hidden = !visible;
    if (visible) this.log.shown();
  }

  say(text) {
    this.act({ type: "say", text });
  }

  press(key, button) {
    if (button.getAttribute("aria-busy")) return;
    button.setAttribute("aria-busy", "true");
    setTimeout(() => button.removeAttribute("aria-busy"), HOPELESS);
    this.carry({ type: "press", ref: button.dataset.ref, data: key.data });
  }

  send({ text, files }) {
    if (files.length) this.photos = this.photos.then(() => this.sendFiles(text, files));
    else this.photos = this.photos.then(() => this.say(text));
  }

  /* Photos go as one album; what turns out to be no photo goes by its name. The text goes with the first. */
  async sendFiles(text, files) {
    const id = crypto.randomUUID();
    const previews = files.filter(({ type }) => type.startsWith("image/")).map((file) => URL.createObjectURL(file));
    this.log.put(pending({ id, text, previews }));
    this.log.toEnd();
    this.refresh();
    const found = await Promise.all(files.map(upload));
    const refs = found.flatMap(({ ref }) => ref ?? []);
    this.log.forget(id);
    if (refs.length) this.act({ type: "photos", id, refs, text }, previews);
    found.filter(({ ref }) => !ref).forEach((file, index) => this.act({ type: "file", ...file, text: refs.length || index ? "" : text }));
  }

  act(what, previews) {
    const act = this.carry(what);
    this.pend(act, previews);
    this.log.toEnd();
    this.refresh();
  }

  carry(what) {
    const act = { id: crypto.randomUUID(), chat: this.persona.chat, ...what };
    this.awaited.add(act.id);
    setTimeout(() => this.giveUp(act.id), HOPELESS);
    setTimeout(() => this.refresh(), SLOW);
    act.since = Date.now();
    this.server.carry(act);
    return act;
  }
}
