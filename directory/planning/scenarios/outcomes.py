"""Who gains and who loses by a scenario, village by village; small numbers keep to themselves."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.measures.thresholds import KINDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from directory.planning.scenarios.evaluating import Compared, Side
    from directory.planning.scenarios.ground import Ground

    FloatArray = NDArray[np.float64]

SMALLEST_SHOWN = 5  # METHODS, § 2: values below 5 are suppressed
PEOPLE_DECIMALS, MINUTE_DECIMALS, SHARE_DECIMALS = 1, 1, 4
LEAST_MINUTES = 0.05  # what is less shows as 0.0


@dataclass(frozen=True)
class VillageChange:
    """
    One village and kind of service without and with a scenario; None where it is unknown.

    Parameters
    ----------
    status, share_failing, minutes
        Each before and after; minutes are those that half of the people need at most.
    people
        Target persons who fail, before and after; both None where they are withheld.
    lifted
        How many more target persons live within the limit of a trip with known hours; negative
        where fewer do.
    minutes_saved
        By how many minutes the way of those becomes shorter who have one before and after, as a
        mean of all of them; negative where it becomes longer.
    withheld
        Whether people and shares are withheld as they would tell of fewer than five.
    """

    ags: str
    name: str
    status: tuple[str, str]
    share_failing: tuple[float | None, float | None]
    people: tuple[float | None, float | None]
    minutes: tuple[float | None, float | None]
    lifted: float | None
    minutes_saved: float | None
    withheld: bool = False

    @property
    def effect(self) -> str:
        """Whether the village gains, loses, does both at once ("mixed"), or stays as it is."""
        rank = {"underserved": 0, "partly": 1, "served": 2}
        steps = [rank.get(status) for status in self.status]
        step = 0 if None in steps else (steps[1] or 0) - (steps[0] or 0)
        signs = {
            int(np.sign(figure))
            for figure in (self.lifted, self.minutes_saved, float(step))
            if figure is not None and abs(figure) >= LEAST_MINUTES
        }
        if signs == {1, -1}:
            return "mixed"
        return {frozenset({1}): "gains", frozenset({-1}): "loses"}.get(frozenset(signs), "same")


@dataclass(frozen=True)
class KindOutcome:
    """
    What a scenario does for one kind of service.

    `lifted` and `fallen` are target persons who no longer fail and who now do; None where they
    would tell of fewer than five. `minutes_saved` adds up over people, once each way.
    """

    kind: str
    villages: tuple[VillageChange, ...]
    lifted: float | None
    fallen: float | None
    minutes_saved: float
    newly_reached: float | None
    on_demand: bool = False

    def changed(self) -> list[VillageChange]:
        """Return the villages in which anything changes, those with the most people first."""
        found = [v for v in self.villages if v.effect != "same" or v.status[0] != v.status[1]]
        return sorted(
            found, key=lambda v: (-abs(v.lifted or 0.0), -abs(v.minutes_saved or 0.0), v.name)
        )


@dataclass(frozen=True)
class _Sums:
    """Sums over the homes of each village, shape (villages,) each; see VillageChange."""

    lifted: FloatArray
    saved: FloatArray
    counted: FloatArray


def outcomes(ground: Ground, compared: Mapping[str, Compared]) -> list[KindOutcome]:
    """Return the outcome for each kind, small numbers withheld; with on-demand after without."""
    found = []
    for kind in [kind for kind in KINDS if kind in compared]:
        one = compared[kind]
        found.append(_outcome(ground, kind, one.before, one.after))
        if one.booked is not None:
            found.append(_outcome(ground, kind, *one.booked, on_demand=True))
    return found


def plain_outcome(outcome: KindOutcome) -> dict[str, Any]:
    """Return an outcome as plain data, rounded as they are shown."""
    villages = [{**asdict(v), "effect": v.effect} for v in outcome.villages]
    return {**asdict(outcome), "villages": villages}


def outcome_of(plain: Mapping[str, Any]) -> KindOutcome:
    """Return the outcome that `plain_outcome` made plain."""
    villages = tuple(_village_of(village) for village in plain["villages"])
    return KindOutcome(**{**plain, "villages": villages})


def _village_of(plain: Mapping[str, Any]) -> VillageChange:
    facts: dict[str, Any] = {n: v for n, v in plain.items() if n != "effect"}
    pairs = {name: tuple(v) for name, v in facts.items() if isinstance(v, list)}
    return VillageChange(**{**facts, **pairs})


def target_people(ground: Ground, kind: str) -> FloatArray:
    """Return the target persons of each home, shape (homes,); 0 where nobody counted them."""
    residents, target = ground.question.residents, ground.question.targets[kind]
    people = residents.sum_of(residents.people)
    nothing = np.zeros_like(people)
    share = np.divide(np.nan_to_num(target), people, out=nothing, where=people > 0)
    return np.asarray(residents.people * share[residents.village])


def people_lifted(ground: Ground, kind: str, before: Side, after: Side) -> tuple[float, float]:
    """
    Return how many target persons no longer fail, and the minutes that all save each way.

    Homes that had no way at all count as lifted where they are within the limit now, and not in
    the minutes.
    """
    limit = ground.question.threshold(kind).public_transport_minutes
    people = target_people(ground, kind)
    failed, fails = (~(s.way_minutes <= limit) for s in (before, after))
    saved = np.nan_to_num(before.way_minutes - after.way_minutes)
    lifted = float(people[failed & ~fails].sum() - people[fails & ~failed].sum())
    return lifted, float((people * saved).sum())


def _outcome(
    ground: Ground, kind: str, before: Side, after: Side, *, on_demand: bool = False
) -> KindOutcome:
    people, limit = (
        target_people(ground, kind),
        ground.question.threshold(kind).public_transport_minutes,
    )
    residents = ground.question.residents
    both = ~np.isnan(before.way_minutes) & ~np.isnan(after.way_minutes)
    saved = np.where(both, before.way_minutes - after.way_minutes, 0.0)
    saved_by_village = residents.sum_of(people * saved)
    failed, fails = (~(s.way_minutes <= limit) for s in (before, after))
    sums = _Sums(
        lifted=residents.sum_of(people * (1.0 * failed - fails)),
        saved=saved_by_village,
        counted=residents.sum_of(people * both),
    )
    villages = [
        _village(ground, kind, number, (before, after), sums)
        for number in range(residents.villages)
    ]
    shown = _withheld(villages, ground.question.targets[kind])
    new = people[np.isnan(before.way_minutes) & ~np.isnan(after.way_minutes)].sum()
    return KindOutcome(
        kind=kind,
        villages=tuple(shown),
        lifted=shown_people(people[failed & ~fails].sum()),
        fallen=shown_people(people[fails & ~failed].sum()),
        minutes_saved=round(float(saved_by_village.sum()), MINUTE_DECIMALS),
        newly_reached=shown_people(new),
        on_demand=on_demand,
    )


def _village(
    ground: Ground, kind: str, number: int, sides: tuple[Side, Side], sums: _Sums
) -> VillageChange:
    village, target = ground.question.villages[number], ground.question.targets[kind][number]
    old, new = (side.gaps[number] for side in sides)
    counted = float(sums.counted[number])
    return VillageChange(
        ags=str(village.ags),
        name=village.name,
        status=(old.status.value, new.status.value),
        share_failing=(
            _rounded(old.share_failing, SHARE_DECIMALS),
            _rounded(new.share_failing, SHARE_DECIMALS),
        ),
        people=(_rounded(old.people_failing), _rounded(new.people_failing)),
        minutes=(_rounded(old.minutes_pt["p50"]), _rounded(new.minutes_pt["p50"])),
        lifted=None if np.isnan(target) else _rounded(float(sums.lifted[number])),
        minutes_saved=_rounded(float(sums.saved[number]) / counted) if counted > 0 else None,
    )


def _withheld(villages: Sequence[VillageChange], target: FloatArray) -> list[VillageChange]:
    """
    Return the villages, people withheld where a figure or a difference tells of fewer than five.

    Where one village alone is withheld, the one with the fewest others is too, so that nobody
    finds it from the sum.
    """
    secret = {n for n, village in enumerate(villages) if _tells(village, float(target[n]))}
    open_ = [n for n, v in enumerate(villages) if n not in secret and v.lifted]
    if len(secret) == 1 and open_ and villages[next(iter(secret))].lifted:
        secret.add(min(open_, key=lambda n: abs(villages[n].lifted or 0.0)))
    return [_without_people(v) if n in secret else v for n, v in enumerate(villages)]


def _tells(village: VillageChange, target: float) -> bool:
    """Say whether a figure of a village is of one to four people."""
    figures = [village.lifted, None if np.isnan(target) else target]
    for failing in village.people:
        others = None if failing is None or np.isnan(target) else target - failing
        figures += [failing, others]
    return any(figure is not None and 0 < abs(figure) < SMALLEST_SHOWN for figure in figures)


def _without_people(village: VillageChange) -> VillageChange:
    return VillageChange(
        ags=village.ags,
        name=village.name,
        status=village.status,
        share_failing=(None, None),
        people=(None, None),
        minutes=village.minutes,
        lifted=None,
        minutes_saved=village.minutes_saved,
        withheld=True,
    )


def shown_people(figure: float) -> float | None:
    """Return a sum of people; None where it would tell of fewer than five."""
    return None if 0 < abs(figure) < SMALLEST_SHOWN else round(float(figure), PEOPLE_DECIMALS)


def _rounded(figure: float | None, decimals: int = PEOPLE_DECIMALS) -> float | None:
    if figure is None or np.isnan(figure):
        return None
    return round(float(figure), decimals)
