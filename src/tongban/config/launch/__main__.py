"""The command line behind `./tongban`: reads the words, calls the one function, says on one screen what went wrong."""

import argparse
import sys
import traceback
from collections.abc import Callable

from tongban.config.launch.control import manage, status, stop
from tongban.config.launch.places import here
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say
from tongban.config.launch.up import up
from tongban.config.messages import compile_messages

USAGE = """usage: ./tongban COMMAND

  up [--port N]              start everything: database, web server, worker, demonstration county
  stop · status              end it · say what runs
  manage COMMAND …           a management command with this installation's database and secrets
"""


def do_up(words: list[str]) -> int:
    """`up`."""
    parser = argparse.ArgumentParser(prog="./tongban up")
    parser.add_argument("--port", type=int, default=8000)
    compile_messages()
    up(parser.parse_args(words).port)
    return 0


def without_words(act: Callable[[], None]) -> Callable[[list[str]], int]:
    """A command that takes no words."""

    def do(words: list[str]) -> int:
        if words:
            raise Problem(f"This command takes nothing more, not {words[0]!r}.", status=2)
        act()
        return 0

    return do


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "up": do_up,
    "stop": without_words(stop),
    "status": without_words(status),
    "manage": manage,
}


def main(words: list[str]) -> int:
    """Runs one command; returns the exit status."""
    if not words or words[0] in ("help", "-h", "--help"):
        say(USAGE)
        return 0 if words else 2
    command = COMMANDS.get(words[0])
    if command is None:
        say(f"There is no command {words[0]!r}.\n\n{USAGE}")
        return 2
    try:
        return command(words[1:])
    except Problem as problem:
        sys.stderr.write(problem.screen())
        return problem.status
    except KeyboardInterrupt:
        return 130
    except Exception:
        return unexpected(words[0])


def unexpected(command: str) -> int:
    """A fault of ours: the traceback goes to a file, the screen says which."""
    places = here()
    places.make()
    log = places.log / "launch.log"
    with log.open("a", encoding="utf-8") as out:
        traceback.print_exc(file=out)
    kind, error, _ = sys.exc_info()
    problem = Problem(
        f"./tongban {command} met a fault of its own: {kind.__name__ if kind else ''}: {error}",
        f"The details are in {log}; please report them.",
    )
    sys.stderr.write(problem.screen())
    return 70


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
