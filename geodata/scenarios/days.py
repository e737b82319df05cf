"""The service days of a district as a scenario sees them: each with its trips and zones added."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING

from geodata.networks import Networks
from geodata.scenarios.extra_trips import with_trip
from geodata.scenarios.overlays import NewTrip
from geodata.timetable.area_service import AreaService, Zone
from geodata.timetable.kept_days import KeptDays

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date

    from geodata.scenarios.overlays import OnDemandZone, Scenario
    from geodata.scenarios.trip_stops import StopFacts
    from geodata.searches.transit import Transit
    from geodata.timetable.service_day import ServiceDay

S_PER_MINUTE = 60


@dataclass(frozen=True)
class OverlaidDays(KeptDays):
    """
    Kept days with what a scenario adds; the files stay untouched.

    Parameters
    ----------
    base
        The days as they are.
    scenario
        Its trips and zones are added.
    stops
        See `with_trip`.
    served
        Whether on-demand areas are served: only then a zone is.
    """

    base: KeptDays
    scenario: Scenario
    stops: Mapping[str, StopFacts]
    served: bool

    def __getitem__(self, day: date) -> ServiceDay:
        known = self.base[day]
        for trip in self.scenario.trips:
            known = with_trip(known, trip, self.stops)
        zones = self.scenario.zones if self.served else ()
        more = [zone_on(zone, day) for zone in zones]
        areas = tuple(area for area in more if area is not None)
        return replace(known, areas=(*known.areas, *areas)) if areas else known

    def pattern(self, pattern: date) -> ServiceDay:
        """Return the day that stands for its pattern."""
        return self[pattern]


def overlaid(
    days: KeptDays, scenario: Scenario, stops: Mapping[str, StopFacts], *, served: bool
) -> OverlaidDays:
    """
    Return kept days as the scenario sees them.

    Dates share a pattern if they did before and the same of what is added runs on them.
    """
    first: dict[Hashable, date] = {}
    pattern_of = {
        day: first.setdefault((pattern, _runs(scenario, day)), day)
        for day, pattern in days.pattern_of.items()
    }
    return OverlaidDays(days.folder, pattern_of, days.names, days, scenario, stops, served)


@dataclass(frozen=True)
class OverlaidNetworks(Networks):
    """Networks of a scenario, asked again and again for the same few days: each is made once."""

    _known: dict[date, Transit] = field(default_factory=dict, compare=False, repr=False)

    def transit(self, day: date) -> Transit:
        """Return public transport on one of all days; the same object for days that are alike."""
        pattern = self.all_days.pattern_of.get(day, day)
        if pattern not in self._known:
            self._known[pattern] = super().transit(pattern)
        return self._known[pattern]


def networks_with(
    networks: Networks, scenario: Scenario, stops: Mapping[str, StopFacts], *, served: bool = False
) -> OverlaidNetworks:
    """
    Return the networks as the scenario sees them.

    With `served` what runs on demand is part of them, zones of the scenario among it; without,
    it is as in the headline and zones change nothing.
    """
    known = networks
    if served and networks.with_on_demand is not None:
        known = networks.with_on_demand
    days = overlaid(known.all_days, scenario, stops, served=served)
    week = {day: days[day] for day in known.days}
    facts = {field.name: getattr(known, field.name) for field in fields(known)}
    return OverlaidNetworks(**facts | {"days": week, "all_days": days, "on_demand_days": None})


def zone_on(zone: OnDemandZone, day: date) -> AreaService | None:
    """Return the service of a zone on a date; None where it does not drive."""
    if day.weekday() not in zone.days:
        return None
    area = Zone(zone.outline)
    span_s = (zone.begins_minutes * S_PER_MINUTE, zone.ends_minutes * S_PER_MINUTE)
    return AreaService(zone.name, area, area, span_s, span_s, zone.lead_minutes * S_PER_MINUTE)


def _runs(scenario: Scenario, day: date) -> tuple[bool, ...]:
    """Say which of what is added by days of the week runs on a date."""
    trips = [trip.days for trip in scenario.trips if isinstance(trip, NewTrip)]
    return tuple(day.weekday() in days for days in (*trips, *(z.days for z in scenario.zones)))
