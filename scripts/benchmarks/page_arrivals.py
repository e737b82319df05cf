"""Ask a server at constant arrivals: a request is sent when its time has come, answered or not."""

from __future__ import annotations

import gzip
import http.client
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import local
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

THREADS = 32
TIMEOUT_S = 30.0
OK = 200
GZIP = b"\x1f\x8b"
ASKED_FOR = {"Accept-Encoding": "gzip"}  # as every browser does


@dataclass(frozen=True)
class Answers:
    """Seconds from the moment a request was due to its last byte, and what it cost to ask."""

    seconds: tuple[float, ...]
    pages: tuple[bytes, ...]  # as they are shown, no longer compressed
    bytes_sent: float  # of an answer, on average and compressed
    failed: int
    cpu_share: float  # of one core, of the process that asked

    @property
    def bytes_each(self) -> float:
        """The mean size of an answer as it is shown."""
        return float(np.mean([len(page) for page in self.pages]))

    @property
    def p50_ms(self) -> float:
        """The median in milliseconds."""
        return float(np.percentile(self.seconds, 50) * 1000)

    @property
    def p95_ms(self) -> float:
        """What 95 of 100 keep, in milliseconds."""
        return float(np.percentile(self.seconds, 95) * 1000)


class _Asker:
    """One connection a thread, kept open as browsers do."""

    def __init__(self, port: int) -> None:
        self._port, self._kept = port, local()
        self._opened: list[http.client.HTTPConnection] = []

    def ask(self, address: str, due_s: float) -> tuple[float, int, bytes]:
        """Return seconds since the request was due, the status, and the answer."""
        try:
            status, answer = self._once(address)
        except (http.client.HTTPException, OSError):
            self._kept.connection = None  # the server closed it meanwhile
            status, answer = self._once(address)
        return time.perf_counter() - due_s, status, answer

    def close(self) -> None:
        """Close all connections."""
        for connection in self._opened:
            connection.close()

    def _once(self, address: str) -> tuple[int, bytes]:
        connection = getattr(self._kept, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=TIMEOUT_S)
            self._kept.connection = connection
            self._opened.append(connection)
        connection.request("GET", address, headers=ASKED_FOR)
        answer = connection.getresponse()
        return answer.status, answer.read()


def ask_at_rate(port: int, addresses: Sequence[str], *, per_second: float) -> Answers:
    """Ask for the addresses in their order, so many a second whatever the answers take."""
    asker, cpu = _Asker(port), time.process_time()
    begin = time.perf_counter() + 0.1
    with ThreadPoolExecutor(THREADS) as threads:
        waiting = []
        for number, address in enumerate(addresses):
            due = begin + number / per_second
            time.sleep(max(0.0, due - time.perf_counter()))
            waiting.append(threads.submit(asker.ask, address, due))
        answers = [one.result() for one in waiting]
    wall = time.perf_counter() - begin
    asker.close()
    share = (time.process_time() - cpu) / wall
    return Answers(
        tuple(seconds for seconds, _status, _answer in answers),
        tuple(_shown(answer) for _seconds, _status, answer in answers),
        float(np.mean([len(answer) for _seconds, _status, answer in answers])),
        sum(status != OK for _seconds, status, _answer in answers),
        share,
    )


def _shown(answer: bytes) -> bytes:
    return gzip.decompress(answer) if answer.startswith(GZIP) else answer
