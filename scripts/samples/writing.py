"""Files that come out the same, byte for byte, whenever they are written."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FIXED_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a zip can hold


def table_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as comma-separated text with a header; None becomes an empty cell."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write rows as a comma-separated UTF-8 file."""
    path.write_bytes(table_text(columns, rows).encode())


def write_features(path: Path, features: Sequence[Mapping[str, Any]]) -> None:
    """Write GeoJSON features, one a line, so that a change is readable."""
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_bytes(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'.encode())


def write_archive(path: Path, texts: Mapping[str, str]) -> None:
    """Write texts as the files of a zip, by name, all with the same fixed time stamp."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(texts):
            member = zipfile.ZipInfo(name, date_time=FIXED_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o644 << 16
            archive.writestr(member, texts[name].encode(), compresslevel=9)
