"""What `supervise` gives to programs and tables: the one JSON object, and all findings as CSV for Excel."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from tongban.powerlist.rules.sheet import guarded_within
from tongban.supervision.foreign.durations import Spread
from tongban.supervision.foreign.examining import Examined, by_yardstick
from tongban.supervision.foreign.judging import BY_DEADLINE, ONE_HAND, Finding
from tongban.supervision.foreign.words import KIND_WORDS, told

HEADS = ("检查", "办件", "规则", "环节", "办理人", "情况")


def as_json(examined: Examined, seconds: float) -> dict[str, Any]:
    """One object; counts are numbers of cases. What was not judged is null, not 0."""
    late = examined.judges_late()
    persons = bool(len(examined.log.persons)) and bool(examined.rules.separate or examined.rules.one_hand)
    return {
        "file": examined.file,
        "sha256": examined.digest,
        "cases": len(examined.log.cases),
        "events": examined.log.read,
        "bad_rows": examined.faults.count,
        "incomplete": examined.faults.cut,
        "late_cases": examined.cases_with("late") if late else None,
        "late_against": examined.late_against(),
        "late_by": [{"against": name, "cases": count} for name, count in by_yardstick(examined)],
        "open_late_cases": examined.cases_with("open_late") if late else None,
        "skipped": examined.cases_with("skipped") if examined.rules.must else None,
        "reworked": examined.cases_with("reworked"),
        "same_person": examined.cases_with("same_person") if persons else None,
        "seconds": round(seconds, 3),
        "engine": examined.engine,
        "calendar": examined.calendar,
        "map": examined.mapping.columns(),
        "map_proposed": examined.mapping_proposed,
        "rules_proposed": examined.rules.proposed,
        "notes": list(examined.doubts),
        "bad": [{"line": row.line, "zh": row.zh, "en": row.en} for row in examined.faults.named],
        "steps": _steps(examined),
    }


def _steps(examined: Examined) -> list[dict[str, Any]]:
    """Each step with its figures; times in seconds."""
    return [
        {
            "step": examined.log.steps[one.step], "cases": one.cases, "times": one.count,
            "since_previous": _spread(one.since), "waiting": _spread(one.waiting), "working": _spread(one.working),
        }
        for one in examined.flow.steps
    ]  # fmt: skip


def _spread(spread: Spread | None) -> dict[str, float] | None:
    if spread is None:
        return None
    return {"median": spread.median / 1e6, "p90": spread.p90 / 1e6}


def write_findings(path: Path, examined: Examined) -> None:
    """All findings, one a line; a cell never begins as a formula."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(HEADS)
        for finding in examined.findings:
            rows.writerow([safe(cell) for cell in _cells(finding, examined)])


def _cells(finding: Finding, examined: Examined) -> tuple[str, ...]:
    log, rules = examined.log, examined.rules
    rule = step = person = ""
    if finding.kind in ("late", "open_late"):
        rule = "截止时间" if finding.a == BY_DEADLINE else rules.limits[finding.a].name
    elif finding.kind == "same_person":
        rule = "整件一人办理" if finding.a == ONE_HAND else " — ".join(rules.separate[finding.a])
        person = log.persons[finding.b]
    else:
        step = log.steps[finding.a]
    said = told(finding, log, rules)
    return (KIND_WORDS[finding.kind], log.cases[finding.case], rule, step, person, said)


def safe(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, on one line."""
    return guarded_within(" ".join(cell.split()))
