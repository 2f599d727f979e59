"""The command line of the house's own tools: they need what test.lock brings."""

import sys

from tongban.config.house.bench import bench
from tongban.config.house.checking import check, fix
from tongban.config.house.front import front
from tongban.config.house.numbers import numbers
from tongban.config.house.testing import test
from tongban.config.launch.commands import dispatch

COMMANDS = {"test": test, "check": check, "fix": fix, "front": front, "numbers": numbers, "bench": bench}

if __name__ == "__main__":
    sys.exit(dispatch(COMMANDS, "usage: ./tongban test | check | fix | front | numbers | bench", sys.argv[1:]))
