// Draw offers on a plain ground of municipalities. All text goes in as text, never as HTML.
"use strict";

const GROUND = { color: "#8a90ab", weight: 1, fillColor: "#ffffff", fillOpacity: 1, interactive: false };
const MARKER_PX = 36;
const LABEL_GAP_PX = 6;

async function fetched(address) {
  const response = await fetch(address, { headers: { Accept: "application/geo+json" } });
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.json();
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function kindSign(kind) {
  const name = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(name, "svg");
  svg.setAttribute("class", `symbol kind-sign kind-sign--${kind}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(name, "use");
  use.setAttribute("href", `#symbol-${kind}`);
  svg.append(use);
  return svg;
}

function popup(properties, page) {
  const box = element("div");
  const link = element("a", "", properties.name);
  link.href = page + encodeURIComponent(properties.id);
  const strong = element("strong");
  strong.append(link);
  box.append(strong, element("span", "", properties.city));
  return box;
}

function offerMarker(feature, position, page) {
  const { name, kind, city } = feature.properties;
  const icon = L.divIcon({ html: kindSign(kind), className: "map-marker", iconSize: [MARKER_PX, MARKER_PX] });
  const marker = L.marker(position, { icon, title: `${name}, ${city}`, riseOnHover: true });
  marker.bindPopup(() => popup(feature.properties, page), { closeButton: false });
  return marker;
}

function clusterIcon(cluster) {
  const box = element("div", "", String(cluster.getChildCount()));
  box.append(element("span", "visually-hidden", " Angebote, zum Vergrößern öffnen"));
  return L.divIcon({ html: box, className: "map-cluster", iconSize: [44, 44] });
}

function overlaps(a, b) {
  return a.left < b.right + LABEL_GAP_PX && b.left < a.right + LABEL_GAP_PX && a.top < b.bottom && b.top < a.bottom;
}

// Names of municipalities, the most populous first, as many as find room.
function labelled(map, ground) {
  const names = ground.features.map((f) => f.properties).sort((a, b) => b.people - a.people);
  const labels = names.map(({ name, label }) => {
    const icon = L.divIcon({ html: element("span", "", name), className: "map-label", iconSize: null });
    return L.marker([label[1], label[0]], { icon, interactive: false, keyboard: false, pane: "names" }).addTo(map);
  });
  const arrange = () => {
    const taken = [];
    for (const marker of labels) {
      const span = marker.getElement().firstChild;
      span.hidden = false;
      const box = span.getBoundingClientRect();
      span.hidden = taken.some((other) => overlaps(box, other));
      if (!span.hidden) taken.push(box);
    }
  };
  map.on("zoomend", arrange);
  arrange();
}

async function draw(container) {
  const { boundaries, offers, page } = container.dataset;
  const map = L.map(container, { attributionControl: false, scrollWheelZoom: false, maxZoom: 16 });
  map.createPane("names").style.zIndex = 450; // above the ground, below the signs
  map.getPane("names").style.pointerEvents = "none";
  const [ground, doors] = await Promise.all([fetched(boundaries), fetched(offers)]);
  const land = L.geoJSON(ground, { style: () => GROUND }).addTo(map);
  const cluster = L.markerClusterGroup({ iconCreateFunction: clusterIcon, maxClusterRadius: 44, showCoverageOnHover: false });
  L.geoJSON(doors, { pointToLayer: (feature, position) => offerMarker(feature, position, page) }).addTo(cluster);
  const found = cluster.getLayers().length ? cluster.getBounds() : land.getBounds();
  map.fitBounds(found.isValid() ? found.pad(0.15) : [[47, 6], [55, 15]], { maxZoom: 12.5 });
  cluster.addTo(map);
  L.control.scale().addTo(map);
  if (ground.features.length) labelled(map, ground);
}

for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
for (const container of document.querySelectorAll("[data-map]")) {
  draw(container).catch(() => {
    container.closest(".needs-script").hidden = true; // the list beside it says the same
  });
}
