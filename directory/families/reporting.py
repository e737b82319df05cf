"""Whom to tell that an entry is wrong: a letter to the coordinator with a neutral subject."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from flask_babel import gettext as _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID


def letter_about(service_id: UUID, texts: Mapping[str, Any], *, address: str) -> str | None:
    """
    Return a `mailto:` address that reports an error in an entry, or None without a coordinator.

    The subject names the entry by its number alone: it is read in lists of letters, on the
    sender's device too. `texts` are those of district.toml, `address` is the entry's page.
    """
    to = str(texts.get("coordinator_email", "")).strip()
    if not to:
        return None
    subject = _("Hinweis zum Verzeichnis, Eintrag %(number)s", number=str(service_id)[:8])
    body = _("Seite: %(address)s\n\nWas stimmt nicht? ", address=address)
    query = urlencode({"subject": subject, "body": body}, quote_via=quote)
    return f"mailto:{quote(to, safe='@')}?{query}"
