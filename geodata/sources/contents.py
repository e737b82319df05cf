"""What a file is, judged by its first bytes and never by its name."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from geodata.errors import SourceError
from geodata.sources.archives import open_archive

if TYPE_CHECKING:
    from pathlib import Path

MAX_FILE_BYTES = 500_000_000
HEAD_BYTES = 4096
SHAPEFILE_CODE = bytes.fromhex("0000270a")  # 9994, ESRI Shapefile Technical Description (1998)
OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # OLE2: XLS and DOC before 2007
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class Content(Enum):
    """The kinds of file that are told apart; the value ends the sentence "this file is …"."""

    TEXT = "text"
    GEOJSON = "GeoJSON"
    WORKBOOK = "an XLSX workbook"
    ZIP = "a zip file"
    GEOPACKAGE = "a GeoPackage"
    SHAPEFILE = "a Shapefile"
    XML = "XML"
    OLD_OFFICE = "an Office file from before 2007"
    BINARY = "not a text"


def recognise(path: Path) -> Content:
    """
    Return what a file holds.

    Raises
    ------
    SourceError
        If there is no such file, if it is a folder or device, empty or larger
        than 500 MB.
    """
    is_file(path)
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise SourceError(path, f"has {size / 1e6:,.0f} MB, more than the 500 MB allowed")
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise SourceError(path, "is empty")
    return _content(path, head)


def is_file(path: Path) -> None:
    """Raise SourceError unless there is a file; http://… and /vsicurl/… end here."""
    if not path.is_file():
        advice = "Give the path of a file on this computer, not an address."
        raise SourceError(path, "there is no such file", advice=advice)


def _content(path: Path, head: bytes) -> Content:
    if head.startswith(b"PK\x03\x04"):
        return _zip_content(path)
    if head.startswith(b"SQLite format 3\x00"):
        return Content.GEOPACKAGE
    if head.startswith(SHAPEFILE_CODE):
        return Content.SHAPEFILE
    if head.startswith(OLD_OFFICE):
        return Content.OLD_OFFICE
    return _text_content(head)


def _zip_content(path: Path) -> Content:
    with open_archive(path) as archive:
        return Content.WORKBOOK if "xl/workbook.xml" in archive.names() else Content.ZIP


def _text_content(head: bytes) -> Content:
    if not head.startswith(UTF_16) and head.count(0) and not _like_utf_16(head):
        return Content.BINARY
    first = head.removeprefix(b"\xef\xbb\xbf").removeprefix(UTF_16[0]).removeprefix(UTF_16[1])
    first = first.replace(b"\x00", b"").lstrip()[:1]
    return {b"<": Content.XML, b"{": Content.GEOJSON}.get(first, Content.TEXT)


def _like_utf_16(head: bytes) -> bool:
    """Every second byte of Latin text in UTF-16 is zero, and no other is."""
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return min(even, odd) == 0 and max(even, odd) > len(head) // 4
