"""Keep track of the files that were imported: name, hash, licence, age."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from directory.records.area_tables import Dataset
from directory.records.columns import id_from_key
from geodata.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from geodata.district import Source

BY_HAND = "by_hand"  # ends the name of a dataset that a clerk imported apart from the district


def record_source(session: Session, source: Source) -> Dataset:
    """Return the row of a source, brought up to what its file is now; rows are counted later."""
    dataset_id = id_from_key("dataset", source.name)
    dataset = session.get(Dataset, dataset_id) or Dataset(id=dataset_id, name=source.name, rows=0)
    dataset.file_name = source.path.name
    dataset.sha256 = sha256_of(source.path)
    dataset.licence, dataset.attribution = source.licence, source.attribution
    dataset.source_date = source.date
    dataset.sample, dataset.estimate = source.sample, source.estimate
    dataset.imported_at = datetime.now(UTC)
    session.add(dataset)
    session.flush()
    return dataset


def is_by_hand(dataset: Dataset | None) -> bool:
    """Say whether an entry last came from a file that a clerk imported by hand."""
    return dataset is not None and dataset.name.endswith(BY_HAND)


def sha256_of(path: Path) -> str:
    """Return the hash of a file, or raise SourceError where there is none."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        problem = f"cannot be read ({error.strerror})"
        raise SourceError(path, problem, advice="See the path in district.toml.") from None
