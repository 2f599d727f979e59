"""Where the files of the fictional county are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

DATA: Final = Path(__file__).resolve().parent.parent / "county"
