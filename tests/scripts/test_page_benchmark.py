"""The generator of the page benchmark keeps its rate and counts every answer."""

from __future__ import annotations

import gzip
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from geodata.district import find_district
from scripts.benchmarks.page_arrivals import ask_at_rate
from scripts.benchmarks.page_questions import DAYS, homes_in, of_pages, of_searches, real_words
from scripts.benchmarks.pages import LIMITS_MS, PAGES, SEARCH

if TYPE_CHECKING:
    from collections.abc import Iterator

SLOW_S = 0.2


class _Slow(BaseHTTPRequestHandler):
    """Answers slowly, and one address not at all."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        time.sleep(SLOW_S)
        self.send_response(404 if self.path == "/missing" else 200)
        packed = self.path == "/packed" and self.headers["Accept-Encoding"] == "gzip"
        answer = gzip.compress(b"hello" * 100) if packed else b"hello"
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

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
    words, homes = real_words(), homes_in(find_district(None))
    assert of_searches(words, 50) == of_searches(words, 50)
    assert all("von=" not in address for address in of_searches(words, 50))
    asked = of_pages(words, homes, 2000)
    assert asked == of_pages(words, homes, 2000)
    assert len({parse_qs(address)["von"][0] for address in asked}) == len(homes) == 87
    assert len({parse_qs(address)["tag"][0] for address in asked}) == DAYS
    assert len(set(asked)) > 1900  # hardly any question twice
    assert set(LIMITS_MS) == {SEARCH, PAGES}


def test_pages_are_asked_for_and_counted_as_browsers_get_them(port: int) -> None:
    answers = ask_at_rate(port, ["/packed", "/"], per_second=40)
    assert answers.pages == (b"hello" * 100, b"hello")
    assert answers.bytes_sent < answers.bytes_each == (500 + 5) / 2
