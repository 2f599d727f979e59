"""How requests of a pattern are counted: whoever knows them says so here, since supervision knows no requests. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final
from uuid import UUID

# Kind of pattern -> how many requests of it about a body came from a moment on until before another.
Measure = Callable[[UUID | None, UUID, datetime, datetime], int]
MEASURES: Final[dict[str, Measure]] = {}
