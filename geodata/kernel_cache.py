"""
Keep compiled kernels only as long as every kernel they may call is unchanged.

The compiler keeps a kernel until its own file changes, although the code of kernels that it calls
from other files is compiled into it. So all compiled kernels go when any kernel file changes.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

PACKAGE = Path(__file__).parent
_COMPILED = ("*.nbi", "*.nbc")


def discard_stale_kernels(package: Path = PACKAGE) -> bool:
    """
    Delete the compiled kernels of a package if one of its kernel files is another than before.

    Where the package lies on a read-only disk nothing is kept in it, and nothing is done.

    Returns
    -------
    discarded
        Whether the kernel files had changed.
    """
    seen = package / "__pycache__" / "kernels.json"
    stamp = json.dumps(_stamps(package))
    if seen.is_file() and seen.read_text(encoding="utf-8") == stamp:
        return False
    try:
        seen.parent.mkdir(exist_ok=True)
        for pattern in _COMPILED:
            for path in package.rglob(f"__pycache__/{pattern}"):
                path.unlink(missing_ok=True)
        _write(seen, stamp)
    except OSError:  # a read-only installation
        return False
    return True


def _stamps(package: Path) -> dict[str, tuple[int, int]]:
    """Return time and size of every file that is compiled, or has constants that are."""
    paths = (*package.glob("*/*_kernels.py"), *package.glob("walking.py"))
    facts = {path: path.stat() for path in paths}
    return {
        str(path.relative_to(package)): (fact.st_mtime_ns, fact.st_size)
        for path, fact in sorted(facts.items())
    }


def _write(path: Path, text: str) -> None:
    """Write in one step, for several processes may start at once."""
    own = path.with_name(f"{path.name}.{os.getpid()}")
    own.write_text(text, encoding="utf-8")
    own.replace(path)
