from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from directory.config import is_loopback

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

COMMAND = "from scripts.cli import main; main()"
PLANNING = "/planung/erreichbarkeit"
PATIENCE_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def status_of(url: str) -> int:
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - loopback
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


@contextmanager
def served(var: Path, *arguments: str) -> Iterator[str]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "serve", "--port", str(port), *arguments],
        env=os.environ | {"SOZIALRAUM_VAR": str(var)},
        stderr=subprocess.DEVNULL,
    )
    try:
        yield _ready(f"http://127.0.0.1:{port}")
    finally:
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=PATIENCE_S) == 0


def _ready(address: str) -> str:
    end = time.monotonic() + PATIENCE_S
    while time.monotonic() < end:
        try:
            status_of(address)
        except OSError:
            time.sleep(0.2)
        else:
            return address
    pytest.fail(f"{address} did not answer")


def test_on_loopback_the_planners_pages_are_there_until_ctrl_c(tmp_path: Path) -> None:
    with served(tmp_path) as address:
        assert status_of(address) == 200
        assert status_of(address + PLANNING) == 200


def test_planners_pages_can_be_switched_off(tmp_path: Path) -> None:
    with served(tmp_path, "--no-internal-pages") as address:
        assert status_of(address) == 200
        assert status_of(address + PLANNING) == 404


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("kreis", False)],  # noqa: S104 - not bound
)
def test_only_a_loopback_address_shows_planners_pages_by_itself(host: str, loopback: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert is_loopback(host) is loopback
