// The page "Ohne Netz": makes and deletes the copy on this device, and searches in it.
import { directoryCopy, fitting } from "./directory-copy.js";
import { date, entryCard } from "./entry-card.js";

const PREFIX = "sozialraum-"; // of our caches, as in service-worker.js
const SHOWN = 20;
const page = document.querySelector("[data-offline]");
const words = JSON.parse(page.dataset.words);
const part = (name) => page.querySelector(`[data-part=${name}]`);
const say = (text) => { part("status").textContent = text; };
let copy = null;
let install = null; // what Chromium offers for "put among the apps"

async function isKept() {
  return (await caches.keys()).some((name) => name.startsWith(PREFIX));
}

async function show() {
  const kept = await isKept();
  part("keep").hidden = kept;
  part("forget").hidden = !kept;
  part("search").hidden = !kept;
  if (!kept) return;
  copy = await directoryCopy(page.dataset.copy);
  part("state").textContent = words.state.replace("{n}", copy.entries.length).replace("{day}", date(copy.made_on));
  showAsked();
  list();
}

// Without a network this page answers for others: then show the offer that was asked for.
function showAsked() {
  const id = location.pathname.match(/\/angebot\/([0-9a-f-]{36})$/)?.[1];
  const elsewhere = location.pathname !== new URL(page.dataset.offline, location.href).pathname;
  part("no-network").hidden = !elsewhere;
  const entry = copy.entries.find((one) => one.id === id);
  part("asked").replaceChildren(...(entry ? [card(entry)] : []));
}

function card(entry) {
  const made = entryCard(document.getElementById("entry"), entry, words);
  made.querySelector("[data-slot=remove]").remove();
  return made;
}

function list() {
  const hits = fitting(copy.entries, part("words").value, words);
  part("list").replaceChildren(...hits.slice(0, SHOWN).map(card));
  const text = hits.length > SHOWN ? words.first : words.found;
  part("found").textContent = hits.length ? text.replace("{n}", hits.length).replace("{shown}", SHOWN) : words.nothing;
}

async function keep() {
  part("keep").disabled = true;
  say(words.loading);
  try {
    const registration = await navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope });
    await ready(registration);
    say(words.kept);
  } catch {
    await forget();
    say(words.failed);
  }
  part("keep").disabled = false;
  await show();
}

// A worker is active once it has kept everything; one that fails becomes redundant.
function ready(registration) {
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (worker.state === "activated") resolve();
      if (worker.state === "redundant") reject(new Error(worker.state));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

async function forget() {
  const scope = new URL(page.dataset.scope, location.href).href;
  const ours = (await navigator.serviceWorker.getRegistrations()).filter((one) => one.scope === scope);
  await Promise.all(ours.map((registration) => registration.unregister()));
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX));
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function forgetOnRequest() {
  await forget();
  copy = null;
  say(words.forgotten);
  await show();
  part("title").focus();
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  install = event;
  part("install").hidden = false;
});

if ("serviceWorker" in navigator && "caches" in window) {
  part("script").hidden = false;
  part("plain").hidden = true;
  part("keep").addEventListener("click", keep);
  part("forget").addEventListener("click", forgetOnRequest);
  part("install").addEventListener("click", () => install.prompt());
  part("words").addEventListener("input", list);
  part("search").addEventListener("submit", (event) => event.preventDefault());
  show().catch(() => say(words.failed));
}
