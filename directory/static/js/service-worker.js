// Answers without a network from what the person has asked to keep on this device (page "Ohne Netz").
// The line above these comes from the server: KEPT = {version, root, languages, files, pages, copy}.
// Only files, two pages and the copy are kept, never a page that was visited: what a person has looked
// at leaves no trace, and nothing sensitive is in the copy.
"use strict";

const PREFIX = "sozialraum-";
const CACHE = PREFIX + KEPT.version;
const DAY_MS = 24 * 60 * 60 * 1000;

// An address without its language: /tr/static/css/base.css and /static/css/base.css are one file.
function withoutLanguage(path) {
  const [code, ...rest] = path.slice(KEPT.root.length).split("/");
  return KEPT.languages.includes(code) ? KEPT.root + rest.join("/") : path;
}

function languageOf(path) {
  const code = path.slice(KEPT.root.length).split("/")[0];
  return KEPT.languages.includes(code) ? `${code}/` : "";
}

async function keepAll() {
  const cache = await caches.open(CACHE);
  await cache.addAll([...KEPT.files, ...KEPT.pages, KEPT.copy].map((address) => new Request(address, { cache: "no-cache" })));
}

async function forgetOlder() {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(names.map((name) => caches.delete(name)));
  await clients.claim();
}

// Once a day, when a page has come over the network, the copy is fetched again.
async function renew() {
  const kept = await (await caches.open(CACHE)).match(KEPT.copy);
  const made = kept ? Date.parse(kept.headers.get("date")) : 0;
  if (!(Date.now() - made < DAY_MS)) await keepAll().catch(() => {}); // another time
}

async function page(request, event) {
  try {
    const response = await fetch(request);
    event.waitUntil(renew());
    return response;
  } catch (error) {
    const cache = await caches.open(CACHE);
    const { pathname } = new URL(request.url);
    const language = languageOf(pathname);
    const list = withoutLanguage(pathname) === `${KEPT.root}merkliste`;
    const kept = await cache.match(`${KEPT.root}${language}${list ? "merkliste" : "ohne-netz"}`);
    if (!kept) throw error;
    return kept;
  }
}

async function file(request, path) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(CACHE)).match(path);
    if (!kept) throw error;
    return kept;
  }
}

self.addEventListener("install", (event) => event.waitUntil(keepAll().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(forgetOlder()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(page(request, event));
    return;
  }
  const path = withoutLanguage(address.pathname);
  if (path === KEPT.copy || KEPT.files.includes(path)) event.respondWith(file(request, path));
});
