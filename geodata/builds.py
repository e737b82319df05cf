"""Build into a new folder, then swap it in by one rename: a reader sees the old or the new."""

from __future__ import annotations

import os
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CURRENT = "current"  # a link in the var folder to the build in use
KEPT = 2  # the build in use and the one before, which a reader may still have open
_UNFINISHED = ".unfinished-"


def current_build(var: Path) -> Path | None:
    """Return the folder of the build in use, or None where nothing was built yet."""
    link = var / CURRENT
    return link.resolve() if link.is_dir() else None


@contextmanager
def new_build(var: Path, name: str) -> Iterator[Path]:
    """
    Yield an empty folder to build into; swap it in if the block ends without an error.

    Whatever ends the block early, a power cut included, leaves the build in use as it was; the
    remains are swept away by the next build.

    Parameters
    ----------
    var
        Folder of the district's builds; made where it is missing.
    name
        Name of the build, usually a hash of its inputs.
    """
    builds = var / "builds"
    builds.mkdir(parents=True, exist_ok=True)
    _sweep(builds)
    unfinished = builds / f"{_UNFINISHED}{os.getpid()}"
    unfinished.mkdir()
    try:
        yield unfinished
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise
    _swap_in(var, unfinished, name)


def _swap_in(var: Path, unfinished: Path, name: str) -> None:
    finished = unfinished.with_name(name)
    number = 2
    while finished.exists():
        finished = unfinished.with_name(f"{name}-{number}")
        number += 1
    unfinished.rename(finished)
    link = var / f"{CURRENT}-{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(finished.relative_to(var), target_is_directory=True)
    link.replace(var / CURRENT)
    _forget_old(finished)


def _forget_old(newest: Path) -> None:
    others = [f for f in newest.parent.iterdir() if not f.name.startswith(".") and f != newest]
    others.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in others[KEPT - 1 :]:
        shutil.rmtree(folder)


def _sweep(builds: Path) -> None:
    """Remove what builds left behind that were killed; those still running stay."""
    for folder in builds.glob(f"{_UNFINISHED}*"):
        owner = int(folder.name.removeprefix(_UNFINISHED))
        if owner == os.getpid() or not _is_running(owner):
            shutil.rmtree(folder)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, and is somebody else's
        return True
    return True
