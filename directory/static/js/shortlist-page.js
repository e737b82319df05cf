// The page of the Merkliste: filled from this device, or from an address that another phone showed.
import { directoryCopy } from "./directory-copy.js";
import { entryCard } from "./entry-card.js";
import { MOST, available, carried, remove, save, saved, whenever } from "./saved-offers.js";

const page = document.querySelector("[data-shortlist]");
const words = JSON.parse(page.dataset.words);
const part = (name) => page.querySelector(`[data-part=${name}]`);
const say = (text) => { part("status").textContent = text; };
let copy = null; // asked for once there is something to show
let problem = false;

function fill(text, facts) {
  return text.replace(/\{(\w+)\}/g, (_whole, name) => String(facts[name]));
}

// The list of another phone is shown until this person has taken it over or refused it.
function shownIds() {
  const other = carried(location.hash);
  return other.length ? other : saved();
}

async function load() {
  try {
    copy ??= await directoryCopy(page.dataset.copy);
    problem = false;
  } catch {
    problem = true; // no network and no copy
  }
}

async function show() {
  const ids = shownIds();
  const foreign = carried(location.hash).length > 0;
  if (ids.length) await load();
  const known = new Map((copy?.entries ?? []).map((entry) => [entry.id, entry]));
  const entries = ids.map((id) => known.get(id)).filter(Boolean);
  part("list").replaceChildren(...entries.map((entry) => card(entry, foreign)));
  part("other").hidden = !foreign || !entries.length;
  part("empty").hidden = ids.length > 0;
  part("actions").hidden = foreign || !entries.length;
  part("problem").hidden = !(problem && ids.length);
  const lost = copy ? ids.length - entries.length : 0;
  part("lost").hidden = !lost;
  part("lost").querySelector("[data-slot=text]").textContent = fill(words.lost, { n: lost });
  part("count").textContent = ids.length ? fill(words.count, { n: ids.length }) : "";
  prepare(entries);
}

function card(entry, foreign) {
  const made = entryCard(document.getElementById("entry"), entry, words);
  const button = made.querySelector("[data-slot=remove]");
  button.hidden = foreign;
  button.addEventListener("click", () => {
    remove(entry.id);
    say(fill(words.removed, { name: entry.name }));
    part("title").focus();
  });
  return made;
}

// The forms get the ids, and the link to one's own e-mail program the text.
function prepare(entries) {
  for (const fields of page.querySelectorAll("[data-ids]")) {
    fields.replaceChildren(...entries.map(({ id }) => hidden(id)));
  }
  const text = entries.map((entry) => [entry.name, ...(entry.phones ?? []), place(entry), address(entry)].filter(Boolean).join("\n"));
  part("mail").href = `mailto:?subject=${encodeURIComponent(words.subject)}&body=${encodeURIComponent(text.join("\n\n"))}`;
  part("code").replaceChildren();
}

function hidden(id) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "angebot", value: id });
  return field;
}

function place(entry) {
  return [entry.street, entry.town].filter(Boolean).join(", ");
}

function address(entry) {
  return new URL(words.page + entry.id, location.href).href;
}

async function showCode(event) {
  event.preventDefault();
  const form = event.currentTarget;
  try {
    const response = await fetch(form.dataset.code, { method: "POST", body: new URLSearchParams(new FormData(form)) });
    if (!response.ok) throw new Error(String(response.status));
    const drawn = new DOMParser().parseFromString(await response.text(), "text/html").querySelector("svg");
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", words.code);
    part("code").replaceChildren(document.importNode(drawn, true));
    say(words.code_shown);
  } catch {
    say(words.needs_network);
  }
}

function leaveOther() {
  history.replaceState(null, "", location.pathname + location.search);
  part("title").focus();
  return show();
}

// Only what is in the copy: an address that somebody made up cannot put a sensitive offer here.
function takeOver() {
  const known = new Set((copy?.entries ?? []).map(({ id }) => id));
  const together = [...new Set([...saved(), ...carried(location.hash).filter((id) => known.has(id))])];
  save(together);
  leaveOther();
  say(together.length > MOST ? words.full : words.taken);
}

if (available()) {
  part("script").hidden = false;
  part("plain").hidden = true;
  part("print").addEventListener("click", () => print());
  part("clear").addEventListener("click", () => { save([]); say(words.cleared); part("title").focus(); });
  part("take").addEventListener("click", takeOver);
  part("leave").addEventListener("click", leaveOther);
  part("code-form").addEventListener("submit", showCode);
  addEventListener("hashchange", show);
  whenever(show);
}
