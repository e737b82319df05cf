"""The pages in Leichte Sprache and in German Sign Language: texts by people, or a visible gap."""

from __future__ import annotations

from flask import render_template

from directory.config import settings
from directory.families.views import bp

# What BITV 2.0 § 4 asks for, in its order; the keys are those of district.toml, [texts].
PLAIN_TEXTS = ("plain_offer", "plain_navigation", "plain_accessibility", "plain_more")
SIGN_VIDEOS = ("sign_offer", "sign_navigation", "sign_accessibility", "sign_more")


@bp.get("/leichte-sprache")
def plain_language() -> str:
    """Show the operator's texts in Leichte Sprache, and say where one is still to come."""
    texts = settings().district.texts
    slots = {name: texts.get(name, "") for name in PLAIN_TEXTS}
    return render_template("families/plain_language.html", slots=slots)


@bp.get("/gebaerdensprache")
def sign_language() -> str:
    """Show where the operator's videos in German Sign Language are, and which are still to come."""
    texts = settings().district.texts
    slots = {name: texts.get(name, "") for name in SIGN_VIDEOS}
    return render_template("families/sign_language.html", slots=slots)
