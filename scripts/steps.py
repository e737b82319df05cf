"""Say on the error stream what a long command is doing, and how far it has come."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from threading import Event, Thread
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_S = 2.0  # of what takes no longer nothing is said
REFRESH_S = 0.5  # where a person looks, one line is written over again and again
AGAIN_S = 10.0  # in a log, a line follows another no sooner
_CLEAR = "\r\x1b[K"


class Step:
    """What is being done; to be called with how many parts are done, and of how many."""

    def __init__(self, text: str) -> None:
        self.text, self.share, self.since = text, -1.0, monotonic()

    def __call__(self, done: int, of: int) -> None:
        """Remember how far it has come."""
        self.share = done / of if of else -1.0

    def begin(self, text: str) -> None:
        """Go on to something else, of which nothing is done yet."""
        self.text, self.share = text, -1.0

    def __str__(self) -> str:
        share = f" {self.share:.0%}," if self.share >= 0 else ""
        return f"{self.text}:{share} {monotonic() - self.since:.0f} s"


@contextmanager
def step(text: str) -> Iterator[Step]:
    """Do something; where it takes longer than `PATIENCE_S`, say again and again how far it is."""
    shown, over = Step(text), Event()
    teller = Thread(target=_tell, args=(shown, over), daemon=True)
    teller.start()
    try:
        yield shown
    finally:
        over.set()
        teller.join()


def _tell(shown: Step, over: Event) -> None:
    if over.wait(PATIENCE_S):
        return
    someone_looks = sys.stderr.isatty()
    begin, end = (_CLEAR, "") if someone_looks else ("", "\n")
    while True:
        click.echo(f"{begin}{shown}{end}", err=True, nl=False)
        if over.wait(REFRESH_S if someone_looks else AGAIN_S):
            break
    click.echo(begin, err=True, nl=False)
