"""The operator's key, which opens planners' pages from elsewhere: made, read, compared."""

from __future__ import annotations

import hmac
import os
import secrets
import stat
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from geodata.errors import GeodataError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY_VARIABLE = "SOZIALRAUM_OPERATOR_KEY"
KEY_FILE = "operator.key"  # in the var folder of a district
KEY_BYTES = 24  # 192 random bits, written as 32 characters
LEAST_CHARACTERS = 22  # 128 bits, six of them a character (FAULTS row 26)
TRIES = 10  # wrong ones within WINDOW_S; then nothing is compared until the window is over
WINDOW_S = 60.0
BUCKETS = 256  # addresses share them, so that none has to be kept
SALT_BYTES = 16


class OperatorKeyError(GeodataError, ValueError):
    """The operator's key cannot be used; the text says what to do."""


class KeyNeededError(GeodataError):
    """Nobody gave the key, or it was not the right one."""


class TooManyTriesError(GeodataError):
    """So many wrong keys were tried that no more are compared for a while."""


class ForeignFormError(GeodataError):
    """A form was sent from another site, with what the browser remembers of this one."""


def read_key(var: Path) -> str | None:
    """
    Return the key in SOZIALRAUM_OPERATOR_KEY, else in the var folder; None where there is none.

    Raises
    ------
    OperatorKeyError
        If it is so short that it could be guessed, or if others can read its file.
    """
    named = os.environ.get(KEY_VARIABLE)
    if named is not None:
        return _strong(named.strip(), KEY_VARIABLE)
    path = var / KEY_FILE
    if not path.is_file():
        return None
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        message = f"{path.name} can be read by others; run: chmod 600 {path}"
        raise OperatorKeyError(message)
    return _strong(path.read_text(encoding="utf-8").strip(), path.name)


def make_key(var: Path, *, replace: bool = False) -> str:
    """
    Write a new random key into the var folder, readable by its owner alone, and return it.

    Raises
    ------
    OperatorKeyError
        If there is one already and it is not to be replaced.
    """
    path = var / KEY_FILE
    if path.exists() and not replace:
        message = f"There is a key already, in {path}; with --replace the old one ends."
        raise OperatorKeyError(message)
    var.mkdir(parents=True, exist_ok=True)
    key = secrets.token_urlsafe(KEY_BYTES)
    unfinished = path.with_name(f"{KEY_FILE}.{os.getpid()}")
    unfinished.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    with os.fdopen(os.open(unfinished, flags, 0o600), "w", encoding="utf-8") as file:
        file.write(f"{key}\n")
    unfinished.replace(path)
    return key


def _strong(key: str, place: str) -> str:
    if len(key) < LEAST_CHARACTERS:
        message = f"The key in {place} is shorter than {LEAST_CHARACTERS} characters; make one with: sozialraum key --replace"
        raise OperatorKeyError(message)
    return key


@dataclass
class Tries:
    """
    Counts wrong tries without keeping whose they were.

    An address falls into one of BUCKETS by a hash whose salt is lost when the program ends; a
    bucket tells of no address, and all of them together bound the tries of the whole world.
    """

    clock: Callable[[], float] = monotonic
    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(SALT_BYTES))
    _since: list[float] = field(default_factory=lambda: [0.0] * BUCKETS)
    _wrong: list[int] = field(default_factory=lambda: [0] * BUCKETS)
    _lock: Lock = field(default_factory=Lock)

    def check(self, address: str) -> None:
        """Raise TooManyTriesError while too many came from where this address comes from."""
        bucket = self._bucket(address)
        with self._lock:
            if self._is_over(bucket):
                return
            if self._wrong[bucket] >= TRIES:
                message = "Too many wrong keys were tried."
                raise TooManyTriesError(message)

    def count(self, address: str) -> None:
        """Remember one more wrong try."""
        bucket = self._bucket(address)
        with self._lock:
            if self._is_over(bucket):
                self._since[bucket], self._wrong[bucket] = self.clock(), 0
            self._wrong[bucket] += 1

    def _is_over(self, bucket: int) -> bool:
        return self._wrong[bucket] == 0 or self.clock() - self._since[bucket] >= WINDOW_S

    def _bucket(self, address: str) -> int:
        return sha256(self._salt + address.encode()).digest()[0] % BUCKETS


@dataclass(frozen=True)
class OperatorKey:
    """A key, and how often a wrong one was tried in its place."""

    key: str = field(repr=False)
    tries: Tries = field(default_factory=Tries)

    def demand(self, given: str | None, *, address: str) -> None:
        """
        Return if the key given is the right one.

        Raises
        ------
        KeyNeededError
            If none was given, or a wrong one.
        TooManyTriesError
            If too many wrong ones were; then this one was not even compared.
        """
        message = "The operator's key is needed."
        if given is None:
            raise KeyNeededError(message)
        self.tries.check(address)
        if not _same(self.key, given):
            self.tries.count(address)
            raise KeyNeededError(message)


def _same(one: str, other: str) -> bool:
    """Compare in a time that tells neither of the letters nor of their number."""
    return hmac.compare_digest(*(sha256(text.encode()).digest() for text in (one, other)))
