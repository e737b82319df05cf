"""All pages for planners, in the order of their menu, with the question that each answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, url_for

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Entry:
    """A page: its endpoint, what menus call it, and what it answers."""

    endpoint: str
    name: str
    answer: str

    @property
    def address(self) -> str:
        """Where it is."""
        return url_for(self.endpoint)


CONTENTS = (
    Entry("planning_pages.overview", "Überblick", "Welche Seiten es für die Planung gibt."),
    Entry(
        "planning.gaps",
        "Erreichbarkeit",
        "Aus welchen Gemeinden kommt man ohne Auto zu Kita, Beratung und Familienbildung und wieder nach Hause? Karte und Tabelle; von dort zu jeder Gemeinde.",
    ),
    Entry(
        "planning_profile.profile",
        "Profil",
        "Wie viele Menschen leben hier wie dicht, wie viele Kitas und Angebote gibt es, und in welchen Städten liegen sie?",
    ),
    Entry(
        "planning_clock.clock",
        "Tagesuhr",
        "Zu welcher Stunde kann man dort einen Termin wahrnehmen und kommt wieder nach Hause?",
    ),
    Entry(
        "planning_pages.holidays",
        "Schultag und Ferien",
        "Welche Gemeinden verlieren Verbindungen, wenn die Schulbusse nicht fahren?",
    ),
    Entry(
        "standards.standards",
        "Busangebot",
        "Wie gut ist das Angebot an den Haltestellen, gemessen an Maßstäben mit Quelle?",
    ),
    Entry(
        "planning_equity.equity",
        "Verteilung",
        "Wie viele Plätze oder Angebote kommen auf wen, und wie ungleich ist das verteilt?",
    ),
    Entry(
        "planning_equity.sites",
        "Weitere Orte",
        "Wo würden ein bis fünf weitere Orte am meisten helfen, und was bringt Ihr eigener Plan?",
    ),
    Entry(
        "planning_scenarios.scenarios",
        "Szenarien",
        "Was würde eine Maßnahme ändern: ein Ort, ein Beratungstag, eine Fahrt mehr?",
    ),
    Entry(
        "planning_needs.needs",
        "Bedarf",
        "Wo ist der Bedarf hoch? Aus Kennzahlen, die Sie selbst mitbringen.",
    ),
    Entry(
        "planning_releases.versions",
        "Fassungen",
        "Welche Ergebnisse sind festgehalten, kommentiert, freigegeben? Mit Dateien zum Herunterladen.",
    ),
    Entry(
        "planning_quality.quality",
        "Datenlage",
        "Was wissen wir nicht, worauf beruhen die Zahlen, und was wäre nötig?",
    ),
)


def planner_pages() -> list[Entry]:
    """Return the pages that this app has."""
    return list(_present())


def _present() -> Iterator[Entry]:
    for entry in CONTENTS:
        if entry.endpoint in current_app.view_functions:
            yield entry
