// How the district's own tiles are drawn: pale, so that the signs of the offers stand out.
"use strict";

const LAND_COLOUR = "#f6f6f2";
const LETTERS = "#3b3f55";
const FONT = '"Fira Sans", system-ui, sans-serif';

function land(dataLayer, fill) {
  return { dataLayer, symbolizer: new protomapsL.PolygonSymbolizer({ fill }) };
}

// `widths`: pairs of zoom and pixels
function line(dataLayer, color, widths, more = {}) {
  const width = protomapsL.linear(widths);
  return { dataLayer, symbolizer: new protomapsL.LineSymbolizer({ color, width, lineCap: "round", lineJoin: "round", ...more }) };
}

function placeNames(dataLayer, font, minzoom = 0) {
  return {
    dataLayer,
    minzoom,
    symbolizer: new protomapsL.CenteredTextSymbolizer({ labelProps: ["name"], font: `${font} ${FONT}`, fill: LETTERS, stroke: "#ffffff", width: 3, lineHeight: 1.2 }),
  };
}

function streetNames(dataLayer, minzoom) {
  return {
    dataLayer,
    minzoom,
    symbolizer: new protomapsL.LineLabelSymbolizer({ labelProps: ["name"], font: `400 12px ${FONT}`, fill: LETTERS, stroke: "#ffffff", width: 3 }),
  };
}

const paintRules = () => [
  land("settled", "#eceae3"),
  land("green", "#e6eedb"),
  land("wood", "#d5e5cd"),
  land("water", "#bcd8ea"),
  line("stream", "#bcd8ea", [[12, 0.5], [16, 2]]),
  line("river", "#bcd8ea", [[8, 1], [16, 6]]),
  land("building", "#ddd8cf"),
  line("path", "#cfc8ba", [[13, 0.6], [17, 2.5]], { dash: [3, 2], dashColor: "#b9b1a2", dashWidth: 1 }),
  line("street", "#d5d2c8", [[11, 0.5], [14, 3], [17, 11]]),
  line("street", "#ffffff", [[11, 0], [14, 2], [17, 9]]),
  line("middle_road", "#c9c4b6", [[9, 0.7], [14, 5], [17, 14]]),
  line("middle_road", "#ffffff", [[9, 0], [14, 3.6], [17, 12]]),
  line("main_road", "#c8b37c", [[8, 0.8], [14, 6], [17, 16]]),
  line("main_road", "#fbefc9", [[8, 0.4], [14, 4.4], [17, 14]]),
  line("motorway", "#b98d62", [[7, 0.9], [14, 7], [17, 18]]),
  line("motorway", "#f5d3ad", [[7, 0.5], [14, 5], [17, 16]]),
  line("railway", "#9a9a9a", [[9, 0.6], [16, 2]]),
];

const labelRules = () => [
  placeNames("town", "600 16px"),
  placeNames("village", "600 13px", 10),
  placeNames("hamlet", "400 12px", 13),
  streetNames("main_road", 14),
  streetNames("middle_road", 14),
  streetNames("street", 15),
];

// The layer of tiles; its names are drawn with the letters of the page, so no other server is asked.
function basemapLayer(address, attribution) {
  return protomapsL.leafletLayer({
    url: address,
    maxDataZoom: 14,
    backgroundColor: LAND_COLOUR,
    paintRules: paintRules(),
    labelRules: labelRules(),
    attribution,
  });
}
