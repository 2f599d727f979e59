"""Keys and files of certificate tests lie in a folder that goes with the run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def data_root(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for the whole run, so that the demonstration keys are made once."""
    root = tmp_path_factory.getbasetemp() / "certificates"
    settings.DATA_ROOT, settings.FILES_ROOT = root, root / "files"
    return root
