"""On what the outcomes were found: versions and processor."""

import os
import platform
from importlib import metadata
from pathlib import Path

from snippets.frameworks.libraries import PACKAGES

_CPUINFO = Path("/proc/cpuinfo")


def versions() -> dict[str, str]:
    """Return the version of Python and of every package that the pages name."""
    found = {package: metadata.version(package) for package in PACKAGES}
    return {"python": platform.python_version(), **found}


def machine() -> dict[str, str | int]:
    """Return what the speed and the last digits depend on."""
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processor": _cpu("model name") or platform.processor() or "unknown",
        "avx512": "avx512f" in _cpu("flags").split(),
        "cores": os.cpu_count() or 1,
    }


def _cpu(key: str) -> str:
    """Return what Linux says of the processor, or nothing."""
    lines = _CPUINFO.read_text(encoding="utf-8").splitlines() if _CPUINFO.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")
