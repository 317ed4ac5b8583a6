/* One message as people see it: its bubble, and the keys under it. */

import { clock } from "./clock.js";
import { tappable } from "./commands.js";
import { el, icon, said } from "./dom.js";
import { fragment, link, safeLink } from "./safe.js";

const STATES = {
  pending: ["clock", "menunggu dikirim"],
  saved: ["saved", "terkirim"],
  answered: ["answered", "sudah dijawab"],
  failed: ["failed", "tidak terkirim"],
};
const number = new Intl.NumberFormat("id-ID", { maximumFractionDigits: 1 });
const degrees = new Intl.NumberFormat("id-ID", { minimumFractionDigits: 4, maximumFractionDigits: 5 });

/** `hands` has what a person can do with a message: `press(key, button)`, `say(text)`, `ask(what)`, `enlarge(address)`. */
export function bubble(message, hands) {
  const box = el("div", { class: "bubble" }, said(message.mine ? "Kakak: " : "Asisten: "));
  box.append(...content(message, hands));
  box.append(meta(message));
  const keys = (message.rows ?? []).map((row) => keyRow(row, hands));
  return el("div", { class: "stack" }, box, keys.length ? el("div", { class: "keys" }, ...keys) : null);
}

/** The mark that tells how far an own message got. */
export function mark(state) {
  const [drawing, words] = STATES[state];
  return [icon(drawing), said(words)];
}

/** "900 B", "12,3 KB" */
export function size(bytes) {
  if (bytes < 1e3) return `${bytes} B`;
  const step = bytes < 1e6 ? [1e3, "KB"] : [1e6, "MB"];
  return `${number.format(bytes / step[0])} ${step[1]}`;
}

function content(message, hands) {
  return [
    pictures(message, hands),
    message.file ? file(message) : null,
    message.contact ? card("contact", message.contact, "Nomor telepon Kakak") : null,
    message.point ? place(message.point) : null,
    message.html ? el("div", { class: "text", dir: "auto" }, tappable(fragment(message.html), hands.say)) : null,
    message.text ? el("div", { class: "text", dir: "auto" }, message.text) : null,
    message.failure ? el("p", { class: "failure" }, message.failure) : null,
  ].filter(Boolean);
}

function meta(message) {
  const box = el("div", { class: "meta" }, el("time", { datetime: new Date(message.at).toISOString() }, clock(message.at)));
  if (message.mine) box.append(el("span", { class: "mark" }));
  return box;
}

/** Photos on the server have an id; those that are still on their way an address of the browser. */
function pictures(message, hands) {
  const kept = (message.photos ?? []).map((id) => address(message, id));
  const addresses = kept.length ? kept : (message.previews ?? []);
  if (!addresses.length) return null;
  const tiles = addresses.map((where, index) => {
    const picture = el("img", { src: where, alt: `Foto ${index + 1} dari ${addresses.length}`, loading: "lazy" });
    picture.addEventListener("error", () => picture.closest("button").replaceWith(gone()));
    return el("button", { type: "button", class: "tile", onclick: () => hands.enlarge(where) }, picture);
  });
  return el("div", { class: `pictures n${Math.min(addresses.length, 4)}` }, ...tiles);
}

function gone() {
  return el("div", { class: "tile gone" }, "Foto tidak tersedia lagi");
}

/* The moment makes the address the message's own: another database on the same port has other photos by that id. */
function address(message, id) {
  return `/media/${id}?at=${message.at}`;
}

function file(message) {
  const { id, name, size: bytes } = message.file;
  const title = name || "Berkas";
  if (!id) return card("file", title, bytes ? size(bytes) : "");
  const box = card("file", title, bytes ? `Simpan · ${size(bytes)}` : "Simpan");
  return el("a", { class: "open", href: address(message, id), download: title }, box);
}

function place(point) {
  const { latitude, longitude, name, address: where } = point;
  const position = `${degrees.format(Math.abs(latitude))}° ${latitude < 0 ? "LS" : "LU"}, ${degrees.format(Math.abs(longitude))}° ${longitude < 0 ? "BB" : "BT"}`;
  const map = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  const open = link(map, { class: "open" });
  open.append(card("place", name || "Lokasi", where || "", position), el("span", { class: "more" }, "Buka di peta"));
  return open;
}

function card(drawing, title, ...lines) {
  const texts = lines.filter(Boolean).map((line) => el("span", {}, line));
  return el("div", { class: "card" }, icon(drawing), el("div", {}, el("strong", {}, title), ...texts));
}

function keyRow(row, hands) {
  return el("div", { class: "row" }, ...row.map((key) => keyButton(key, hands)));
}

function keyButton(key, hands) {
  const address = safeLink(key.url);
  if (address) {
    const open = link(address, { class: "key" });
    open.append(el("span", {}, key.label), icon("link"), said("(membuka tab baru)"));
    return open;
  }
  const act = key.ask ? () => hands.ask(key.ask) : () => hands.press(key, button);
  const drawing = key.ask ? icon(key.ask) : null;
  const dead = !key.ask && !key.data;
  const button = el("button", { type: "button", class: "key", onclick: act, disabled: dead }, drawing, el("span", {}, key.label));
  return button;
}
