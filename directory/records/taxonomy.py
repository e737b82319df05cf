"""The words that services are sorted by: four kinds, and the topics of `topics.toml`."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from directory.records.folding import fold

MARK_LETTERS = 6  # of a hash; a test sees that no two topics share a mark
TOPICS_FILE = Path(__file__).with_name("topics.toml")

# code → the German name that pages and tables show
KINDS = {
    "kita": "Kita",
    "counselling": "Beratung",
    "family_education": "Familienbildung",
    "other": "Sonstiges",
}


@dataclass(frozen=True)
class Topic:
    """
    One topic of the curated list.

    Parameters
    ----------
    code
        Never changes; what the data stores.
    name
        What pages show.
    words
        What people type when they mean it.
    sensitive
        Pages about it have neutral titles and are not kept on a device.
    """

    code: str
    name: str
    words: tuple[str, ...]
    sensitive: bool

    @property
    def mark(self) -> str:
        """What addresses say in place of the code, so that nobody reads the topic in them."""
        return hashlib.sha256(self.code.encode()).hexdigest()[:MARK_LETTERS]


@cache
def topics() -> tuple[Topic, ...]:
    """Return the curated list in the order of its file."""
    table = tomllib.loads(TOPICS_FILE.read_text(encoding="utf-8"))
    return tuple(
        Topic(row["code"], row["name"], tuple(row["words"]), row.get("sensitive", False))
        for row in table["topic"]
    )


def topic_named(text: str) -> Topic | None:
    """
    Return the topic whose code or name is this text, whatever its case and umlauts.

    A word that people type for one topic only will do as well; other texts give None.
    """
    return _by_name().get(fold(text))


def topic_marked(text: str) -> Topic | None:
    """Return the topic with this mark or code, as it stands in an address; None for other texts."""
    return next((topic for topic in topics() if text in {topic.mark, topic.code}), None)


@cache
def _by_name() -> dict[str, Topic]:
    owners = Counter(fold(word) for topic in topics() for word in topic.words)
    found = {fold(w): topic for topic in topics() for w in topic.words if owners[fold(w)] == 1}
    found |= {fold(topic.code): topic for topic in topics()}
    return found | {fold(topic.name): topic for topic in topics()}
