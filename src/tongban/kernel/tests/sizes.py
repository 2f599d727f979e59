"""How many examples a property is tried on: few at each push, many at night."""

import os


def examples(push: int, nightly: int) -> int:
    """`push` in the fast run, `nightly` where the night's seed is set."""
    return nightly if "TONGBAN_SEED" in os.environ else push
