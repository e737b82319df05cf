"""On what machine and with which versions the figures were measured."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("numba", "numpy", "scipy", "cafein", "ferrobus", "pynigiri", "pyroutingkit")
ELSEWHERE = {"osrm-bindings": "SOZIALRAUM_BENCHMARK_OSRM_PYTHON"}  # may have a Python of its own
ASK_VERSION = "import importlib.metadata as m, sys; print(m.version(sys.argv[1]))"
CPU_INFO, MEMORY_INFO = Path("/proc/cpuinfo"), Path("/proc/meminfo")
KIB_PER_GIB = 1024**2


def machine_text() -> str:
    """Return processor, cores, load, memory and system in a line."""
    load = f"load {os.getloadavg()[0]:.1f} at the start"
    memory = _first_value(MEMORY_INFO, "MemTotal")
    gib = f"{int(memory.split()[0]) / KIB_PER_GIB:.0f} GiB" if memory else "unknown memory"
    processor = _first_value(CPU_INFO, "model name") or platform.machine()
    return f"{processor}, {os.cpu_count()} cores, {load}, {gib}, {platform.platform()}"


def versions_text() -> str:
    """Return the versions of Python, of ourselves and of the packages that are installed."""
    known = {name: installed(name) for name in ("sozialraum", *PACKAGES, *ELSEWHERE)}
    packages = [f"{name} {number}" for name, number in known.items() if number]
    return ", ".join([f"Python {platform.python_version()}", *packages])


def installed(package: str) -> str | None:
    """Return the version of a package, None where it is not installed in the Python it has."""
    if python_of(package) != sys.executable:
        return _installed_elsewhere(package)
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def python_of(package: str) -> str:
    """Return the Python that runs a package: ours, unless a variable names another."""
    return os.environ.get(ELSEWHERE.get(package, "")) or sys.executable


def missing_text(package: str) -> str:
    """Return why a package cannot be asked, and what to do where it may have its own Python."""
    told = f"{python_of(package)} has no {package}"
    variable = ELSEWHERE.get(package)
    return f"{told}; {variable} names a Python that has" if variable else told


def _installed_elsewhere(package: str) -> str | None:
    command = (python_of(package), "-c", ASK_VERSION, package)
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - the Python that the user names
    except OSError:  # there is none, or it is no program
        return None
    return done.stdout.strip() or None


def _first_value(path: Path, name: str) -> str:
    """Return what stands behind a name in one of the kernel's tables."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    values = (line.partition(":")[2].strip() for line in lines if line.startswith(name))
    return next(values, "")
