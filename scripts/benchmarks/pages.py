"""Time the search and the page of results with ways there and back, beside a plain page."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.district import find_district
from geodata.networks import build_networks
from scripts.benchmarks.machine import machine_text
from scripts.benchmarks.page_arrivals import Answers, ask_at_rate
from scripts.benchmarks.page_questions import (
    coming_days,
    homes_in,
    of_pages,
    of_searches,
    page,
    real_words,
)
from scripts.benchmarks.page_records import fill
from scripts.benchmarks.page_server import PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

SEARCH, PAGES = "search", "pages"
LIMITS_MS = {SEARCH: 50.0, PAGES: 300.0}  # p95, of the issue
DATABASE = "SOZIALRAUM_BENCHMARK_DATABASE_URL"  # an empty database to fill, PostGIS for example
ENTRIES = 20_000
PER_SECOND = 50.0
SECONDS, WARM_SECONDS = 30, 10
START_WITHIN_S = 120.0
WAY = b'class="way-line"'  # stands on a page as often as something is said of a way


@dataclass(frozen=True)
class Served:
    """What is served: the database and a build."""

    url: str
    build: Path


def measured(
    questions: Sequence[str], folder: Path, *, say: Callable[[str], None]
) -> dict[str, Any]:
    """Return the figures of `measure` by question, and when and on what they were measured."""
    served = _served(folder, say)
    conditions = {"date": datetime.now(UTC).isoformat(timespec="minutes"), "entries": ENTRIES}
    say(f"{machine_text()}; {conditions['date']}; {ENTRIES} entries; {served.url.split(':')[0]}")
    return conditions | {question: measure(question, served, say=say) for question in questions}


def _served(folder: Path, say: Callable[[str], None]) -> Served:
    """Return records and build of the benchmark, made where they are not there yet."""
    district = find_district(None)
    home = folder / "pages"
    file = home / "directory.sqlite"
    url = os.environ.get(DATABASE) or f"sqlite:///{file}"
    if not (home / "filled").exists() or (home / "filled").read_text("utf-8") != url:
        home.mkdir(parents=True, exist_ok=True)
        file.unlink(missing_ok=True)
        say(f"writing {fill(url, district, entries=ENTRIES)} entries")
        (home / "filled").write_text(url, encoding="utf-8")
    networks = home / "networks"
    if not networks.is_dir():
        say("building the networks of the coming days")
        build_networks(
            district,
            networks,
            every_day_from=date.today(),  # noqa: DTZ011 - any day will do
            progress=say,
        )
    return Served(url, home)


def asked(question: str, port: int, count: int) -> list[str]:
    """Return what is asked; of pages those words only that lead to ways, so that each tells some."""
    words = real_words()
    if question == SEARCH:
        return of_searches(words, count)
    homes = homes_in(find_district(None))
    tried = [page(text, homes[0], coming_days()[1]) for text in words]
    answers = ask_at_rate(port, tried, per_second=PER_SECOND)
    telling = [text for text, seen in zip(words, answers.pages, strict=True) if WAY in seen]
    return of_pages(telling, homes, count)


def measure(
    question: str, served: Served, *, say: Callable[[str], None], seconds: int = SECONDS
) -> dict[str, Any]:
    """
    Return p50_ms, p95_ms and ratio of a question at `PER_SECOND` constant arrivals.

    `ratio` is its p50 by that of a plain page of the same size from the same server.
    """
    with _server(served) as port:
        before = int(WARM_SECONDS * PER_SECOND)  # asked before, and none of them is counted
        every = asked(question, port, before + int(seconds * PER_SECOND))
        ask_at_rate(port, every[:before], per_second=PER_SECOND)
        answers = ask_at_rate(port, every[before:], per_second=PER_SECOND)
        plain = [f"{PLAIN}?bytes={answers.bytes_each:.0f}"] * len(answers.seconds)
        beside = ask_at_rate(port, plain, per_second=PER_SECOND)
    figures = _figures(answers, beside)
    say(_line(question, figures))
    return figures


def _figures(answers: Answers, beside: Answers) -> dict[str, Any]:
    return {
        "p50_ms": round(answers.p50_ms, 1),
        "p95_ms": round(answers.p95_ms, 1),
        "ratio": round(answers.p50_ms / beside.p50_ms, 1),
        "plain_p50_ms": round(beside.p50_ms, 1),
        "plain_p95_ms": round(beside.p95_ms, 1),
        "requests": len(answers.seconds),
        "per_second": PER_SECOND,
        "failed": answers.failed + beside.failed,
        "bytes": round(answers.bytes_each),
        "bytes_sent": round(answers.bytes_sent),
        "with_ways": round(float(np.mean([WAY in seen for seen in answers.pages])), 2),
        "generator_cpu_share": round(answers.cpu_share, 2),
    }


def _line(question: str, f: dict[str, Any]) -> str:
    return (
        f"{question}: p50 {f['p50_ms']} ms, p95 {f['p95_ms']} ms (limit {LIMITS_MS[question]:.0f}) at"
        f" {f['per_second']:.0f} requests a second, {f['requests']} requests, {f['failed']} failed,"
        f" {f['bytes']} bytes each ({f['bytes_sent']} as sent), {f['with_ways']:.0%} with ways;"
        f" {f['ratio']} times a plain page of that size"
        f" (p50 {f['plain_p50_ms']} ms); the generator took {f['generator_cpu_share']:.0%} of a core"
    )


@contextmanager
def _server(served: Served) -> Iterator[int]:
    """Serve in a process of its own until the end of the block; yield the port."""
    port = _free_port()
    told = {
        "url": served.url,
        "port": port,
        "networks": str(served.build / "networks"),
        "results": str(served.build / "results"),
    }
    command = [sys.executable, "-m", "scripts.benchmarks.page_server", json.dumps(told)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1.0).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    message = "the server did not start"
    raise RuntimeError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
