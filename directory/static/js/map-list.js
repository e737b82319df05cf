// Map and list in step: what is chosen in one is shown in the other.
"use strict";

const CHOSEN = "offer--chosen";
const BESIDE = "(min-width: 62rem)"; // list and map side by side, as in components.css

function cardOf(id) {
  return document.querySelector(`.offer[data-offer="${CSS.escape(id)}"]`);
}

function choose(id) {
  for (const card of document.querySelectorAll(`.${CHOSEN}`)) card.classList.remove(CHOSEN);
  const card = cardOf(id);
  if (!card) return; // it stands on another page of the list
  card.classList.add(CHOSEN);
  if (matchMedia(BESIDE).matches) card.scrollIntoView({ block: "nearest" });
}

// `markers`: the signs of the map by the id of their offer
function keepInStep(cluster, markers) {
  for (const [id, signs] of markers) {
    for (const sign of signs) sign.on("popupopen", () => choose(id));
    const card = cardOf(id);
    if (!card) continue;
    const raise = (on) => () => signs.forEach((sign) => emphasise(cluster.getVisibleParent(sign), on));
    card.addEventListener("mouseenter", raise(true));
    card.addEventListener("mouseleave", raise(false));
    card.addEventListener("focusin", raise(true));
    card.addEventListener("focusout", raise(false));
  }
}

// The sign itself, or the cluster that stands for it at this zoom.
function emphasise(sign, on) {
  const shown = sign?.getElement?.();
  if (!shown) return;
  shown.classList.toggle("map-marker--chosen", on);
  sign.setZIndexOffset(on ? 1000 : 0);
}
