"""Cut long work into blocks and run them on all cores."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Item = TypeVar("Item")
    Answer = TypeVar("Answer")


def blocks(count: int, *, size: int) -> list[slice]:
    """Return slices of at most `size` that cover 0 … count − 1 in order."""
    return [slice(start, min(start + size, count)) for start in range(0, count, size)]


def run_parallel(function: Callable[[Item], Answer], items: Sequence[Item]) -> list[Answer]:
    """
    Return the answers for the items, in their order.

    Threads are enough: the compiled kernels let go of the interpreter lock, and each item writes
    only what is its own, so that the answer does not depend on the number of cores.
    """
    if len(items) == 1:
        return [function(items[0])]  # a thread would take longer to start than to answer
    with ThreadPoolExecutor(max_workers=min(len(items), os.cpu_count() or 1) or 1) as pool:
        return list(pool.map(function, items))
