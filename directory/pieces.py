"""Pieces of pages that come out the same whenever they are asked for, made once in each language."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING

from flask import has_request_context, request
from flask_babel import get_locale

from directory.records.cards import Card

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from flask import Flask
    from markupsafe import Markup

    Key = tuple[Hashable, ...]

MOST_PIECES = 16_384  # about 1 kB each
BY_VALUE = (str, int, float, date, type(None))
BY_IDENTITY = (Card, tuple)  # nobody changes them; those given here live as long as the process


def register(app: Flask) -> None:
    """Let templates say `once(macro, …)` for `macro(…)`."""
    app.jinja_env.globals["once"] = Pieces().piece


class Pieces:
    """The pieces that were asked for last."""

    def __init__(self, most: int = MOST_PIECES) -> None:
        self._most = most
        self._kept: OrderedDict[Key, tuple[Markup, tuple[object, ...]]] = OrderedDict()
        self._lock = Lock()

    def piece(self, macro: Callable[..., Markup], *facts: object) -> Markup:
        """
        Return what a macro makes of some facts.

        It is kept if each fact is a plain value, a card, or a tuple that is the same at each call;
        and it must say nothing of the moment or of who asks but by these facts.
        """
        if not all(isinstance(fact, (*BY_VALUE, *BY_IDENTITY)) for fact in facts):
            return macro(*facts)
        root = request.root_path if has_request_context() else ""
        key = (macro, str(get_locale()), root, *map(_key, facts))
        with self._lock:
            known = self._kept.get(key)
            if known is not None:
                self._kept.move_to_end(key)
                return known[0]
        made = macro(*facts)
        with self._lock:
            self._kept[key] = made, facts  # the facts live on, so their identities stay theirs
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made


def _key(fact: object) -> Hashable:
    by_value = isinstance(fact, BY_VALUE)
    return (type(fact), fact if by_value else id(fact))
