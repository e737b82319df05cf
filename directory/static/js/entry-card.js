// One offer of the copy as a card. All of it goes in as text, never as HTML.
const language = document.documentElement.lang;
const DAY_MS = 24 * 60 * 60 * 1000;
const A_MONDAY = Date.UTC(2024, 0, 1);

// Clone the page's template and fill it; `words` has the names of codes in the page's language.
export function entryCard(template, entry, words) {
  const card = template.content.firstElementChild.cloneNode(true);
  card.dataset.offer = entry.id;
  const sign = card.querySelector(".kind-sign");
  sign.classList.add(`kind-sign--${entry.kind}`);
  sign.querySelector("use").setAttribute("href", `#symbol-${entry.kind}`);
  const link = card.querySelector("[data-slot=name]");
  link.href = words.page + entry.id;
  const texts = {
    kind: words.kinds[entry.kind],
    organization: entry.organization,
    name: entry.name,
    topics: (entry.topics ?? []).map((code) => words.topics[code] ?? code).join(", "),
    description: entry.description,
  };
  for (const [slot, text] of Object.entries(texts)) put(card.querySelector(`[data-slot=${slot}]`), text);
  fillFacts(card, entry, words);
  fillMarks(card, entry, words);
  return card;
}

function fillFacts(card, entry, words) {
  const facts = {
    phones: (entry.phones ?? []).map(phoneLink),
    email: entry.email ? [link(`mailto:${entry.email}`, entry.email)] : [],
    web: entry.web ? [link(entry.web, entry.web)] : [], // http or https: the server saw to it
    address: lines([entry.street, entry.town]),
    delivery: entry.delivery === "place" ? [] : lines([words.deliveries[entry.delivery]]),
    hours: hours(entry, words),
    holiday_note: lines([entry.holiday_note]),
    what_happens: lines([entry.what_happens]),
    for_whom: lines([entry.for_whom]),
    catchment: lines([entry.catchment]),
    waiting_weeks: asOf(entry.waiting_weeks, entry, words),
    places_free: asOf(entry.places_free, entry, words),
    anonymous: lines([entry.anonymous ? words.yes : ""]),
    orientation: lines([entry.orientation]),
    appointment: lines([entry.appointment]),
    cost: lines([(entry.cost ?? []).join(", ")]),
    languages: lines([(entry.languages ?? []).map(languageName).join(", ")]),
    documents: lines(entry.documents ?? []),
  };
  for (const row of card.querySelectorAll("[data-fact]")) {
    const parts = facts[row.dataset.fact];
    row.hidden = !parts.length;
    row.querySelector("dd").replaceChildren(...parts);
  }
}

// A number that changes, with the day on which it was true.
function asOf(number, entry, words) {
  const day = entry.capacity_on ? ` ${words.as_of.replace("{day}", date(entry.capacity_on))}` : "";
  return number ? lines([`${number}${day}`]) : [];
}

function fillMarks(card, entry, words) {
  const confirmed = entry.confirmed_on && Date.now() - Date.parse(entry.confirmed_on) <= words.doubtful_days * DAY_MS;
  const text = confirmed ? words.confirmed.replace("{day}", date(entry.confirmed_on)) : words.unconfirmed;
  put(card.querySelector("[data-slot=freshness]"), text);
  card.querySelector("[data-slot=sample]").hidden = !entry.sample;
}

function hours(entry, words) {
  const days = new Map();
  for (const [weekday, opens, closes, appointment] of entry.hours ?? []) {
    const window = `${clock(opens)}–${clock(closes)}${appointment ? ` (${words.by_appointment})` : ""}`;
    days.set(weekday, [...(days.get(weekday) ?? []), window]);
  }
  const rows = [...days].map(([weekday, windows]) => `${weekdayName(weekday)} ${windows.join(", ")}`);
  return lines(rows.length ? rows : [entry.hours_text || words.hours_unknown]);
}

export function date(iso) {
  return new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" }).format(Date.parse(iso));
}

function weekdayName(weekday) {
  const day = A_MONDAY + weekday * DAY_MS;
  return new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }).format(day);
}

function clock(minutes) {
  const hour = Math.floor(minutes / 60);
  return `${minutes > 24 * 60 ? hour - 24 : hour}:${String(minutes % 60).padStart(2, "0")}`;
}

function languageName(code) {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code);
  } catch {
    return code; // no code that a browser knows
  }
}

function phoneLink(number) {
  return link(`tel:${number.replace(/(?!^\+)\D/g, "")}`, number);
}

function link(address, text) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = text;
  const line = document.createElement("div");
  line.append(made);
  return line;
}

function lines(texts) {
  return texts.filter(Boolean).map((text) => {
    const line = document.createElement("div");
    line.textContent = text;
    return line;
  });
}

function put(element, text) {
  element.textContent = text ?? "";
  element.hidden = !text;
}
