// Buttons "Merken" on offers, and the number beside "Merkliste" in the menu.
// Without script, or where the browser keeps nothing, the same forms send the offer to the server.
import { MOST, add, available, remove, saved, whenever } from "./saved-offers.js";

const forms = [...document.querySelectorAll("form[data-save-offer]")];

function show() {
  const ids = saved();
  for (const form of forms) {
    const on = ids.includes(form.dataset.saveOffer);
    form.querySelector("[data-when=new]").hidden = on;
    form.querySelector("[data-when=saved]").hidden = !on;
  }
  for (const count of document.querySelectorAll("[data-shortlist-count]")) {
    count.textContent = ids.length ? ` (${ids.length})` : "";
  }
}

function toggle(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const id = form.dataset.saveOffer;
  const status = form.querySelector("[role=status]");
  const ids = saved();
  if (ids.includes(id)) {
    remove(id);
    status.textContent = form.dataset.removed;
  } else if (ids.length < MOST) {
    add(id);
    status.textContent = form.dataset.added;
  } else {
    status.textContent = form.dataset.full;
  }
  status.classList.toggle("visually-hidden", ids.length < MOST || ids.includes(id));
}

if (available()) {
  for (const form of forms) form.addEventListener("submit", toggle);
  whenever(show);
}
