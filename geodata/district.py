"""A district is a folder: its `district.toml` names it, its sources, thresholds and texts."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geodata.crs import METRIC_SRID, Bounds
from geodata.errors import DistrictError

if TYPE_CHECKING:
    from datetime import date

SHIPPED = Path(__file__).parent / "districts"
DEFAULT = "mayen-koblenz"
ENVIRONMENT_VARIABLE = "SOZIALRAUM_DISTRICT"
VAR_VARIABLE = "SOZIALRAUM_VAR"


@dataclass(frozen=True)
class Source:
    """One outside file of a district, and what must be said about it."""

    name: str
    path: Path
    format: str = ""
    licence: str = ""
    attribution: str = ""
    date: date | None = None
    sample: bool = False
    estimate: bool = False
    options: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class YouthOfficeArea:
    """The municipalities of one Jugendamt, by AGS."""

    name: str
    ags: tuple[str, ...]


@dataclass(frozen=True)
class District:
    """Everything that `district.toml` says; `bounds` already includes the buffer."""

    name: str
    slug: str
    ags: str
    state: str
    srid: int
    timezone: str
    bounds: Bounds
    folder: Path
    sources: dict[str, Source]
    youth_office_areas: tuple[YouthOfficeArea, ...] = ()
    travel: dict[str, Any] = field(default_factory=dict)
    thresholds: dict[str, Any] = field(default_factory=dict)
    typical_days: dict[str, date] = field(default_factory=dict)
    fares: dict[str, Any] = field(default_factory=dict)
    profile: dict[str, Any] = field(default_factory=dict)
    texts: dict[str, Any] = field(default_factory=dict)

    @property
    def var(self) -> Path:
        """The folder for what is built; below the current folder unless SOZIALRAUM_VAR says else."""
        return Path(os.environ.get(VAR_VARIABLE, "var")) / self.slug

    @property
    def timetables(self) -> tuple[Source, ...]:
        """The GTFS feeds, in the order of the file."""
        return tuple(s for name, s in self.sources.items() if name.startswith("timetable"))


def find_district(name_or_folder: str | None = None) -> District:
    """
    Return the district of a shipped name or a folder.

    Without an argument the environment variable SOZIALRAUM_DISTRICT decides, else Mayen-Koblenz.

    Raises
    ------
    DistrictError
        If there is no such folder or its `district.toml` cannot be used.
    """
    wanted = name_or_folder or os.environ.get(ENVIRONMENT_VARIABLE) or DEFAULT
    folder = SHIPPED / wanted if (SHIPPED / wanted / "district.toml").is_file() else Path(wanted)
    if not (folder / "district.toml").is_file():
        message = f"{wanted} is neither a shipped district nor a folder with a district.toml."
        raise DistrictError(message)
    return read_district(folder)


def read_district(folder: Path) -> District:
    """Return the district described by `folder/district.toml`."""
    path = folder / "district.toml"
    try:
        toml = tomllib.loads(path.read_text(encoding="utf-8"))
        return _district(toml, folder.resolve())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"{path.name} of {folder.name} is not valid TOML: {error}."
        raise DistrictError(message) from None
    except KeyError as error:
        message = f"{path.name} of {folder.name} lacks the entry {error}."
        raise DistrictError(message) from None


def _district(toml: dict[str, Any], folder: Path) -> District:
    head = toml["district"]
    return District(
        name=head["name"],
        slug=head.get("slug", folder.name),
        ags=head["ags"],
        state=head["state"],
        srid=head.get("srid", METRIC_SRID),
        timezone=head.get("timezone", "Europe/Berlin"),
        bounds=_bounds(head),
        folder=folder,
        sources={name: _source(name, table, folder) for name, table in toml["sources"].items()},
        youth_office_areas=tuple(
            YouthOfficeArea(area["name"], tuple(area["ags"]))
            for area in toml.get("youth_office_areas", [])
        ),
        travel=toml.get("travel", {}),
        thresholds=toml.get("thresholds", {}),
        typical_days=toml.get("typical_days", {}),
        fares=toml.get("fares", {}),
        profile=toml.get("profile", {}),
        texts=toml.get("texts", {}),
    )


def _bounds(head: dict[str, Any]) -> Bounds:
    if len(head["bounds"]) != 4:  # noqa: PLR2004 - one number a side
        message = f"bounds {head['bounds']} are not four numbers: west, south, east, north."
        raise DistrictError(message)
    west, south, east, north = head["bounds"]
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):  # noqa: PLR2004 - degrees
        message = f"bounds {head['bounds']} are not west, south, east, north in degrees."
        raise DistrictError(message)
    return Bounds(west, south, east, north).widened(head.get("buffer_km", 10.0))


def _source(name: str, table: dict[str, Any], folder: Path) -> Source:
    known = {"path", "format", "licence", "attribution", "date", "sample", "estimate"}
    facts = {key: table[key] for key in known & table.keys() if key != "path"}
    options = {key: value for key, value in table.items() if key not in known}
    return Source(name=name, path=_path(table["path"], folder), options=options, **facts)


def _path(text: str, folder: Path) -> Path:
    """Resolve `$NAME` from the environment and take relative paths from the district folder."""
    expanded = os.path.expandvars(text)
    if "$" in expanded:
        message = f"The path {text} names an environment variable that is not set; please set it."
        raise DistrictError(message)
    path = Path(expanded).expanduser()
    return path if path.is_absolute() else folder / path
