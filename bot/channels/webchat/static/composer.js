/* Where a message is written: the text, photos to go with it, and the commands. */

import { el, icon } from "./dom.js";

const MOST_TEXT = 5000;
const COUNTED_FROM = 4500;
const MOST_FILES = 10;

export class Composer {
  /** `send({text, files})` gets what was written; `up()` is called to leave upwards,
   *  `locate()` to send a place; `complain(words)` shows a line. */
  constructor(name, { send, up, locate, complain }) {
    Object.assign(this, { send, up, locate, complain });
    this.files = [];
    this.commands = [];
    this.chosen = -1;
    this.build(name);
  }

  build(name) {
    const id = `commands-${name}`;
    this.menu = el("ul", { class: "commands", role: "listbox", id, "aria-label": "Perintah", hidden: true });
    this.strip = el("div", { class: "strip", hidden: true });
    this.text = el("textarea", {
      rows: 1, placeholder: "Tulis pesan", "aria-label": "Tulis pesan", enterkeyhint: "send", dir: "auto",
      "aria-autocomplete": "list", "aria-controls": id,
    });
    this.slash = tool("slash", "Daftar perintah", () => this.toggle(), "aside");
    this.picker = el("input", { type: "file", multiple: true, accept: "image/*,application/pdf,.doc,.docx,.xls,.xlsx", hidden: true });
    this.count = el("span", { class: "count", "aria-live": "polite" });
    const attach = tool("attach", "Kirim foto", () => this.picker.click());
    const place = tool("place", "Kirim titik lokasi", () => this.locate(), "aside");
    const button = el("button", { class: "round send", "aria-label": "Kirim" }, icon("send"));
    this.form = el("form", { class: "composer" }, this.menu, this.strip,
      el("div", { class: "line" }, this.slash, attach, place, this.picker, el("div", { class: "field" }, this.text, this.count), button));
    this.listen();
  }

  listen() {
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => this.key(event));
    this.text.addEventListener("blur", () => setTimeout(() => document.activeElement === this.text || this.suggest([]), 150));
    this.text.addEventListener("paste", (event) => event.clipboardData.files.length && this.attach(event.clipboardData.files));
    this.picker.addEventListener("change", () => { this.attach(this.picker.files); this.picker.value = ""; });
  }

  offer(commands) {
    this.commands = commands;
    this.slash.hidden = !commands.length;
  }

  focus() {
    this.text.focus();
  }

  attach(files) {
    this.files.push(...files);
    if (this.files.length > MOST_FILES) this.complain(`Paling banyak ${MOST_FILES} foto sekaligus.`);
    this.files.length = Math.min(this.files.length, MOST_FILES);
    this.drawStrip();
    this.focus();
  }

  submit() {
    const text = this.text.value.trim();
    if (text.length > MOST_TEXT) return this.complain(`Pesan ini ${text.length} huruf; paling panjang ${MOST_TEXT} huruf.`);
    if (!text && !this.files.length) return this.focus();
    this.send({ text, files: this.files });
    this.text.value = "";
    this.files = [];
    this.drawStrip();
    this.typed();
    this.focus();
  }

  typed() {
    this.grow();
    const { length } = this.text.value;
    this.count.textContent = length >= COUNTED_FROM ? `${length}/${MOST_TEXT}` : "";
    this.count.classList.toggle("over", length > MOST_TEXT);
    const word = this.text.value.match(/^\/(\w*)$/)?.[1].toLowerCase();
    const fitting = this.commands.filter(({ name }) => name.startsWith(word));
    this.suggest(fitting.sort((one, other) => (other.name === word) - (one.name === word)));
  }

  grow() {
    this.text.style.height = "auto";
    this.text.style.height = `${Math.min(this.text.scrollHeight, 160)}px`;
  }

  key(event) {
    const open = !this.menu.hidden;
    const { key } = event;
    if (event.isComposing) return;
    if (open && (key === "ArrowDown" || key === "ArrowUp")) this.choose(this.chosen + (key === "ArrowDown" ? 1 : -1));
    else if (open && key === "Escape") this.suggest([]);
    else if (open && key === "Enter" && this.chosen >= 0) this.run(this.offered[this.chosen]);
    else if (open && key === "Tab" && this.chosen >= 0) this.complete(this.offered[this.chosen]);
    else if (key === "Enter" && !event.shiftKey) this.submit();
    else if (key === "ArrowUp" && !this.text.value) this.up();
    else return;
    event.preventDefault();
  }

  toggle() {
    this.suggest(this.menu.hidden ? this.commands : []);
    this.focus();
  }

  suggest(commands) {
    this.offered = commands;
    this.menu.hidden = !commands.length;
    this.slash.setAttribute("aria-expanded", String(commands.length > 0));
    this.menu.replaceChildren(...commands.map((command, index) => this.option(command, index)));
    this.choose(commands.length ? 0 : -1);
  }

  option(command, index) {
    const choose = (event) => { event.preventDefault(); this.run(command); };
    return el("li", { role: "option", id: `${this.menu.id}-${index}`, onpointerdown: (event) => event.preventDefault(), onclick: choose },
      el("strong", {}, `/${command.name}`), el("span", {}, command.about));
  }

  choose(index) {
    const options = [...this.menu.children];
    this.chosen = options.length ? (index + options.length) % options.length : -1;
    options.forEach((option, place) => option.setAttribute("aria-selected", String(place === this.chosen)));
    const chosen = options[this.chosen];
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen) this.text.setAttribute("aria-activedescendant", chosen.id);
    else this.text.removeAttribute("aria-activedescendant");
  }

  complete({ name }) {
    this.text.value = `/${name} `;
    this.typed();
  }

  run({ name }) {
    this.suggest([]);
    this.text.value = "";
    this.typed();
    this.send({ text: `/${name}`, files: [] });
    this.focus();
  }

  drawStrip() {
    for (const picture of this.strip.querySelectorAll("img")) URL.revokeObjectURL(picture.src);
    this.strip.hidden = !this.files.length;
    this.strip.replaceChildren(...this.files.map((file, index) => this.piece(file, index)));
  }

  piece(file, index) {
    const away = el("button", { type: "button", "aria-label": `Hapus ${file.name}`, onclick: () => this.detach(index) }, icon("close"));
    const picture = file.type.startsWith("image/") ? el("img", { src: URL.createObjectURL(file), alt: file.name }) : el("span", {}, file.name);
    return el("div", { class: "piece" }, picture, away);
  }

  detach(index) {
    this.files.splice(index, 1);
    this.drawStrip();
    this.focus();
  }
}

/* What is `aside` makes room on a small phone once something is written. */
function tool(drawing, label, act, more = "") {
  return el("button", { type: "button", class: `tool ${more}`, "aria-label": label, title: label, onclick: act }, icon(drawing));
}
