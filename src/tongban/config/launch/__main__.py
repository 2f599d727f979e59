"""The command line behind `./tongban`."""

import argparse
import os
import sys

from tongban.config.launch.backup import backup
from tongban.config.launch.commands import dispatch, without_words
from tongban.config.launch.control import manage, status, stop
from tongban.config.launch.restore import restore
from tongban.config.launch.up import up
from tongban.config.messages import compile_messages

USAGE = """usage: ./tongban COMMAND

  up [--port N]              start everything: database, web server, worker, demonstration county
  stop · status              end it · say what runs
  manage COMMAND …           a management command with this installation's database and secrets
  backup FILE                database and uploaded files in one file
  restore FILE [--replace] [--erased EXPORT]   the way back; looks at every part of the file before it touches
                             anything, and erases again whoever was erased since
  smoke --url URL            one whole matter over HTTP against a running instance
  ledger fsck|status|keys|export FILE     the ledger recomputed from its bodies; how far it is sealed
  witness --log URL --key KEY --store FOLDER   watch a ledger from outside, cosign what only grew
  verify RECEIPT.json [--checkpoint FILE]   whether a receipt is true, and why; asks no installation
  law diff OLD NEW [--json]  two texts of a law: articles changed, added, removed, renumbered
  supervise FILE             the log of another system: late, skipped, done again, by one hand; --report for a page
  hotline evaluate|train     how well texts are put into classes; a model from a table of one's own

  test [--tier push|nightly] [--budget 20m] [--pure] [pytest's own words]
  check · fix                look at everything and change nothing · change what a machine may change
  front                      the flow editor built anew when its sources changed (nothing else needs node)
  numbers [--json]           the figures we watch
  bench [NAME] [--json]      our claims, each beside its peer and its floor
"""
# Programs of their own: the house's tools need test.lock, which an installation that only runs does not have.
PROGRAMS = dict.fromkeys(("test", "check", "fix", "front", "numbers", "bench"), "tongban.config.house")
PROGRAMS["smoke"] = "tongban.config.smoke"
PROGRAMS["law"] = "tongban.config.law"
PROGRAMS["witness"] = "tongban.config.witness"
PROGRAMS["verify"] = "tongban.config.verify"
PROGRAMS["supervise"] = "tongban.config.supervise"
PROGRAMS["hotline"] = "tongban.config.hotline"


def do_up(words: list[str]) -> int:
    """`up`."""
    parser = argparse.ArgumentParser(prog="./tongban up")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--without-county", action="store_true", help="do not load the demonstration county")
    chosen = parser.parse_args(words)
    compile_messages()
    up(chosen.port, county=not chosen.without_county)
    return 0


COMMANDS = {
    "up": do_up,
    "stop": without_words(stop),
    "status": without_words(status),
    "manage": manage,
    "ledger": lambda words: manage(["ledger", *words]),
    "backup": backup,
    "restore": restore,
}


def main(words: list[str]) -> int:
    """Runs one command, or becomes the program that has it."""
    if words and words[0] in PROGRAMS:
        os.execv(sys.executable, [sys.executable, "-P", "-m", PROGRAMS[words[0]], *words])
    return dispatch(COMMANDS, USAGE, words)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
