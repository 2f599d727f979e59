"""Drawing uploaded files as page images, in a separate process with limits of memory and time.

The file's own bytes never reach a browser for viewing: what is shown is drawn anew here.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

_WORKER = Path(__file__).with_name("worker.py")
_WAIT_SECONDS = 20


class NotDrawn(Exception):
    """The file cannot be drawn; `fault` is broken, locked, active or pixels."""

    def __init__(self, fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def count_pages(data: bytes, *, max_pixels: int) -> int:
    """How many pages the file has; `NotDrawn` when it is broken, locked by a password, active or too large to draw."""
    answer = json.loads(_run(data, "inspect", str(max_pixels)))
    if "fault" in answer:
        raise NotDrawn(str(answer["fault"]))
    return int(answer["pages"])


def page_png(data: bytes, number: int, *, width: int) -> bytes:
    """Page `number` (from 1) as PNG, at most `width` pixels wide."""
    return _run(data, "page", str(number), str(width))


def _run(data: bytes, *order: str) -> bytes:
    """One order to the worker; its death by a limit counts as a broken file."""
    command = [sys.executable, "-I", str(_WORKER), *order]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_WAIT_SECONDS, check=True, env={})
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise NotDrawn("broken") from error
    return done.stdout
