"""The languages of the pages: each has a prefix of the address (German none), and no cookie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import quote

from flask import has_request_context, request
from flask_babel import Babel, get_locale
from markupsafe import Markup

from directory import phrases

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from flask import Flask

CATALOGUES = Path(__file__).parents[1] / "translations"
CHOSEN = "sozialraum.language"  # keys of the request's environment
OUTSIDE = "sozialraum.script_name"
GERMAN_ONLY = "/planung/"  # where the administration's own pages are
LONGEST_QUERY = 1000  # characters that a link to another language takes along


@dataclass(frozen=True)
class Language:
    """
    A language that the pages speak.

    Parameters
    ----------
    code
        ISO 639-1; the prefix of the address and the folder of the catalogue.
    name
        What its speakers call it.
    direction
        How it is written, as the `dir` of HTML says it.
    reviewed
        Whether a native speaker has read the catalogue; pages say so until one has.
    comma
        What stands between the words of a list.
    """

    code: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    reviewed: bool = False
    comma: str = ", "


GERMAN = Language("de", "Deutsch", reviewed=True)
LANGUAGES = (
    GERMAN,
    Language("en", "English"),
    Language("tr", "Türkçe"),
    Language("ar", "العربية", "rtl", comma="، "),
    Language("uk", "Українська"),
    Language("ru", "Русский"),
)
BY_CODE = {language.code: language for language in LANGUAGES}


class LanguagePrefix:
    """
    Takes the language off the address before anything else reads it: /tr/angebote → /angebote.

    The prefix becomes part of the place where the app is mounted (SCRIPT_NAME), so that every
    address that the app makes keeps the language: links, forms and files alike.
    """

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer a request, its language known and no longer part of its path."""
        mounted, path = environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", "")
        environ[OUTSIDE] = mounted
        code, _, rest = path.removeprefix("/").partition("/")
        if path.startswith("/") and code in BY_CODE and code != GERMAN.code:
            environ[CHOSEN] = code
            environ["SCRIPT_NAME"], environ["PATH_INFO"] = f"{mounted}/{code}", f"/{rest}"
        return self.app(environ, start_response)


def register(app: Flask) -> None:
    """Let the app speak all languages, and its templates ask which one they are in."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(CATALOGUES)
    Babel(app, default_locale=GERMAN.code, locale_selector=chosen_code)
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign] # Flask's own way
    phrases.register(app)
    app.jinja_env.filters.update(translated=translated, listed=listed)
    app.jinja_env.globals.update(entry_lang=entry_lang, address_in=address_in, comma=comma)
    app.context_processor(lambda: {"languages": LANGUAGES, "page_language": page_language()})


def chosen_code() -> str:
    """Return the code of the language that the request asks for by its address."""
    if not has_request_context() or request.path.startswith(GERMAN_ONLY):
        return GERMAN.code
    return str(request.environ.get(CHOSEN, GERMAN.code))


def page_language() -> Language:
    """Return the language of what is being written, which `force_locale` may have changed."""
    locale = get_locale()
    return GERMAN if locale is None else BY_CODE.get(locale.language, GERMAN)


def translated(text: str) -> str:
    """Return a text of the code's own tables (a topic, a kind) in the language of the page."""
    return str(phrases.phrase(str(text))) if text else ""


def comma() -> str:
    """Return what stands between the words of a list in the language of the page."""
    return page_language().comma


def listed(words: Iterable[str]) -> str:
    """Return words of the page in a row."""
    return comma().join(words)


def entry_lang() -> Markup:
    """
    Return the attributes of an element that holds an entry's own text, which is German.

    Screen readers then speak it as German, and in Arabic pages it keeps its direction. Entries are
    never translated by machine.
    """
    return Markup() if page_language() == GERMAN else Markup(' lang="de" dir="ltr"')


def address_in(language: Language) -> str:
    """Return where this page stands in another language; what was posted is not taken along."""
    prefix = "" if language == GERMAN else f"/{language.code}"
    root = request.environ.get(OUTSIDE, "") + prefix
    methods = request.url_rule.methods if request.url_rule else None
    if methods is not None and "GET" not in methods:
        return f"{root}/"
    query = request.query_string.decode("ascii", errors="ignore")[:LONGEST_QUERY]
    path = root + quote(request.path)  # of which Werkzeug lets exactly one slash begin
    return f"{path}?{query}" if query else path
