"""How many examples a property is tried on: few at each push, many at night."""

import os


def examples(push: int, nightly: int) -> int:
    """`push` in the fast run, `nightly` where the results of a night are kept."""
    return nightly if "TONGBAN_RESULTS" in os.environ else push
