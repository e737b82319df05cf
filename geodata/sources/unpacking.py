"""One file out of a zip as it is downloaded: a Shapefile with its companions, a Zensus table."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from geodata.errors import SourceError
from geodata.sources.archives import open_archive

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 1_000_000_000  # the Zensus 2022 grid of 100 m unpacks to about 150 MB


@contextmanager
def unpacked(path: Path, suffix: str, *, preferred: str = "") -> Iterator[Path]:
    """
    Unpack the one file of a kind, and those beside it that differ only in their ending.

    Parameters
    ----------
    path
        The zip.
    suffix
        Ending of the file, in small letters.
    preferred
        Of several such files, the one with this in its name is meant.

    Raises
    ------
    SourceError
        If the zip is refused as dangerous, or not exactly one file is meant.
    """
    with open_archive(path, max_bytes=MAX_BYTES) as archive, TemporaryDirectory() as folder:
        names = [name for name in archive.names() if "__MACOSX" not in name]
        meant = _meant(path, [name for name in names if name.lower().endswith(suffix)], preferred)
        stem = PurePosixPath(meant).with_suffix("")
        for name in names:
            if name == meant or PurePosixPath(name).with_suffix("") == stem:
                (Path(folder) / PurePosixPath(name).name).write_bytes(archive.read(name))
        yield Path(folder) / PurePosixPath(meant).name


def _meant(path: Path, found: list[str], preferred: str) -> str:
    chosen = [name for name in found if preferred in PurePosixPath(name).name]
    if len(found) == 1 or len(chosen) == 1:
        return chosen[0] if len(chosen) == 1 else found[0]
    problem = f"holds {len(found)} files that could be meant" if found else "holds no such file"
    raise SourceError(path, problem, advice="Unpack it and give the file that is meant.")
