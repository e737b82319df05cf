"""
Which ways and kerbs a pushchair or a wheelchair can use: yes, no, or not known.

What is tagged counts, what is not tagged is not known. A way is known to be usable by wheelchair
if a tag says so, or if its surface or smoothness is good and nothing tagged speaks against it;
slope, width and kerbs count where they are tagged, and few are. A carriageway speaks for its
pavement. A pushchair is kept off steps without a ramp, off rough ground and from turnstiles;
everything else is open to it.

References
----------
DIN 18040-3:2014-12 (public space): slope up to 6 %, passages of 0.90 m, kerbs of up to 3 cm.
https://wiki.openstreetmap.org/wiki/Key:wheelchair, …/Key:smoothness (up to "intermediate" for
wheelchairs, up to "bad" for robust wheels), …/Key:kerb, …/Key:surface, …/Key:incline
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import numpy as np

if TYPE_CHECKING:
    import pandas as pd
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    States = NDArray[np.int8]

Wheels = Literal["pushchair", "wheelchair"]
NO, UNKNOWN, YES = 0, 1, 2
MAX_SLOPE_PERCENT = 6.0  # DIN 18040-3, with landings
MIN_WIDTH_M = 0.9  # DIN 18040-3, passages
MAX_KERB_M = 0.03  # DIN 18040-3
_OWN_TAG: dict[Wheels, str] = {"pushchair": "stroller", "wheelchair": "wheelchair"}
_ALLOWED = frozenset({"yes", "designated"})
_SMOOTH = frozenset({"excellent", "good", "intermediate"})
_IMPASSABLE = frozenset({"horrible", "very_horrible", "impassable"})
_ROUGH = frozenset({"bad", "very_bad", *_IMPASSABLE})
_HARD = frozenset(
    {"asphalt", "concrete", "concrete:plates", "paved", "paving_stones", "metal", "tiles", "bricks"}
)
_DEEP = frozenset({"sand", "mud", "rock", "stepping_stones", "snow", "ice"})
_LOOSE = frozenset(
    {
        *("cobblestone", "unhewn_cobblestone", "gravel", "pebblestone", "dirt", "earth", "ground"),
        *("grass", "woodchips", "unpaved", *_DEEP),
    }
)
_FIELD_TRACKS = frozenset({"grade3", "grade4", "grade5"})
_FLAT_KERBS, _HIGH_KERBS = frozenset({"flush", "lowered", "no"}), frozenset({"raised"})
_NARROW = frozenset({"turnstile", "full-height_turnstile", "stile", "kissing_gate"})
_SLALOM = frozenset({"cycle_barrier", "chicane", "motorcycle_barrier"})
_NUMBER = re.compile(r"^([+-]?\d+(?:[.,]\d+)?)\s*(%|°|cm|m)?$")


def ways_for(tags: pd.DataFrame, *, mode: Wheels) -> States:
    """Return NO, UNKNOWN or YES for each way, shape (ways,)."""
    ramp = tags[f"ramp:{_OWN_TAG[mode]}"].isin(_ALLOWED)
    steps = (tags["highway"] == "steps") & ~ramp
    if mode == "pushchair":
        bad = steps | tags["smoothness"].isin(_IMPASSABLE) | tags["surface"].isin(_DEEP)
        state = np.where(bad, NO, YES)
    else:
        state = np.where(ramp, YES, np.where(steps, NO, _by_ground(tags)))
    return _by_own_tag(state, tags[_OWN_TAG[mode]])


def _by_ground(tags: pd.DataFrame) -> States:
    """Return what surface, smoothness, slope and width tell about a wheelchair."""
    smoothness, surface = tags["smoothness"], tags["surface"]
    slope, width = _numbers(tags["incline"], "°"), _numbers(tags["width"], "cm")
    bad = smoothness.isin(_ROUGH) | surface.isin(_LOOSE) | tags["tracktype"].isin(_FIELD_TRACKS)
    bad |= (abs(slope) > MAX_SLOPE_PERCENT) | (width < MIN_WIDTH_M)
    good = smoothness.isin(_SMOOTH) | ((smoothness == "") & surface.isin(_HARD))
    unclear = (tags["incline"] != "") & np.isnan(slope) | (tags["width"] != "") & np.isnan(width)
    states: States = np.where(bad, NO, np.where(good & ~unclear, YES, UNKNOWN)).astype(np.int8)
    return states


def nodes_for(barriers: pd.DataFrame, *, mode: Wheels) -> States:
    """Return NO, UNKNOWN or YES for each barrier or kerb, shape (barriers,)."""
    kind, state = barriers["barrier"], np.full(len(barriers), YES, dtype=np.int8)
    if mode == "wheelchair":
        kerb, height_m = barriers["kerb"], _numbers(barriers["kerb:height"], "cm")
        is_kerb = (kind == "kerb") | (kerb != "")
        unclear = is_kerb & ~kerb.isin(_FLAT_KERBS) & ~(height_m <= MAX_KERB_M)
        state[(unclear | kind.isin(_SLALOM)).to_numpy()] = UNKNOWN
        high = kerb.isin(_HIGH_KERBS) & ~(height_m <= MAX_KERB_M) | (height_m > MAX_KERB_M)
        state[high.to_numpy()] = NO
    state[kind.isin(_NARROW).to_numpy()] = NO
    return _by_own_tag(state, barriers[_OWN_TAG[mode]])


def _by_own_tag(state: NDArray[np.generic], own: pd.Series[str]) -> States:
    """Return the states with the last word for the tag that speaks of the mode itself."""
    state = np.where(own.isin(_ALLOWED), YES, np.where(own == "limited", UNKNOWN, state))
    states: States = np.where(own == "no", NO, state).astype(np.int8)
    return states


def _numbers(texts: pd.Series[str], small_unit: str) -> FloatArray:
    """Return percent of slope or metres; NaN where the text names none."""
    numbers = {text: _number(text, small_unit) for text in texts.unique()}
    return np.array(texts.map(numbers), dtype=np.float64)


def _number(text: str, small_unit: str) -> float:
    found = _NUMBER.match(text.strip())
    if found is None:
        return np.nan
    number = float(found[1].replace(",", "."))
    if found[2] != small_unit:
        return number
    return number / 100 if small_unit == "cm" else 100 * float(np.tan(np.radians(number)))
