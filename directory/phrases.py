"""The phrases of templates in the language of the page, each looked up once and not at each use."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from flask_babel import get_locale, get_translations
from markupsafe import Markup

if TYPE_CHECKING:
    from flask import Flask

MOST_PHRASES = 8_192  # all phrases in all languages are about half as many


def register(app: Flask) -> None:
    """Let templates say `_("…")` by these functions; both do what Jinja's own do, only sooner."""
    app.jinja_env.globals.update({"_": said, "gettext": said, "ngettext": counted})


def said(text: str, **facts: object) -> Markup:
    """Return a phrase with its facts, these escaped."""
    return _with(phrase(text), facts)


def phrase(text: str) -> Markup:
    """Return a phrase of the code or of its tables as the catalogue has it."""
    locale = get_locale()
    return _phrase("" if locale is None else str(locale.language), text)


def counted(one: str, many: str, number: int, **facts: object) -> Markup:
    """Return the form of a phrase that goes with a number, which is its fact `num`."""
    chosen = Markup(get_translations().ungettext(one, many, number))  # noqa: S704 - of a catalogue
    return _with(chosen, {"num": number, **facts})


def _with(chosen: Markup, facts: dict[str, object]) -> Markup:
    return chosen % facts if facts or "%" in chosen else chosen


@lru_cache(maxsize=MOST_PHRASES)
def _phrase(language: str, text: str) -> Markup:  # noqa: ARG001 - the language of the moment
    return Markup(get_translations().ugettext(text))  # noqa: S704 - of a template or a catalogue
