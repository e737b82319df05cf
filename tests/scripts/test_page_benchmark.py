"""The generator of the page benchmark keeps its rate and counts every answer."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING

import pytest

from scripts.benchmarks.page_arrivals import ask_at_rate
from scripts.benchmarks.pages import LIMITS_MS, PAGES, SEARCH, addresses

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW_S = 0.2


class _Slow(BaseHTTPRequestHandler):
    """Answers slowly, and one address not at all."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(SLOW_S)
        self.send_response(404 if self.path == "/missing" else 200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slow)
    server.daemon_threads = True
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def test_requests_are_sent_when_due_though_the_answers_are_slow(port: int) -> None:
    begin = time.perf_counter()
    answers = ask_at_rate(port, ["/"] * 19 + ["/missing"], per_second=40)
    assert time.perf_counter() - begin < 20 * SLOW_S  # one after the other it would take so long
    assert len(answers.seconds) == 20
    assert answers.failed == 1
    assert answers.bytes_each == 5
    assert answers.p50_ms >= SLOW_S * 1000
    assert 0 <= answers.cpu_share < 1


def test_the_same_questions_are_asked_at_every_run_and_homes_only_where_ways_are() -> None:
    assert addresses(SEARCH, 50) == addresses(SEARCH, 50)
    assert all("von=" not in address for address in addresses(SEARCH, 50))
    assert all("von=" in address and "tag=" in address for address in addresses(PAGES, 50))
    assert set(LIMITS_MS) == {SEARCH, PAGES}
