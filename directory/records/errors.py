"""What can go wrong with the records."""

from __future__ import annotations

from geodata.errors import GeodataError


class DatabaseError(GeodataError):
    """The records cannot be opened; the text says what to do."""


class BusyError(DatabaseError):
    """Somebody else is writing; the same request works a moment later."""


class NotFoundError(GeodataError, LookupError):
    """There is no such entry."""
