"""HTML becomes a tagged PDF (PDF/UA-1); nothing is ever fetched, neither from a net nor a disk."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, cast

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from weasyprint import Document

VARIANT = "pdf/ua-1"
STYLES = Path(__file__).with_name("print.css")
INLINE_ONLY = ("data",)  # maps and codes stand in the page itself
TIGHTEST = 4  # steps of print.css: sheet--tight-1 and so on


def pdf_of(html: str) -> bytes:
    """Return a page as a tagged PDF."""
    return _written(_laid_out(html))


def pdf_in_one_page_each(
    html_of: Callable[[Mapping[str, int]], str], tightness: Mapping[str, int]
) -> bytes:
    """
    Return a tagged PDF in which each part has one page; a part that does not fit is set tighter.

    Parameters
    ----------
    html_of
        Returns the page, given how tight each part is set, 0 to TIGHTEST, by its name.
    tightness
        How tight each part is set at first, by its id, in their order. Each begins a page.

    Notes
    -----
    A part that is too long even when set tightest takes a second page.
    """
    names, tightness = list(tightness), dict(tightness)
    document = _laid_out(html_of(tightness))
    for _ in range(TIGHTEST):
        long = _longer_than_a_page(document, names)
        if not long:
            break
        tightness |= {name: min(tightness[name] + 1, TIGHTEST) for name in long}
        document = _laid_out(html_of(tightness))
    return _written(document)


def _longer_than_a_page(document: Document, names: Sequence[str]) -> list[str]:
    starts = {
        name: number
        for number, page in reversed(list(enumerate(document.pages)))
        for name in page.anchors
    }
    ends = [*(starts[name] for name in names), len(document.pages)]
    return [
        name for name, (start, end) in zip(names, pairwise(ends), strict=True) if end - start > 1
    ]


def _laid_out(html: str) -> Document:
    fetcher = URLFetcher(allowed_protocols=INLINE_ONLY)
    page = HTML(string=html, url_fetcher=fetcher, base_url=None)
    return page.render(stylesheets=[_styles()], font_config=_fonts(), pdf_variant=VARIANT)


def _written(document: Document) -> bytes:
    return cast("bytes", document.write_pdf(pdf_variant=VARIANT))


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _styles() -> CSS:
    return CSS(string=STYLES.read_text(encoding="utf-8"), font_config=_fonts())
