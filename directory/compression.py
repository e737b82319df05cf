"""
Send pages and files compressed where the browser takes it.

Where a page holds a secret beside words that a stranger chose, its length tells of the secret
(BREACH). No page here holds one: there are no accounts, no cookies and no tokens, and an address
that a family types stands only in the answer to their own form, beside nothing that others chose.
A page with a secret must be left out here.
"""

from __future__ import annotations

import gzip
from functools import lru_cache
from typing import TYPE_CHECKING

from flask import request

if TYPE_CHECKING:
    from flask import Flask, Response

CODING = "gzip"
LEVEL = 5  # 50 kB of a page in a millisecond; 9 saves a hundredth and takes three times as long
SHORTEST_BYTES = 600  # below, the answer fits one packet anyway
MOST_BYTES = 5_000_000  # what is larger is not read into memory for it
FILES_KEPT = 128
OK = 200
TEXTS = (
    *("text/", "application/json", "application/geo+json", "application/manifest+json"),
    *("application/javascript", "application/ld+json", "image/svg+xml"),
)


def register(app: Flask) -> None:
    """Compress every answer that gains by it."""
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    if not _may_be(response):
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings.best_match((CODING, "identity")) != CODING:
        return response
    plain = _plain(response)
    if len(plain) < SHORTEST_BYTES:
        return response
    tag, _weak = response.get_etag()
    response.direct_passthrough = False
    response.set_data(_file(plain) if request.endpoint == "static" else _packed(plain))
    response.content_encoding = CODING
    response.headers.pop("Accept-Ranges", None)
    if tag is not None:
        response.set_etag(tag, weak=True)  # the same page in other bytes
    return response


def _may_be(response: Response) -> bool:
    """Say whether an answer is a whole text: no part of a file, no map tiles, no PDF."""
    return (
        response.status_code == OK
        and (response.mimetype or "").startswith(TEXTS)
        and not response.content_encoding
        and not response.cache_control.no_transform
        and "Range" not in request.headers
        and request.method in {"GET", "POST"}
        and (response.content_length or 0) <= MOST_BYTES
    )


def _plain(response: Response) -> bytes:
    response.direct_passthrough = False
    return response.get_data()


@lru_cache(maxsize=FILES_KEPT)
def _file(plain: bytes) -> bytes:
    """Return a file of our own compressed: the same few are asked for again and again."""
    return _packed(plain)


def _packed(plain: bytes) -> bytes:
    return gzip.compress(plain, LEVEL, mtime=0)
