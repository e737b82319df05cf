// The Merkliste: ids of offers, kept on this device only and never sent by itself.
const KEY = "sozialraum-merkliste";
const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const SHORT = /^[A-Za-z0-9_-]{22}$/; // base64url of the 16 bytes of an id

export const MOST = 30;

// Whether this browser keeps anything; where it does not, forms send the ids instead.
export function available() {
  try {
    localStorage.setItem(`${KEY}-probe`, "");
    localStorage.removeItem(`${KEY}-probe`);
    return true;
  } catch {
    return false;
  }
}

export function saved() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return [...new Set(ids.filter((id) => ID.test(id)))].slice(0, MOST);
  } catch {
    return []; // somebody else's text under our name
  }
}

export function save(ids) {
  if (ids.length) localStorage.setItem(KEY, JSON.stringify([...new Set(ids)].slice(0, MOST)));
  else localStorage.removeItem(KEY); // an empty list leaves nothing behind
  dispatchEvent(new Event("saved-offers"));
}

export function add(id) {
  save([...saved(), id]);
}

export function remove(id) {
  save(saved().filter((other) => other !== id));
}

// Call a function now and whenever the list changes, in another window too.
export function whenever(changed) {
  addEventListener("saved-offers", changed);
  addEventListener("storage", (event) => event.key === KEY && changed());
  changed();
}

// The ids that an address carries behind its "#".
export function carried(hash) {
  const ids = hash.replace(/^#/, "").split(".").filter((part) => SHORT.test(part)).map(whole);
  return [...new Set(ids)].slice(0, MOST);
}

function whole(short) {
  const bytes = atob(short.replaceAll("-", "+").replaceAll("_", "/"));
  const digits = Array.from(bytes, (byte) => byte.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
