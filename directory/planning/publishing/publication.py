"""What of the results may be public: no rank, no need, no number that tells of a few people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from directory.planning.publishing.figures import NOTHING, figures_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from directory.planning.publishing.figures import Figure

SHARE_DECIMALS = 2  # whole per cent
PER_CENT = "%"
HEAD = ("district", "ags", "date", "days", "week", "straight_line", "notes", "inputs", "thresholds")
OF_A_KIND = (
    "status", "minutes_pt", "minutes_car", "absence_minutes", "stability", "stability_label",
    "fails_only_in_holidays", "estimate", "sample",
)  # fmt: skip


def public_form(results: Mapping[str, Any]) -> dict[str, Any]:
    """
    Return the results as the public may see them (METHODS §2), in plain data.

    Left out are severity, priority and everything of need; villages stand by their key, in no
    order of merit. Minutes and statuses are always given. A share and its people are given where
    at least 30 persons are meant and nobody could learn of fewer than five; else the share of the
    village and its neighbours together, if that is no secret either.

    Parameters
    ----------
    results
        As a build writes them to `gaps.json`.
    """
    villages = sorted(results["villages"], key=lambda village: village["ags"])
    kinds = list(dict.fromkeys(kind for village in villages for kind in village["kinds"]))
    figures = {kind: figures_of(villages, kind) for kind in kinds}
    return {
        **{name: results.get(name) for name in HEAD},
        "stability_runs": results.get("stability_runs"),
        "kinds": kinds,
        "villages": [_village(village, figures) for village in villages],
    }


def _village(
    village: Mapping[str, Any], figures: Mapping[str, Mapping[str, Figure]]
) -> dict[str, Any]:
    return {
        **{name: village.get(name) for name in ("ags", "name", "association", "population")},
        "kinds": {
            kind: _kind(gap, figures[kind].get(village["ags"], NOTHING))
            for kind, gap in village["kinds"].items()
        },
    }


def _kind(gap: Mapping[str, Any], figure: Figure) -> dict[str, Any]:
    share = figure.share
    return {
        **{name: gap.get(name) for name in OF_A_KIND},
        "reason": _reason(gap, figure),
        "target": None if figure.target is None else round(figure.target),
        "share_failing": None if share is None else round(share, SHARE_DECIMALS),
        "people_failing": None if figure.people is None else round(figure.people),
        "together": _together(figure),
        "withheld": figure.withheld,
        "with_on_demand": _minutes_and_status(gap.get("with_on_demand")),
        "holidays": _minutes_and_status(gap.get("holidays")),
        "days": {
            day: _minutes_and_status(answer) for day, answer in (gap.get("days") or {}).items()
        },
    }


def _reason(gap: Mapping[str, Any], figure: Figure) -> str | None:
    """Return the sentence of the results unless it could tell a share that is withheld."""
    reason = gap.get("reason")
    own = figure.share is not None and not figure.together_with
    silent = reason is not None and PER_CENT not in reason and not any(map(str.isdigit, reason))
    return reason if own or silent else None


def _together(figure: Figure) -> dict[str, Any] | None:
    if not figure.together_with:
        return None
    return {"ags": list(figure.together_ags), "names": list(figure.together_with)}


def _minutes_and_status(answer: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if answer is None:
        return None
    return {"status": answer.get("status"), "minutes_pt": answer.get("minutes_pt")}
