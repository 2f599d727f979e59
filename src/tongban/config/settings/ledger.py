"""The ledger's own name and key, and which witnesses it believes."""

import os
from pathlib import Path

from tongban.config.settings.base import COUNTY, DATA_ROOT, PROJECT_ROOT

# The name under which checkpoints are signed. A new name is a new history: see docs/ledger.md before changing it.
LEDGER_ORIGIN = os.environ.get("TONGBAN_LEDGER_ORIGIN", f"tongban/{COUNTY['code']}")
# `l1:32 bytes of base64`; a file with that line instead of the variable where secrets are handed over as files.
_FILE = os.environ.get("TONGBAN_LEDGER_KEY_FILE", "")
TONGBAN_LEDGER_KEY = (
    Path(_FILE).read_text(encoding="ascii").strip()
    if _FILE
    else os.environ.get("TONGBAN_LEDGER_KEY", "l1:development-only")
)
# Public keys, `name+id+key` each, with which this ledger has signed before and whose secret half is not kept any more.
LEDGER_EARLIER_KEYS = tuple(os.environ.get("TONGBAN_LEDGER_EARLIER_KEYS", "").split())
# Public keys of witnesses, `name+id+key` each, whose signatures below our checkpoints we keep and hand on.
LEDGER_WITNESSES = tuple(os.environ.get("TONGBAN_LEDGER_WITNESSES", "").split())
# The program with which anybody checks what the ledger has given out; the public page hands it on.
VERIFIER = PROJECT_ROOT / "verify_ledger.py"
# Here the sealer notes the highest tree it has signed, apart from the database.
LEDGER_SIGNED = DATA_ROOT / "ledger"
