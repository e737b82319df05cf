// The copy of the directory: all offers in words, from the network or from what this device keeps.
const FORM = 1; // as in directory/families/device/copying.py

export async function directoryCopy(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  const copy = await response.json();
  if (copy.form !== FORM) throw new Error(`${address}: form ${copy.form}`);
  return copy;
}

// As directory/records/folding.py: small letters, no umlauts, no accents.
export function fold(text) {
  const small = text.normalize("NFC").toLowerCase();
  const spelled = small.replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue").replaceAll("ß", "ss");
  return spelled.normalize("NFKD").replace(/\p{M}+/gu, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

// The entries in which every word that was typed occurs; those that have it in their name come first.
export function fitting(entries, typed, words) {
  const wanted = fold(typed).split(" ").filter(Boolean);
  const hits = entries.filter((entry) => {
    const text = fold(textOf(entry, words));
    return wanted.every((word) => text.includes(word));
  });
  const named = (entry) => wanted.some((word) => fold(entry.name).includes(word));
  return wanted.length ? [...hits.filter(named), ...hits.filter((entry) => !named(entry))] : hits;
}

function textOf(entry, words) {
  const topics = (entry.topics ?? []).flatMap((code) => [words.topics[code] ?? "", code]);
  const own = [entry.name, entry.organization, entry.description, entry.for_whom, entry.town, entry.street];
  return [words.kinds[entry.kind], ...topics, ...own].join(" ");
}
