/* The bot's HTML, of which only a few harmless tags become elements; of every other tag only its text stays. */

const TAGS = new Set(["B", "I", "U", "S", "CODE", "PRE", "A", "BLOCKQUOTE"]);

/** Where a link may lead; null for every other address. */
export function safeLink(address) {
  return /^(https?:\/\/|tg:\/\/)/i.test(address ?? "") ? address : null;
}

export function link(address, attributes = {}) {
  const anchor = document.createElement("a");
  for (const [name, value] of Object.entries(attributes)) anchor.setAttribute(name, value);
  anchor.href = address;
  anchor.target = "_blank";
  anchor.rel = "noopener noreferrer";
  return anchor;
}

/** A fragment made of `html`. A parsed document of its own runs and loads nothing. */
export function fragment(html) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return copy(parsed.body);
}

function copy(source) {
  const made = document.createDocumentFragment();
  for (const child of source.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) made.append(child.data);
    else if (child.nodeType === Node.ELEMENT_NODE) made.append(element(child));
  }
  return made;
}

function element(source) {
  const inside = copy(source);
  if (!TAGS.has(source.tagName)) return inside;
  if (source.tagName !== "A") {
    const made = document.createElement(source.tagName);
    made.append(inside);
    return made;
  }
  const address = safeLink(source.getAttribute("href"));
  if (!address) return inside;
  const made = link(address);
  made.append(inside);
  return made;
}
