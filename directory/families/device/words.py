"""The words that scripts need to show an offer of the copy in the language of the page."""

from __future__ import annotations

from typing import Any

from flask import current_app, url_for
from flask_babel import gettext as _

from directory.families import labels
from directory.families.device.installing import root
from directory.families.freshness import AGEING_FOR
from directory.families.views import bp
from directory.records.taxonomy import KINDS, topics


@bp.app_template_global()
def device_words() -> dict[str, Any]:
    """Return the names of all codes that an entry of the copy has, and the words around it."""
    return {
        "page": url_for("families.start") + "angebot/",
        "kinds": {code: labels.kind_name(code) for code in KINDS},
        "topics": {topic.code: _(topic.name) for topic in topics()},
        "deliveries": {code: labels.delivery_name(code) for code in labels.DELIVERIES},
        "by_appointment": _("nach Vereinbarung"),
        "hours_unknown": _("Öffnungszeiten nicht bekannt"),
        "as_of": _("(Stand {day})"),
        "yes": _("ja"),
        "confirmed": _("bestätigt am {day}"),
        "unconfirmed": _("noch nicht bestätigt"),
        "doubtful_days": AGEING_FOR.days,
    }


@bp.app_template_global()
def device_root(path: str) -> str:
    """Return an address that is the same in every language."""
    return root(path)


@bp.app_template_filter()
def combined(words: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """Return two tables of words as one."""
    return words | more


@bp.app_template_global()
def sheet_address() -> str | None:
    """Return where a list is sent to be made into a sheet; None in an app that prints nothing."""
    printing = "families.sheet_form" in current_app.view_functions
    return url_for("families.sheet_form") if printing else None
