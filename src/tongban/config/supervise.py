"""`./tongban supervise FILE`: the log of another system, examined. No database, no Django.

Prints what was found, or one JSON object; `--report` writes a page for a leader, and beside it all findings, the map
and the rules that were used, to be edited and given back. Large files are handed to `supervise_columns`, the same
program with the other engine: what it needs takes longer to load than a small file takes to examine.
"""

import argparse
import errno
import json
import os
import signal
import sys
import time
from datetime import datetime
from pathlib import Path

from tongban.config.launch.commands import dispatch
from tongban.config.launch.problems import Problem
from tongban.config.launch.screen import say
from tongban.kernel.refusals import Refused
from tongban.supervision.foreign.calendars import CALENDARS
from tongban.supervision.foreign.examining import Engine, Examined, by_events, examine
from tongban.supervision.foreign.faults import reason
from tongban.supervision.foreign.judging import KINDS
from tongban.supervision.foreign.report.page import report
from tongban.supervision.foreign.stamps import HOME
from tongban.supervision.foreign.words import KIND_WORDS, number
from tongban.supervision.foreign.writing import as_json, write_findings

BEGUN = time.perf_counter()
USAGE = (
    "usage: ./tongban supervise FILE [--map MAP.toml] [--rules RULES.toml] [--calendar NAME] [--json] [--report HTML]"
)
TOKENS = Path(__file__).parents[1] / "portal" / "static" / "portal" / "tokens.css"
BAD_TOLD = 10
LARGE = 100 << 20
COLUMNS = "tongban.config.supervise_columns"


def parser() -> argparse.ArgumentParser:
    """The words of the command."""
    words = argparse.ArgumentParser(prog="./tongban supervise", description="Examines an event log: XES, .gz or CSV.")
    words.add_argument("file", type=Path, metavar="FILE")
    words.add_argument("--map", type=Path, metavar="MAP.toml", help="which column means what; proposed if not given")
    words.add_argument(
        "--rules", type=Path, metavar="RULES.toml", help="limits, steps, separation; proposed if not given"
    )
    words.add_argument("--calendar", default="CN", metavar="NAME", help=f"one of {', '.join(CALENDARS)}")
    words.add_argument("--json", action="store_true", help="one JSON object")
    words.add_argument("--report", type=Path, metavar="OUT.html", help="a page to read and print, its tables beside it")
    words.add_argument("--findings", type=Path, metavar="OUT.csv", help="all findings as a table")
    words.add_argument("--propose", choices=("map", "rules"), help="print the map or the rules as TOML, to be edited")
    words.add_argument("--engine", choices=("events", "columns"), default="", help="by event or by columns; both agree")
    return words


def by_events_or_columns(words: list[str]) -> int:
    """`supervise`, by the engine that suits the file."""
    chosen = parser().parse_args(words)
    try:
        large = chosen.file.stat().st_size > LARGE
    except OSError:
        large = False
    if chosen.engine == "columns" or (large and not chosen.engine):
        os.execv(sys.executable, [sys.executable, "-P", "-m", COLUMNS, "supervise", *words])
    return supervise(words)


def supervise(words: list[str], engine: Engine = by_events) -> int:
    """`supervise` by one engine."""
    chosen = parser().parse_args(words)
    _refuse_overwriting(chosen)
    try:
        found = examine(chosen.file, mapping=chosen.map, rules=chosen.rules, calendar=chosen.calendar, engine=engine)
    except Refused as refused:
        raise Problem(refused.refusal.sentence("zh"), refused.refusal.sentence("en"), status=2) from None
    written = _write(found, chosen)
    if chosen.propose:
        say((found.mapping if chosen.propose == "map" else found.rules).toml().rstrip())
        return 0
    if chosen.json:
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        say(json.dumps(as_json(found, time.perf_counter() - BEGUN), ensure_ascii=False, indent=1))
        return 0
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
    for line in told(found):
        say(line)
    for path in written:
        say(f"已写：{path}")
    return 0


def told(found: Examined) -> list[str]:
    """What was found, for a person at a terminal."""
    log, faults = found.log, found.faults
    cut = "，文件不完整" if faults.cut else ""
    lines = [
        f"{found.file}：{number(len(log.cases))} 件，{number(log.read)} 条记录，坏行 {number(faults.count)} 行{cut}"
    ]
    lines += [f"  第 {row.line} 行：{row.zh}（{row.en}）" for row in faults.named[:BAD_TOLD]]
    if faults.count > BAD_TOLD:
        lines.append(f"  另有 {number(faults.count - BAD_TOLD)} 行，见 --json")
    lines.append("列的含义" + ("（由列名看出，用 --propose map 写成文件再改）" if found.mapping_proposed else ""))
    lines += [f"  {role:<10} = {name}" for role, name in found.mapping.columns().items()]
    lines.append(
        "规则是按记录本身拟定的，用 --propose rules 写成文件再核定" if found.rules.proposed else "规则按给出的文件"
    )
    facts = as_json(found, 0)
    keys = dict(zip(KINDS, ("late_cases", "open_late_cases", "skipped", "reworked", "same_person"), strict=True))
    for kind, key in keys.items():
        lines.append(f"  {KIND_WORDS[kind]}：" + ("没有判断" if facts[key] is None else f"{number(facts[key])} 件"))
    if against := facts["late_against"]:
        lines.append(f"  超期比对：{against[0]} → {against[1]}")
    return lines + [f"注意：{doubt}" for doubt in found.doubts]


def _refuse_overwriting(chosen: argparse.Namespace) -> None:
    """The log, the map and the rules that were given are never written over."""
    given = {path.resolve() for path in (chosen.file, chosen.map, chosen.rules) if path}
    for path in (chosen.report, chosen.findings):
        if path and path.resolve() in given:
            raise Problem(f"{path} 是读入的文件，不能写在它上面。", f"{path} is read: write to another file.", status=2)


def _write(found: Examined, chosen: argparse.Namespace) -> list[Path]:
    """The report with its tables, the findings; answers what was written."""
    written: list[Path] = []
    given = {path.resolve() for path in (chosen.file, chosen.map, chosen.rules) if path}
    findings = chosen.findings or (chosen.report.with_suffix(".findings.csv") if chosen.report else None)
    try:
        if chosen.report:
            name = findings.name if findings else ""
            page = report(found, at=datetime.now(HOME), csv_name=name, tokens=TOKENS.read_text(encoding="utf-8"))
            kept = ((".map.toml", found.mapping.toml()), (".rules.toml", found.rules.toml()))
            beside = [(chosen.report.with_suffix(suffix), text) for suffix, text in kept]
            for path, text in ((chosen.report, page), *(one for one in beside if one[0].resolve() not in given)):
                path.write_text(text, encoding="utf-8")
                written.append(path)
        if findings:
            write_findings(findings, found)
            written.append(findings)
    except OSError as error:
        zh, en = ("没有这个文件夹", "there is no such folder") if error.errno == errno.ENOENT else reason(error)
        raise Problem(
            f"写不了 {error.filename}：{zh}。请换一个位置。",
            f"{error.filename} cannot be written: {en}. Choose another place.",
            status=2,
        ) from None
    return written


if __name__ == "__main__":
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `| head` ends it quietly
    sys.exit(dispatch({"supervise": by_events_or_columns}, USAGE, sys.argv[1:]))
