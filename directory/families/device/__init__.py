"""What stays on a family's own device: the Merkliste, a copy of the directory, an icon to tap."""

from __future__ import annotations

from directory.families.device import views, words

__all__ = ["views", "words"]  # their import puts the pages and words on the blueprint
