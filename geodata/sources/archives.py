"""Zip files opened with care: nothing leaves the folder, nothing unpacks without measure."""

from __future__ import annotations

import stat
import zipfile
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from geodata.errors import SourceError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

MAX_FILES = 200
MAX_BYTES = 4_000_000_000  # the GTFS of all of Germany unpacks to about 3 GB
STEP = 1 << 20  # bytes read at a time
ENCRYPTED = 0x1  # flag bit 0, APPNOTE.TXT 4.4.4


@dataclass
class Archive:
    """An open zip whose members may be read; use it in a `with` statement."""

    path: Path
    zip_file: zipfile.ZipFile
    max_bytes: int
    bytes_read: int = 0

    def names(self) -> tuple[str, ...]:
        """Return the names of the files in the zip, folders left out."""
        return tuple(info.filename for info in self.zip_file.infolist() if not info.is_dir())

    def read(self, name: str) -> bytes:
        """
        Return a member's content, counting real bytes: a declared size may lie.

        Raises
        ------
        SourceError
            If the member is damaged or all members read so far exceed the limit.
        """
        parts = []
        try:
            with self.zip_file.open(name) as member:
                while part := member.read(STEP):
                    self.bytes_read += len(part)
                    if self.bytes_read > self.max_bytes:
                        raise _too_large(self.path, self.max_bytes)
                    parts.append(part)
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError) as error:
            raise SourceError(self.path, f"the file {name} in it is damaged ({error})") from None
        return b"".join(parts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.zip_file.close()


def open_archive(path: Path, *, max_files: int = MAX_FILES, max_bytes: int = MAX_BYTES) -> Archive:
    """
    Open a zip after looking at its table of contents.

    Raises
    ------
    SourceError
        If it is no zip, has more than `max_files` members, declares more than
        `max_bytes` of content, is encrypted, has a link in it or a member
        whose name leads out of the folder.
    """
    try:
        zip_file = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError) as error:
        raise SourceError(path, f"cannot be opened as a zip file ({error})") from None
    try:
        _check(path, zip_file.infolist(), max_files, max_bytes)
    except SourceError:
        zip_file.close()
        raise
    return Archive(path, zip_file, max_bytes)


def _check(path: Path, members: list[zipfile.ZipInfo], max_files: int, max_bytes: int) -> None:
    if len(members) > max_files:
        raise SourceError(path, f"holds {len(members)} files, more than the {max_files} allowed")
    if sum(member.file_size for member in members) > max_bytes:
        raise _too_large(path, max_bytes)
    for member in members:
        _check_member(path, member)


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or ":" in name.split("/")[0]:
        raise SourceError(path, f"the name {member.filename!r} in it leads out of its folder")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise SourceError(path, f"{member.filename!r} in it is a link, not a file")
    if member.flag_bits & ENCRYPTED:
        raise SourceError(path, f"{member.filename!r} in it is encrypted")


def _too_large(path: Path, max_bytes: int) -> SourceError:
    problem = f"unpacks to more than the {max_bytes / 1e6:,.0f} MB allowed"
    return SourceError(path, problem)
