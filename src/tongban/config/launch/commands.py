"""From the words of a command line to one function, and from whatever goes wrong to one screen."""

import sys
import traceback
from collections.abc import Callable, Mapping

from tongban.config.launch.places import here
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say

Command = Callable[[list[str]], int]


def without_words(act: Callable[[], None]) -> Command:
    """A command that takes no words."""

    def do(words: list[str]) -> int:
        if words:
            raise Problem(f"This command takes nothing more, not {words[0]!r}.", status=2)
        act()
        return 0

    return do


def dispatch(commands: Mapping[str, Command], usage: str, words: list[str]) -> int:
    """Runs one command; returns the exit status."""
    if not words or words[0] in ("help", "-h", "--help"):
        say(usage)
        return 0 if words else 2
    command = commands.get(words[0])
    if command is None:
        say(f"There is no command {words[0]!r}.\n\n{usage}")
        return 2
    try:
        return command(words[1:])
    except Problem as problem:
        sys.stderr.write(problem.screen())
        return problem.status
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sys.stderr.write(unexpected(words[0], error).screen())
        return 70


def unexpected(command: str, error: Exception) -> Problem:
    """A fault of ours: the traceback goes to a file, the screen says which."""
    places = here()
    places.make()
    log = places.log / "launch.log"
    with log.open("a", encoding="utf-8") as out:
        traceback.print_exception(error, file=out)
    return Problem(
        f"./tongban {command} met a fault of its own: {type(error).__name__}: {error}",
        f"The details are in {log}; please report them.",
    )
