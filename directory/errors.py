"""What goes wrong becomes a status code and a page that helps: the only place that knows both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import render_template, request
from flask_babel import lazy_gettext as later
from sqlalchemy.exc import OperationalError
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import (
    BadRequest,
    HTTPException,
    NotFound,
    ServiceUnavailable,
    TooManyRequests,
    Unauthorized,
)

from directory.operator_key import (
    WINDOW_S,
    ForeignFormError,
    KeyNeededError,
    TooManyTriesError,
)
from directory.records.errors import NotFoundError

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue
    from flask_babel.speaklater import LazyString


@dataclass(frozen=True)
class Message:
    """What a person reads in place of the page, and what to do next."""

    title: LazyString
    text: LazyString


MESSAGES = {
    400: Message(
        later("Diese Anfrage haben wir nicht verstanden"),
        later("Bitte gehen Sie zur Startseite und versuchen Sie es von dort noch einmal."),
    ),
    401: Message(
        later("Hier brauchen Sie den Schlüssel"),
        later(
            "Diese Seite ist nur für die Verwaltung. Geben Sie bei „Passwort“ den Schlüssel ein; beim Namen genügt irgendeiner."
        ),
    ),
    404: Message(
        later("Diese Seite gibt es nicht"),
        later(
            "Vielleicht ist die Adresse nicht vollständig, oder das Angebot ist nicht mehr im Verzeichnis. Mit der Suche finden Sie, was es heute gibt."
        ),
    ),
    405: Message(
        later("So lässt sich diese Seite nicht aufrufen"),
        later("Bitte gehen Sie zur Startseite und versuchen Sie es von dort noch einmal."),
    ),
    413: Message(
        later("Das war zu viel auf einmal"),
        later("Ihre Eingabe ist länger, als diese Seite annehmen kann. Bitte kürzen Sie sie."),
    ),
    429: Message(
        later("Das waren zu viele Versuche"),
        later("Bitte warten Sie eine Minute und geben Sie dann den Schlüssel noch einmal ein."),
    ),
    500: Message(
        later("Hier ist etwas schiefgegangen"),
        later(
            "Der Fehler liegt bei uns, nicht bei Ihnen. Bitte versuchen Sie es in einigen Minuten noch einmal."
        ),
    ),
    503: Message(
        later("Gerade wird das Verzeichnis aktualisiert"),
        later("Bitte versuchen Sie es in einer Minute noch einmal. Es geht nichts verloren."),
    ),
}


def register(app: Flask) -> None:
    """Attach the handlers; Flask logs a bug first and then sends it here as a 500."""
    app.register_error_handler(NotFoundError, lambda _error: answer(NotFound()))
    app.register_error_handler(KeyNeededError, lambda _error: answer(_key_needed()))
    app.register_error_handler(TooManyTriesError, lambda _error: answer(_too_many_tries()))
    app.register_error_handler(ForeignFormError, lambda _error: answer(BadRequest()))
    app.register_error_handler(OperationalError, lambda _error: answer(ServiceUnavailable()))
    app.register_error_handler(HTTPException, answer)


def answer(error: HTTPException) -> ResponseReturnValue:
    """Describe an HTTP error on a page of its own; a redirect is passed on as it is."""
    status = error.code or 500
    if error.response is not None or status < 400:  # noqa: PLR2004 - below 400 is no error
        return error.get_response()
    message = MESSAGES.get(status, MESSAGES[400 if status < 500 else 500])  # noqa: PLR2004 - the server's own faults begin at 500
    page = render_template("error.html", status=status, message=message, path=request.path)
    return page, status, {"Cache-Control": "no-store"} | _own_headers(error)


def _key_needed() -> HTTPException:
    asks = WWWAuthenticate("basic", {"realm": "Planung", "charset": "UTF-8"})
    return Unauthorized(www_authenticate=asks)


def _too_many_tries() -> HTTPException:
    return TooManyRequests(retry_after=int(WINDOW_S))


def _own_headers(error: HTTPException) -> dict[str, str]:
    """Return what an error says to the browser beside its page: how to ask, when to come again."""
    told = dict(error.get_headers())
    return {name: told[name] for name in ("WWW-Authenticate", "Retry-After") if name in told}
