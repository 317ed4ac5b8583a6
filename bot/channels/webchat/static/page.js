/* The page: one connection, the conversation of each persona, and the switch between them. */

import { Chat } from "./chat.js";
import { Connection } from "./connection.js";
import { People } from "./people.js";

const SELECTED = "santribot.selected";
const TOAST = 4000;
const PATIENCE = 1200;
const byId = (id) => document.getElementById(id);

const chats = new Map();
const people = new People(byId("people"), select);
let selected = null;
let title = document.title;
let open = false;
const server = new Connection(heard, connected);

function heard(news) {
  const tell = {
    hello: () => hello(news),
    message: () => chats.get(news.message.chat)?.hear(news.message),
    menu: () => chats.get(news.chat)?.menu(news.menu),
    answered: () => chats.get(news.chat)?.answered(news.id, news.toast),
    refused: () => chats.forEach((chat) => chat.refused(news.id, news.words)),
    older: () => chats.get(news.chat)?.log.earlier(news.messages, news.more),
  };
  tell[news.type]?.();
}

function hello({ title: name, personas, chats: standing }) {
  title = name;
  for (const place of document.querySelectorAll("[data-title]")) place.textContent = name;
  for (const persona of personas) if (!chats.has(persona.chat)) meet(persona);
  for (const [name, chat] of chats) if (standing[name]) chat.standing(standing[name]);
  if (!selected) select(remembered(personas));
}

function meet(persona) {
  const chat = new Chat(persona, server, { toast, changed: refresh });
  chats.set(persona.chat, chat);
  byId("chats").append(chat.pane);
}

function remembered(personas) {
  const name = sessionStorage.getItem(SELECTED);
  return chats.has(name) ? name : personas[0].chat;
}

function select(name) {
  selected = chats.get(name);
  sessionStorage.setItem(SELECTED, name);
  for (const chat of chats.values()) chat.show(chat === selected);
  people.reveal(selected);
  if (matchMedia("(pointer: fine)").matches) selected.composer.focus();
  refresh();
}

function refresh() {
  const unread = people.draw([...chats.values()], selected);
  document.title = unread ? `(${unread}) ${title}` : title;
  byId("status").textContent = status();
}

function status() {
  if (!open) return "Menyambung …";
  if (selected?.writes) return "sedang mengetik …";
  return selected ? `sebagai ${selected.persona.name} · ${selected.persona.title}` : "";
}

/* A short break is nothing to speak of. */
function connected(now) {
  open = now;
  clearTimeout(connected.timer);
  if (open) byId("lost").hidden = true;
  else connected.timer = setTimeout(() => (byId("lost").hidden = false), PATIENCE);
  refresh();
}

function toast(words) {
  byId("toast").textContent = words;
  clearTimeout(toast.timer);
  if (words) toast.timer = setTimeout(() => (byId("toast").textContent = ""), TOAST);
}

/* Who begins to write does so in the field, wherever the focus was. */
document.addEventListener("keydown", ({ key, ctrlKey, metaKey, altKey, target }) => {
  const writes = key.length === 1 && key !== " " && !ctrlKey && !metaKey && !altKey;
  if (writes && !target.closest("input, textarea, dialog")) selected?.composer.focus();
});
document.addEventListener("visibilitychange", refresh);
for (const kind of ["dragover", "drop"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    if (kind === "drop" && event.dataTransfer.files.length) selected?.composer.attach(event.dataTransfer.files);
  });
}
server.open();
