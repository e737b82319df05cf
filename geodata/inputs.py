"""The files behind an answer: which they were, how old, under which licence."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

from geodata.errors import MissingInputError

if TYPE_CHECKING:
    from pathlib import Path

    from geodata.district import District

HASH_LENGTH = 16  # hexadecimal digits shown: 64 bits tell files apart


def file_hash(path: Path) -> str:
    """Return the first 16 hexadecimal digits of a file's SHA-256."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:HASH_LENGTH]


def inputs_of(district: District) -> dict[str, dict[str, Any]]:
    """
    Return the files that `district.toml` names, by source name, in plain data.

    Raises
    ------
    MissingInputError
        If a file is not there.
    """
    return {name: _facts(district, name) for name in district.sources}


def _facts(district: District, name: str) -> dict[str, Any]:
    source = district.sources[name]
    if not source.path.is_file():
        message = (
            f"district.toml of {district.slug} names {source.path.name} as {name}, "
            "but there is no such file."
        )
        raise MissingInputError(message)
    return {
        "file": source.path.name,
        "hash": file_hash(source.path),
        "date": None if source.date is None else source.date.isoformat(),
        "licence": source.licence,
        "attribution": source.attribution,
        "sample": source.sample,
        "estimate": source.estimate,
    }
