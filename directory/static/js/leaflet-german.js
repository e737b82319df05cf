// German words and metres for Leaflet's own controls.
L.Control.Zoom.mergeOptions({ zoomInTitle: "Karte vergrößern", zoomOutTitle: "Karte verkleinern" });
L.Control.Scale.mergeOptions({ imperial: false });
L.Map.mergeOptions({ zoomSnap: 0.25 });
