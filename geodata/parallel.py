"""Cut long work into blocks and run them on all cores."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Item = TypeVar("Item")
    Answer = TypeVar("Answer")
    Progress = Callable[[int, int], None]  # how many parts are done, and of how many


def blocks(count: int, *, size: int) -> list[slice]:
    """Return slices of at most `size` that cover 0 … count − 1 in order."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def silent(_done: int, _of: int) -> None:
    """Tell nobody how far a long question has come."""


def run_parallel(
    function: Callable[[Item], Answer], items: Sequence[Item], *, progress: Progress = silent
) -> list[Answer]:
    """
    Return the answers for the items, in their order; `progress` is told after each.

    Threads are enough: the compiled kernels let go of the interpreter lock, and each item writes
    only what is its own, so that the answer does not depend on the number of cores.
    """
    if len(items) == 1:
        answers = [function(items[0])]  # a thread would take longer to start than to answer
        progress(1, 1)
        return answers
    answers = []
    with ThreadPoolExecutor(max_workers=min(len(items), os.cpu_count() or 1) or 1) as pool:
        for answer in pool.map(function, items):
            answers.append(answer)
            progress(len(answers), len(items))
    return answers
