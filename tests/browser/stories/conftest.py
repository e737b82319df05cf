"""The small district with its bus, early on a Tuesday, and people who walk through its pages."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from directory.records.columns import id_from_key
from directory.records.database import open_engine, writing
from directory.records.tables import Service, TaxonomyTerm
from tests.browser.conftest import _served
from tests.browser.walking import Walk
from tests.small_bus import travelling_app
from tests.small_district import service_id

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

EARLY = datetime(2026, 11, 24, 6, 5, tzinfo=UTC)  # a Tuesday, 7:05 in the district


@pytest.fixture(scope="session")
def village_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the district; its Erziehungsberatung helps parents who part, too."""
    folder = tmp_path_factory.mktemp("village")
    app = travelling_app(folder, clock=EARLY)
    _help_with_separation(folder)
    yield from _served(app)


@pytest.fixture
def phone(browser: Browser, village_site: str) -> Iterator[Walk]:
    """Somebody with a telephone."""
    with Walk(browser, village_site, width=360) as person:
        yield person


@pytest.fixture
def desk(browser: Browser, village_site: str) -> Iterator[Walk]:
    """Somebody at a desk."""
    with Walk(browser, village_site, width=1280) as person:
        yield person


@pytest.fixture
def phone_without_script(browser: Browser, village_site: str) -> Iterator[Walk]:
    """Somebody with a telephone that runs no JavaScript."""
    with Walk(browser, village_site, width=360, scripts=False) as person:
        yield person


def _help_with_separation(folder: Path) -> None:
    engine = open_engine(f"sqlite:///{folder / 'directory.sqlite'}")
    with writing(engine) as session, session.begin():
        topic = session.get_one(TaxonomyTerm, id_from_key("taxonomy_term", "topic", "separation"))
        service = session.get_one(Service, service_id("Erziehungsberatung Auland"))
        service.terms.append(topic)
    engine.dispose()
