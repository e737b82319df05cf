"""The words of many texts, and which texts each of them stands in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.int64]

SHORTEST_INSIDE = 4  # letters; a shorter word is not found inside others


def stands_in(word: str, text: str) -> bool:
    """Say whether a folded text has the word: a short one as a whole, a longer one in compounds."""
    return word in text if len(word) >= SHORTEST_INSIDE else f" {word} " in f" {text} "


@dataclass(frozen=True)
class Texts:
    """Distinct words with the numbers of the texts they stand in, ascending and each once."""

    count: int = 0
    numbers: dict[str, Numbers] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Texts:
        """Return the words of folded texts."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, text in enumerate(texts):
            for word in set(text.split()):
                found[word].append(number)
        return cls(len(texts), {w: np.array(those, np.int64) for w, those in found.items()})

    def has(self, word: str) -> bool:
        """Say whether a word stands in one of the texts as a whole."""
        return word in self.numbers

    def has_inside(self, word: str) -> bool:
        """Say whether a word stands in one of the texts, inside others where it is long enough."""
        if word in self.numbers:
            return True
        return len(word) >= SHORTEST_INSIDE and any(word in known for known in self.numbers)

    def with_word(self, word: str) -> NDArray[np.bool_]:
        """Return which texts have the word as `stands_in` says, shape (texts,)."""
        found = np.zeros(self.count, dtype=np.bool_)
        if len(word) < SHORTEST_INSIDE:
            known = [word] if word in self.numbers else []
        else:
            known = [one for one in self.numbers if word in one]
        for one in known:
            found[self.numbers[one]] = True
        return found
