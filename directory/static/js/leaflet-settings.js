// Settings for every Leaflet map: German words, metres, fine zoom, and no pictures of its own.
L.Control.Zoom.mergeOptions({ zoomInTitle: "Karte vergrößern", zoomOutTitle: "Karte verkleinern" });
L.Control.Scale.mergeOptions({ imperial: false });
L.Map.mergeOptions({ zoomSnap: 0.25 });
L.Marker.mergeOptions({ icon: L.divIcon({ className: "" }) }); // folium sets a default first, then its own
