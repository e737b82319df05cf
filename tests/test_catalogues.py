from __future__ import annotations

import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from directory.languages import CATALOGUES, GERMAN, LANGUAGES
from directory.records.taxonomy import KINDS, topics

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT = Path(__file__).parents[1]
TEMPLATES = [
    path for path in sorted((ROOT / "templates").rglob("*.html")) if path.parent.name != "planning"
]
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SPOKEN_ATTRIBUTE = re.compile(r'(?:aria-label|alt|placeholder|title)="([^"]*)"')
SCRIPTED = re.compile(r"\{\w+\}")
TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"[A-Za-zÄÖÜäöüß]{2,}")
CODES = [language.code for language in LANGUAGES if language != GERMAN]
KEYWORDS = "_ gettext ngettext:1,2 pgettext:1c,2 lazy_gettext lazy_ngettext:1,2 later"


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """Every text of the pages, collected from templates, Python and the curated lists."""
    path = tmp_path_factory.mktemp("texts") / "messages.pot"
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract"]
    options = ["--mapping-file", "babel.cfg", "--no-default-keywords", "--keywords", KEYWORDS]
    subprocess.run([*command, *options, "--output-file", str(path), "."], cwd=ROOT, check=True)
    with path.open("rb") as file:
        return read_po(file)


def catalogue(code: str) -> Catalog:
    path = CATALOGUES / code / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=code)


def test_the_names_of_topics_and_kinds_are_texts_too(texts: Catalog) -> None:
    assert all(topic.name in texts for topic in topics())
    assert all(name in texts for name in KINDS.values())


@pytest.mark.parametrize("code", CODES)
def test_no_text_lacks_a_translation(texts: Catalog, code: str) -> None:
    known = catalogue(code)
    missing = []
    for text in texts:
        found = known.get(text.id)
        strings = (
            (found.string,) if found and isinstance(found.string, str) else found and found.string
        )
        if text.id and not (strings and all(strings)):
            missing.append(text.id)
    assert not missing, f"run scripts/translations and fill in {len(missing)} texts"


@pytest.mark.parametrize("code", CODES)
def test_every_translation_keeps_the_values_that_are_put_in(code: str) -> None:
    known = catalogue(code)
    faults = [f"{text.id}: {error}" for text in known for error in text.check(known)]
    assert not faults


@pytest.mark.parametrize("code", CODES)
def test_every_translation_keeps_the_values_that_scripts_put_in(code: str) -> None:
    texts = [text for text in catalogue(code) if isinstance(text.id, str) and text.id]
    kept = [sorted(SCRIPTED.findall(str(text.string))) for text in texts]
    assert kept == [sorted(SCRIPTED.findall(str(text.id))) for text in texts]


@pytest.mark.parametrize("code", CODES)
def test_no_translation_brings_html_of_its_own(code: str) -> None:
    for text in catalogue(code):
        strings = text.string if isinstance(text.string, tuple) else (text.string,)
        ids = "".join(text.id) if isinstance(text.id, tuple) else text.id
        assert text.id == "" or "<" in ids or not any("<" in string for string in strings)


@pytest.mark.parametrize("code", CODES)
def test_what_is_compiled_is_what_is_written(code: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(code))
    kept = CATALOGUES / code / "LC_MESSAGES" / "messages.mo"
    assert kept.read_bytes() == compiled.getvalue(), "run scripts/translations"


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_no_template_says_anything_that_cannot_be_translated(path: Path) -> None:
    html = JINJA.sub(" ", path.read_text(encoding="utf-8"))
    spoken = [*SPOKEN_ATTRIBUTE.findall(html), TAG.sub(" ", html)]
    assert [word for text in spoken for word in WORD.findall(text)] == []


def test_a_german_word_in_a_template_would_be_noticed() -> None:
    html = JINJA.sub(" ", '<p aria-label="Karte">{{ _("Suchen") }}{# gut #} Ort</p>')
    assert SPOKEN_ATTRIBUTE.findall(html) == ["Karte"]
    assert WORD.findall(TAG.sub(" ", html)) == ["Ort"]
