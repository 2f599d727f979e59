"""`./tongban supervise`: its words, its one object, what it writes, and that nothing ends in a traceback."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.foreign.files import DATA, GOOD, written
from tongban.config.launch.problems import Problem
from tongban.config.supervise import supervise
from tongban.supervision.foreign.on_duckdb import found_in

ROOT = Path(__file__).parents[2]
REAL = DATA / "permit_receipt.csv"
needs_real = pytest.mark.skipif(not REAL.exists(), reason="the public event logs are not beside the project")
# As counted by hand with other tools: see docs/supervise.md for what each means.
KNOWN = {
    "permit_receipt.csv": {
        "cases": 1434, "events": 8577, "bad_rows": 0, "late_cases": 377, "open_late_cases": 39, "reworked": 91,
        "late_against": ["case:deadline", "case:enddate"],
    },
    "helpdesk.xes.gz": {"cases": 4580, "events": 21348, "bad_rows": 0, "late_cases": None, "late_against": None},
    "reviewing.xes": {"cases": 100, "events": 3730, "bad_rows": 0, "late_cases": None, "skipped": 0, "reworked": 93},
}  # fmt: skip


def told(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """What the command prints."""
    assert supervise([str(word) for word in words]) == 0
    return capsys.readouterr().out


def as_object(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, Any]:
    """The one JSON object."""
    found: dict[str, Any] = json.loads(told(capsys, *words, "--json"))
    return found


def test_the_object_has_all_that_is_promised(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_object(capsys, written(tmp_path, GOOD + "坏行\n"))
    promised = ("cases", "events", "bad_rows", "late_cases", "late_against", "skipped", "reworked", "same_person")
    assert [found[key] for key in promised] == [3, 9, 1, 1, ["承诺办结时间", "办结时间"], 0, 1, 1]
    assert found["bad"][0]["line"] == 11
    assert found["seconds"] > 0


def test_what_was_not_judged_is_null(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_object(capsys, written(tmp_path, "case,activity,timestamp\nc,a,2026-01-05 09:00\n"))
    assert [found[key] for key in ("late_cases", "late_against", "open_late_cases", "same_person")] == [None] * 4


def test_a_limit_names_its_two_steps(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, "case,activity,timestamp\nc,a,2026-01-05 09:00\nc,b,2026-01-09 09:00\n")
    rules = written(tmp_path, '[[limit]]\nfrom = "a"\nto = "b"\nwithin = 2\n', "rules.toml")
    found = as_object(capsys, path, "--rules", rules)
    assert (found["late_cases"], found["late_against"]) == (1, ["a", "b"])
    assert found["late_by"] == [{"against": "a → b", "cases": 1}]


def test_a_person_reads_what_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, written(tmp_path, GOOD + "坏行\n"))
    assert "log.csv：3 件，9 条记录，坏行 1 行" in said
    assert "第 11 行：有 1 格，应有 6 格。" in said
    assert "超期：1 件" in said


def test_a_proposal_can_be_saved_and_given_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, GOOD)
    mapping = written(tmp_path, told(capsys, path, "--propose", "map"), "map.toml")
    rules = written(tmp_path, told(capsys, path, "--propose", "rules"), "rules.toml")
    found = as_object(capsys, path, "--map", mapping, "--rules", rules)
    assert (found["late_cases"], found["map_proposed"], found["rules_proposed"]) == (1, False, False)


def test_the_report_has_its_tables_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_object(capsys, written(tmp_path, GOOD), "--report", tmp_path / "out.html")
    names = {path.name for path in tmp_path.iterdir()}
    assert names == {"log.csv", "out.html", "out.findings.csv", "out.map.toml", "out.rules.toml"}
    with (tmp_path / "out.findings.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    kinds = {"超期": "late_cases", "到期未办结": "open_late_cases", "返工": "reworked", "同一人办理": "same_person"}
    for kind, key in kinds.items():
        assert len({row["办件"] for row in rows if row["检查"] == kind}) == found[key]


def test_a_cell_never_begins_as_a_formula(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = written(tmp_path, GOOD.replace("甲2", '"=HYPERLINK(""x"")"'))
    told(capsys, path, "--findings", tmp_path / "f.csv")
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as table:
        cells = [cell for row in csv.reader(table) for cell in row]
    assert '\'=HYPERLINK("x")' in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("words", [["--report", "{log}"], ["--findings", "{log}"], ["--report", "{folder}"]])
def test_what_is_read_is_never_written_over(tmp_path: Path, words: list[str]) -> None:
    path = written(tmp_path, GOOD)
    with pytest.raises(Problem) as problem:
        supervise([str(path), *(word.format(log=path, folder=tmp_path) for word in words)])
    assert problem.value.status == 2
    assert path.read_text("utf-8") == GOOD


@pytest.mark.parametrize(
    ("place", "why"),
    [("none/page.html", "没有这个文件夹"), ("", "这是文件夹，应是文件"), ("log.csv/page.html", "有一段不是文件夹")],
)
def test_why_a_place_cannot_be_written_is_said_in_chinese(tmp_path: Path, place: str, why: str) -> None:
    log = written(tmp_path, GOOD)
    with pytest.raises(Problem) as problem:
        supervise([str(log), "--report", str(tmp_path / place)])
    assert why in problem.value.what
    assert problem.value.status == 2


def test_a_refusal_is_a_sentence_in_both_languages_and_status_2(tmp_path: Path) -> None:
    with pytest.raises(Problem) as problem:
        supervise([str(written(tmp_path, ""))])
    assert "空文件" in problem.value.screen()
    assert "is empty" in problem.value.screen()
    assert problem.value.status == 2


@needs_real
@pytest.mark.parametrize("name", KNOWN)
def test_the_public_logs_are_read_whole(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = as_object(capsys, DATA / name)
    assert {key: found[key] for key in KNOWN[name]} == KNOWN[name]


@needs_real
@pytest.mark.parametrize("name", KNOWN)
def test_both_engines_agree_on_the_public_logs(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    counts = ("cases", "late_cases", "open_late_cases", "skipped", "reworked", "same_person")
    by_event = as_object(capsys, DATA / name)
    assert supervise([str(DATA / name), "--json"], found_in) == 0
    by_columns = json.loads(capsys.readouterr().out)
    assert [by_event[key] for key in counts] == [by_columns[key] for key in counts]
    assert (by_event["engine"], by_columns["engine"]) == ("events", "columns")


def test_the_program_runs_without_database_or_django(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    spy = "import runpy, sys; sys.argv = ['x', 'supervise', sys.argv[1], '--json']\n"
    spy += "try: runpy.run_module('tongban.config.supervise', run_name='__main__')\n"
    spy += "finally: sys.stderr.write(' '.join({'django', 'psycopg', 'ibis', 'duckdb'} & set(sys.modules)))"
    result = subprocess.run(
        [sys.executable, "-c", spy, str(path)], capture_output=True, text=True, env={"PYTHONPATH": str(ROOT / "src")}
    )
    assert json.loads(result.stdout)["cases"] == 3
    assert result.stderr == ""
