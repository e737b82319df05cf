"""Import outside files into the records: every row is taken or reported."""

from directory.records.importing.areas import import_boundaries, tie_areas
from directory.records.importing.district import import_district, is_current
from directory.records.importing.events import import_events
from directory.records.importing.people import (
    import_cell_frame,
    import_cells,
    import_parts,
    import_population,
)
from directory.records.importing.places import import_places, import_stops
from directory.records.importing.report import ImportReport, any_rejected
from directory.records.importing.services import import_kitas, import_services

__all__ = [
    "ImportReport",
    "any_rejected",
    "import_boundaries",
    "import_cell_frame",
    "import_cells",
    "import_district",
    "import_events",
    "import_kitas",
    "import_parts",
    "import_places",
    "import_population",
    "import_services",
    "import_stops",
    "is_current",
    "tie_areas",
]
