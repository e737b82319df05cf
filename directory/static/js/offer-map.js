// Draw offers on the ground of the district. All text goes in as text, never as HTML.
"use strict";

const MARKER_PX = 36;
const CLUSTER_PX = 44;
const TILED = { finest: 18, first: 15 }; // zoom: how near one can get, and how near a map begins
const UNTILED = { finest: 16, first: 12.5 };

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

function clusterIcon(words) {
  return (cluster) => {
    const box = element("div", "", String(cluster.getChildCount()));
    box.append(element("span", "visually-hidden", ` ${words.cluster}`));
    return L.divIcon({ html: box, className: "map-cluster", iconSize: [CLUSTER_PX, CLUSTER_PX] });
  };
}

// The doors stand in the page itself where their address would tell what was searched for.
async function doorsOf({ doors, offers }) {
  return doors ? JSON.parse(doors) : fetched(offers);
}

function markersById(layer) {
  const found = new Map();
  layer.eachLayer((marker) => {
    const { id } = marker.feature.properties;
    found.set(id, [...(found.get(id) ?? []), marker]);
  });
  return found;
}

async function draw(container) {
  const { dataset } = container;
  const words = JSON.parse(dataset.words);
  const map = L.map(container, { attributionControl: false, scrollWheelZoom: false, zoomControl: false });
  L.control.zoom({ zoomInTitle: words.zoom_in, zoomOutTitle: words.zoom_out }).addTo(map);
  const [ground, doors] = await Promise.all([groundOf(dataset, words.attribution), doorsOf(dataset)]);
  const cluster = L.markerClusterGroup({ iconCreateFunction: clusterIcon(words), maxClusterRadius: CLUSTER_PX, showCoverageOnHover: false });
  const signs = L.geoJSON(doors, { pointToLayer: (feature, position) => offerMarker(feature, position, dataset.page) });
  signs.addTo(cluster);
  const found = signs.getLayers().length ? signs.getBounds() : ground.land.getBounds();
  const { finest, first } = ground.tiles ? TILED : UNTILED;
  map.setMaxZoom(finest);
  map.fitBounds(found.isValid() ? found.pad(0.15) : [[47, 6], [55, 15]], { maxZoom: first, animate: false });
  addGround(map, ground);
  cluster.addTo(map);
  L.control.scale().addTo(map);
  keepInStep(cluster, markersById(signs));
}

for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
for (const container of document.querySelectorAll("[data-map]")) {
  draw(container).catch(() => {
    container.closest(".needs-script").hidden = true; // the list beside it says the same
  });
}
