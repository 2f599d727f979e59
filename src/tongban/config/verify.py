"""`./tongban verify RECEIPT.json …`: the same file that anybody runs without Tongban, run from here."""

import runpy
import sys

from tongban.config.launch.places import PROJECT


def main(words: list[str]) -> None:
    """Hands over to verify_ledger.py."""
    sys.argv = ["./tongban verify", *words]
    runpy.run_path(str(PROJECT / "verify_ledger.py"), run_name="__main__")


if __name__ == "__main__":
    main(sys.argv[2:])
