"""The installation's own secrets: made once, kept in `secrets.env` for its owner alone.

What the environment gives goes before what the file holds, so a production keeps its secrets where it likes.
"""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

GENERATED: dict[str, Callable[[], str]] = {
    "TONGBAN_SECRET_KEY": lambda: secrets.token_urlsafe(48),
    # Wraps the keys under which personal data is sealed. Lost with it: every sealed name and number.
    "TONGBAN_KEK": lambda: f"k1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    "TONGBAN_INDEX_KEY": lambda: f"i1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    # Signs the ledger's checkpoints and promises. Lost: the ledger goes on under a new key, old receipts still hold.
    "TONGBAN_LEDGER_KEY": lambda: f"l1:{base64.b64encode(secrets.token_bytes(32)).decode()}",
    "TONGBAN_SUPERUSER_PASSWORD": lambda: secrets.token_urlsafe(24),
    "TONGBAN_OWNER_PASSWORD": lambda: secrets.token_urlsafe(24),
    "TONGBAN_APP_PASSWORD": lambda: secrets.token_urlsafe(24),
    "TONGBAN_SEALER_PASSWORD": lambda: secrets.token_urlsafe(24),
}


def read_keys(file: Path) -> dict[str, str]:
    """The secrets of the file, `NAME=value` a line."""
    if not file.exists():
        return {}
    pairs = (line.split("=", 1) for line in file.read_text().splitlines() if "=" in line and not line.startswith("#"))
    return {name.strip(): value.strip() for name, value in pairs}


def load_keys(file: Path) -> dict[str, str]:
    """All secrets; missing ones are made and written, so that the next start finds them."""
    known = read_keys(file)
    missing = {name: make() for name, make in GENERATED.items() if name not in known}
    if missing:
        known |= missing
        half = file.with_suffix(".half")
        half.unlink(missing_ok=True)
        with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write("# Made by ./tongban up. Keep a copy apart from the backups: without it they cannot be read.\n")
            out.writelines(f"{name}={value}\n" for name, value in sorted(known.items()))
        half.replace(file)
    return {name: os.environ.get(name) or value for name, value in known.items()}
