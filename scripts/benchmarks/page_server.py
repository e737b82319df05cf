"""The app as it is served, with a plain page beside it to compare with."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from flask import Response, request

from directory import create_app
from geodata.district import find_district
from scripts.serve import _serve as serve
from scripts.serve import warm

PLAIN = "/plain"  # ?bytes=N: a page of that size for which nothing is looked up
MOST_BYTES = 1_000_000


def main(arguments: str) -> None:
    """Serve what the JSON text says: url, networks, results, port."""
    told = json.loads(arguments)
    app = create_app(
        find_district(None),
        database_url=told["url"],
        results=Path(told["results"]),
        networks=Path(told["networks"]),
        internal_pages=False,
    )

    @app.get(PLAIN)
    def plain() -> Response:
        size = min(request.args.get("bytes", 0, type=int), MOST_BYTES)
        return Response("x" * size, mimetype="text/html")

    warm(app)
    serve(app, "127.0.0.1", told["port"])


if __name__ == "__main__":
    main(sys.argv[1])
