// German words for Leaflet's own controls.
L.Control.Zoom.mergeOptions({ zoomInTitle: "Karte vergrößern", zoomOutTitle: "Karte verkleinern" });
L.Popup.mergeOptions({ closeButton: true });
L.Map.mergeOptions({ zoomSnap: 0.5 });
