// The ground under the offers: the district's own tiles, or the boundaries of its municipalities.
"use strict";

const PLAIN = { color: "#8a90ab", weight: 1, fillColor: "#ffffff", fillOpacity: 1, interactive: false };
const OVER_TILES = { color: "#6b7193", weight: 1.5, dashArray: "2 4", fill: false, interactive: false };
const LABEL_GAP_PX = 6;
const PMTILES = "PMTiles"; // the first bytes of such a file

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

// Whether the tiles are there: the file may be gone since the page was made.
async function answers(address) {
  try {
    const response = await fetch(address, { headers: { Range: `bytes=0-${PMTILES.length - 1}` } });
    return response.status === 206 && (await response.text()) === PMTILES;
  } catch {
    return false;
  }
}

// The layers of the ground; that of the boundaries tells how far the district goes.
async function groundOf({ boundaries, basemap }, attribution) {
  const [outlines, tiled] = await Promise.all([fetched(boundaries), basemap ? answers(basemap) : false]);
  const land = L.geoJSON(outlines, { style: () => (tiled ? OVER_TILES : PLAIN) });
  return { land, outlines, tiles: tiled ? basemapLayer(basemap, attribution) : null };
}

function addGround(map, { land, outlines, tiles }) {
  map.createPane("names").style.zIndex = 450; // above the ground, below the signs
  map.getPane("names").style.pointerEvents = "none";
  if (tiles) {
    tiles.addTo(map);
    L.control.attribution({ prefix: false }).addAttribution(tiles.options.attribution).addTo(map);
  }
  land.addTo(map);
  if (!tiles && outlines.features.length) labelled(map, outlines);
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
