"""`./tongban law diff`: two files compared, for a person and as JSON, and what it says to files it cannot read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tongban.config.law import law
from tongban.law.tests.statutes import AMENDED, PLAIN


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    old, new = tmp_path / "old.md", tmp_path / "new.txt"
    old.write_text(PLAIN, "utf-8")
    new.write_text(AMENDED, "utf-8-sig")
    return str(old), str(new)


def test_the_four_lists_come_as_json(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert law(["diff", *files, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found) == ["changed", "added", "removed", "renumbered"]
    assert (found["changed"], found["added"], found["removed"]) == (["第二条"], ["第五条"], ["第四条"])
    assert found["renumbered"] == [["第五条", "第四条"]]


def test_a_person_reads_them_as_words(files: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert law(["diff", *files]) == 0
    said = capsys.readouterr().out
    assert "条号变动 renumbered 1: 第五条 → 第四条" in said
    assert "未变 unchanged 3" in said


def test_faults_of_a_text_are_told_beside_the_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text("某法\n第一条 甲。\n第三条 乙。", "utf-8")
    assert law(["diff", str(path), str(path), "--json"]) == 0
    assert f"{path}:3: 缺少第二条" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "no UTF-8"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no UTF-8"),
        (b"PK\3\4\0\0", "no UTF-8"),
        ("某决定\n一、甲。".encode(), "no article"),
        (b"", "no article"),
    ],
)
def test_a_file_that_is_no_law_is_refused(
    content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(content)
    assert law(["diff", str(path), str(path)]) == 2
    assert said in capsys.readouterr().err


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert law(["diff", str(tmp_path / "none.md"), str(tmp_path / "none.md")]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_a_folder_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert law(["diff", str(tmp_path), str(tmp_path)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_help_says_what_each_list_holds(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        law(["diff", "--help"])
    said = capsys.readouterr().out
    assert all(f"  {name}" in said for name in ("changed", "added", "removed", "renumbered"))
