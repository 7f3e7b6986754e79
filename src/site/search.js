// Looks names up in the lines of search-names.js: every typed word begins a word of the name, or of
// what stands behind it. Names that begin so come first, units and persons before headlines.
"use strict";

const MOST = 100;

function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d")
    .replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// [kind, name, detail, address, folded name, folded detail]
const lines = KINDS.flatMap(([[folder, kind], rows]) => rows.map(([name, detail, page]) =>
  [kind, name, detail, `${folder}/${page}.html`, ` ${fold(name)}`, ` ${fold(detail)}`]));

// The lower the nearer; none where a word is missing.
function rank(words, typed, [, , , , name, detail]) {
  if (!words.every((word) => name.includes(` ${word}`) || detail.includes(` ${word}`))) return -1;
  if (name === ` ${typed}`) return 0;
  if (name.endsWith(` ${typed}`)) return 1;
  if (name.includes(` ${typed} `)) return 2;
  return words.every((word) => name.includes(` ${word}`)) ? 3 : 4;
}

function search(typed) {
  const words = typed.split(" ");
  const found = [[], [], [], [], []];
  for (const line of lines) {
    const at = rank(words, typed, line);
    if (at >= 0) found[at].push(line);
  }
  // Of names with the words somewhere, those with little else.
  found[3].sort((one, other) => one[4].length - other[4].length);
  return found.flat();
}

const field = document.getElementById("search");
const status = document.getElementById("status");
const list = document.getElementById("found");

function item([kind, name, detail, address]) {
  const line = document.createElement("li");
  const link = document.createElement("a");
  link.href = address;
  link.textContent = name || "–";
  link.lang = "vi";
  const more = document.createElement("span");
  more.className = "soft";
  more.textContent = detail ? ` · ${kind} · ${detail}` : ` · ${kind}`;
  line.append(link, more);
  return line;
}

function show() {
  const typed = fold(field.value);
  const found = typed ? search(typed) : [];
  list.replaceChildren(...found.slice(0, MOST).map(item));
  const words = status.dataset;
  if (!typed) status.textContent = "";
  else if (!found.length) status.textContent = words.none;
  else if (found.length > MOST) status.textContent = `${found.length} ${words.found}; ${words.shown}`;
  else status.textContent = `${found.length} ${words.found}`;
}

let waiting;
field.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, 120);
});
field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  show();
  history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [field, ...list.querySelectorAll("a")];
  const at = stops.indexOf(document.activeElement);
  const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
  if (at < 0 || !next) return;
  event.preventDefault();
  next.focus();
});

field.value = new URLSearchParams(location.search).get("q") || "";
field.focus();
show();
