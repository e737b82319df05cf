"""The pages that every public site has: Impressum, Datenschutz, Barrierefreiheit, sources."""

from __future__ import annotations

from flask import render_template

from directory.config import settings
from directory.families.views import bp
from directory.records import queries as records
from directory.sessions import current_session

TEXTS = {"impressum": "impressum", "datenschutz": "privacy", "barrierefreiheit": "accessibility"}


@bp.get("/<any(impressum, datenschutz, barrierefreiheit):page>")
def legal(page: str) -> str:
    """Show a page whose text the operator writes into district.toml."""
    texts = settings().district.texts
    name = TEXTS[page]
    return render_template(f"families/{page}.html", text=texts.get(name, ""), texts=texts)


@bp.get("/quellen")
def sources() -> str:
    """Name every file behind the pages with its licence, and what the pages are made with."""
    datasets = records.datasets(current_session())
    return render_template("families/sources.html", datasets=datasets)
