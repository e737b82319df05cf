"""Pages of the small district, read by a client that returns them parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import Client
from tests.small_district import small_app

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The small district with internal pages."""
    return small_app(tmp_path_factory.mktemp("pages"))


@pytest.fixture(scope="session")
def hostile_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The same with names that are HTML and JavaScript."""
    return small_app(tmp_path_factory.mktemp("hostile"), hostile=True)


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app.test_client())


@pytest.fixture
def hostile(hostile_app: Flask) -> Client:
    return Client(hostile_app.test_client())
