"""What tests ask of a PDF: its text, its tags, its pictures and their words."""

from __future__ import annotations

import io
import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pikepdf
import pytest
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator

POINTS_A_PIXEL = 0.75
XHTML = "{http://www.w3.org/1999/xhtml}"


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def language_and_title(pdf: bytes) -> tuple[str, str]:
    document = opened(pdf)  # its objects live no longer than itself
    return str(document.Root["/Lang"]), str(document.docinfo["/Title"])


def pages_of(pdf: bytes) -> int:
    return len(opened(pdf).pages)


def text_of(pdf: bytes) -> str:
    """Return the text with single spaces."""
    return " ".join(_told(["pdftotext", "-", "-"], pdf).split())


def texts_of_pages(pdf: bytes) -> list[str]:
    """Return the text of each page with single spaces."""
    pages = _told(["pdftotext", "-", "-"], pdf).split("\f")[:-1]
    return [" ".join(page.split()) for page in pages]


def lines_of(pdf: bytes) -> list[tuple[float, str]]:
    """Return where each line begins, in points from the left, and its words."""
    found = ET.fromstring(_told(["pdftotext", "-bbox-layout", "-", "-"], pdf))  # noqa: S314 - poppler's own
    return [
        (float(line.attrib["xMin"]), " ".join(word.text or "" for word in line))
        for line in found.iter(f"{XHTML}line")
    ]


def boxes_of_lines(pdf: bytes) -> list[list[shapely.Geometry]]:
    """Return the room of each line of each page, in points, without its rim."""
    found = ET.fromstring(_told(["pdftotext", "-bbox-layout", "-", "-"], pdf))  # noqa: S314 - poppler's own
    return [
        [_core(line) for line in page.iter(f"{XHTML}line")] for page in found.iter(f"{XHTML}page")
    ]


def _core(line: ET.Element) -> shapely.Geometry:
    """Return the middle of a line: what is above and below small letters may overlap."""
    west, south, east, north = (float(line.attrib[s]) for s in ("xMin", "yMin", "xMax", "yMax"))
    return shapely.box(west, south, east, north).buffer(-0.25 * (north - south))


def tags_of(pdf: bytes) -> set[str]:
    """Return the kinds of tags of which the document is made."""
    lines = _told(["pdfinfo", "-struct", "-"], pdf).splitlines()
    return {line.split()[0].rstrip(":") for line in lines if line.strip()}


def words_of_figures(pdf: bytes) -> list[str]:
    """Return what stands for each picture, "" where nothing does."""
    document = opened(pdf)
    nodes = _nodes(document.Root.StructTreeRoot)
    return [str(node.get("/Alt", "")) for node in nodes if node.get("/S") == "/Figure"]


def letter_sizes(pdf: bytes) -> set[float]:
    """Return the sizes of all letters in CSS points."""
    document = opened(pdf)
    return {
        round(float(instruction.operands[1]) * POINTS_A_PIXEL, 1)
        for page in document.pages
        for instruction in pikepdf.parse_content_stream(page, "Tf")
        if float(instruction.operands[1]) > 3  # smaller ones are headings for the ear alone
    }


def _nodes(thing: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
    if isinstance(thing, pikepdf.Array):
        for part in thing:  # type: ignore[attr-defined] # an array of PDF objects
            yield from _nodes(part)
    elif isinstance(thing, pikepdf.Dictionary):
        yield thing
        if "/K" in thing:
            yield from _nodes(thing["/K"])


def _told(command: list[str], pdf: bytes) -> str:
    if shutil.which(command[0]) is None:
        pytest.skip("poppler-utils is absent (Debian package poppler-utils)")
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
