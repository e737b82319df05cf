"""Ways on foot, by bicycle and by car: networks of OpenStreetMap and the searches on them."""
