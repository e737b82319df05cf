"""The figures of a village for one kind of service: minutes, shares, severity, how sure it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.planning.labels import minutes, percent, target_name
from directory.planning.secrecy import counted, withheld
from directory.planning.villages.figures import HOURS, PEOPLE, WAYS, Figure

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.planning.villages.figures import Grounds

    Gap = Mapping[str, Any]

HALF = "Je Zelle die kürzeste Rundfahrt, deren längerer Weg zählt; dann so gewichtet nach Menschen, dass die Hälfte (neun von zehn) höchstens so lange braucht. Wo es keine Verbindung gibt, zählt der Weg als unendlich lang."
STABILITY = {"robust": "sicher", "uncertain": "unsicher", "unstable": "sehr unsicher"}
TOO_FEW = "nicht gezeigt (zu wenige Menschen)"
ALL = (*WAYS, *HOURS, *PEOPLE)


def reach_figures(village: Mapping[str, Any], kind: str, grounds: Grounds) -> list[Figure]:
    """Return the figures of a kind, each with how it was computed."""
    gap, target = village["kinds"][kind], village["target"].get(kind)
    marks = tuple(
        word for word, is_so in (("Schätzung", gap["estimate"]), ("Muster", gap["sample"])) if is_so
    )
    secret = withheld(gap, target)
    return [
        *_share_figures(gap, target, marks, grounds, secret=secret),
        *_minute_figures(gap, marks, grounds),
        *_priority_figures(gap, marks, grounds, secret=secret),
    ]


def _share_figures(
    gap: Gap, target: float | None, marks: tuple[str, ...], grounds: Grounds, *, secret: bool
) -> list[Figure]:
    group = target_name(grounds.threshold.target)
    share = "Summe der Zielgruppe in den Zellen, die die Grenze nicht halten, geteilt durch die Summe der Zielgruppe aller Zellen der Gemeinde."
    small = " Unter 30 Personen steht der Anteil nur zusammen mit Nachbargemeinden; Zahlen unter 5 werden nie gezeigt."
    days, how = grounds.week, grounds.how
    shares = (
        ("Anteil mit Lücke", "share_failing", "Eine der beiden Grenzen ist nicht gehalten. "),
        ("davon: Weg zu lang", "share_failing_k1", "K1: der längere der beiden Wege. "),
        ("davon: keine nutzbare Zeit", "share_failing_k2", "K2: hin, bleiben und zurück. "),
    )
    return [
        Figure(
            f"Zielgruppe: {group}",
            counted(target),
            how(
                "Altersgruppe der amtlichen Statistik, auf die heutige Einwohnerzahl umgerechnet.",
                *PEOPLE,
            ),
            ("Schätzung",),
        ),
        *(
            Figure(
                label,
                TOO_FEW if secret else percent(gap.get(name)),
                how(words + share + small, *ALL, limits=True, days=days),
                marks,
            )
            for label, name, words in shares
        ),
        Figure(
            "Personen mit Lücke",
            TOO_FEW if secret else counted(gap.get("people_failing")),
            how("Anteil mal Zielgruppe." + small, *ALL, limits=True, days=days),
            marks,
        ),
    ]


def _minute_figures(gap: Gap, marks: tuple[str, ...], grounds: Grounds) -> list[Figure]:
    how, days = grounds.how, grounds.week
    by_bus, by_car, away = (
        gap.get(name) or {} for name in ("minutes_pt", "minutes_car", "absence_minutes")
    )
    ratio = (gap.get("ratio_pt_car") or {}).get("p50")
    return [
        Figure(
            "Weg mit Bus, Bahn, zu Fuß",
            _half_and_most(by_bus),
            how(HALF, *ALL, days=days),
            marks,
        ),
        Figure(
            "Abwesenheit von zu Hause",
            _half_and_most(away),
            how(
                "Von der Abfahrt zu Hause bis zur Rückkehr, bei derselben Rundfahrt. " + HALF,
                *ALL,
                days=days,
            ),
            marks,
        ),
        Figure(
            "Weg mit dem Auto (daneben)",
            _half_and_most(by_car),
            how(
                "Kürzeste Fahrzeit zum nächsten Angebot; sie geht in kein Ergebnis ein. " + HALF,
                *("streets", *PEOPLE),
            ),
            marks,
        ),
        Figure(
            "Verhältnis Bus zu Auto",
            "–" if ratio is None else f"{ratio:.1f}-mal so lang".replace(".", ","),
            how("Je Zelle Minuten mit Bus durch Minuten mit Auto; gezeigt ist die Mitte.", *ALL),
            marks,
        ),
    ]


def _priority_figures(
    gap: Gap, marks: tuple[str, ...], grounds: Grounds, *, secret: bool
) -> list[Figure]:
    how, days, parts = grounds.how, grounds.week, gap.get("priority_parts") or {}
    factor = parts.get("need_factor")
    runs, stability = grounds.results.stability_runs, gap.get("stability")
    label = STABILITY.get(gap.get("stability_label") or "", "")
    sure = "–" if stability is None else f"in {percent(stability)} der Läufe dasselbe ({label})"
    return [
        Figure(
            "Schwere",
            TOO_FEW if secret else _decimal(gap.get("severity")),
            how(
                "FGT1: je Zelle Minuten über der Grenze geteilt durch die Grenze, höchstens 1, gemittelt über die Zielgruppe. 0 heißt: niemand liegt darüber.",
                *ALL,
                limits=True,
                days=days,
            ),
            marks,
        ),
        Figure(
            "Rang (Priorität)",
            TOO_FEW if secret else _decimal(gap.get("priority")),
            how(
                "Schwere mal betroffene Kinder unter 6 mal Bedarfsfaktor"
                + ("" if factor is None else f" ({_decimal(factor)})")
                + ". Der Bedarfsfaktor ist 1, solange keine Kennzahlen eingelesen sind.",
                *ALL,
                limits=True,
                days=days,
            ),
            marks,
        ),
        Figure(
            "Wie sicher ist das Ergebnis?",
            sure,
            how(
                f"Noch einmal gerechnet mit anderen Annahmen{'' if runs is None else f', {runs} Läufe'}: Grenzen ± 5 und ± 10 Minuten, Gehen mit 3,6 und 4,8 km/h, Umsteigen in 2 und 5 Minuten, andere Zellen, nächstes und zweitnächstes Angebot. Ab 90 % sicher, von 50 bis 90 % unsicher, darunter sehr unsicher.",
                *ALL,
                limits=True,
                days=days,
            ),
            marks,
        ),
    ]


def _half_and_most(span: Mapping[str, float | None]) -> str:
    half, most = (span.get(name) for name in ("p50", "p90"))
    return f"{minutes(half)} / {minutes(most)} Min. (Hälfte / neun von zehn)"


def _decimal(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".replace(".", ",")
