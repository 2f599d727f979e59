"""`./tongban supervise` for large files: the same program with the engine over columns (DuckDB)."""

import signal
import sys

from tongban.config.launch.commands import dispatch
from tongban.config.supervise import USAGE, supervise
from tongban.supervision.foreign.on_duckdb import found_in


def by_columns(words: list[str]) -> int:
    """`supervise` with the checks over columns."""
    return supervise(words, found_in)


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(dispatch({"supervise": by_columns}, USAGE, sys.argv[1:]))
