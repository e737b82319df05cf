"""What the filters are called on the page, and which of them are set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext as _
from flask_babel import lazy_gettext as later

from directory.families.filters import BOXES
from directory.families.labels import german_date, language_name
from directory.records.taxonomy import topics

if TYPE_CHECKING:
    from collections.abc import Iterator

    from directory.families.filters import Filters

BOX_NAMES = {
    "open_now": later("jetzt geöffnet"),
    "without_appointment": later("ohne Termin"),
    "free": later("kostenlos"),
    "child_welcome": later("Kind darf mitkommen"),
    "interpreter": later("mit Dolmetschen"),
    "step_free": later("stufenfrei"),
    "remote": later("am Telefon oder online"),
    "in_kita": later("kommt in die Kita"),
}
SORT_NAMES = {
    "passend": later("was am besten passt"),
    "naehe": later("Entfernung"),
    "geoeffnet": later("geöffnet zuerst"),
    "name": later("Name"),
}
# ISO 639-1; the languages that are spoken most in the country, for the list to choose from
SPOKEN = tuple("ar bg bs de el en es fa fr hr it ku nl pl ps pt ro ru so sq sr ti tr uk vi".split())  # noqa: SIM905 - reads as prose


@dataclass(frozen=True)
class Set:
    """A filter that is set: its words, and its name in an address."""

    words: str
    name: str


def set_filters(filters: Filters) -> list[Set]:
    """Return the filters that are set, in the order of the form; the kind stands elsewhere."""
    return list(_set(filters))


def _set(filters: Filters) -> Iterator[Set]:
    if filters.day is not None:
        yield Set(_("am %(day)s", day=german_date(filters.day)), "tag")
    if filters.time is not None:
        yield Set(_("um %(time)s Uhr", time=f"{filters.time:%H:%M}"), "zeit")
    for topic in topics():
        if topic.code == filters.topic:
            yield Set(_(topic.name), "thema")
    if filters.child_age is not None:
        yield Set(_("Kind ist %(years)s Jahre alt", years=f"{filters.child_age:g}"), "alter")
    if filters.language is not None:
        yield Set(_("spricht %(language)s", language=language_name(filters.language)), "gesprochen")
    for field, words in BOX_NAMES.items():
        if getattr(filters, field):
            yield Set(str(words), BOXES[field])
