"""Files that are wrong or mean harm: each refused with one sentence: what is wrong, what would be right."""

from __future__ import annotations

import gzip
import io
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.foreign.files import GOOD, TRACE, refusal, written, xes
from tongban.supervision.foreign import sources
from tongban.supervision.foreign.examining import examine
from tongban.supervision.foreign.sources import Source, lines

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(9))
BOMB = xes(TRACE.replace("c1", "&l8;"), f"<!DOCTYPE log [{LAUGHS}]>")
OUTSIDE = xes(TRACE, '<!DOCTYPE log SYSTEM "file:///etc/passwd">')


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", "", "空文件"),
        ("a.csv", "\n \n", "空文件"),
        ("a.csv", "办件编号,办理环节,完成时间\n", "没有一行可用"),
        ("a.csv", "办件编号,办理环节,完成时间,完成时间\nc,a,2026-01-01,x\n", "列名 完成时间 出现多次"),
        ("a.csv", "x,y,z\n1,2,3\n", "看不出 a.csv 的哪一列是办件编号、环节、时间"),
        ("a.csv", "办件编号,办理环节,完成时间\nc,收件,昨天\n", "看不出 a.csv 的哪一列是时间"),
        ("a.csv", GOOD.split("\n")[0] + "\n" + "坏,行\n" * 9, "第 2 行：有 2 格，应有 6 格"),
        ("a.csv", b"\x7fELF\x02\x01" + bytes(range(256)) * 40, "a.csv"),
        ("a.xes", BOMB, "含有 DOCTYPE 或实体声明"),
        ("a.xes", OUTSIDE, "含有 DOCTYPE 或实体声明"),
        ("a.xes", "<html><body/></html>", "最外层是 html"),
        ("a.xes", "<log><trace>", "第 1 行不是正确的 XML"),
        ("a.xes", xes(""), "没有一个事件"),
        ("a.xes", xes("<trace>" + "<list>" * 100 + "</list>" * 100 + "</trace>"), "嵌套超过 64 层"),
        ("a.xes", xes(f'<trace><string key="k" value="{"x" * 3_000_000}"/></trace>'), "一个元素长于 1 MB"),
        ("a.xes", '<?xml version="1.0" encoding="klingon"?><log/>', "请另存为 UTF-8"),
        ("a.csv", b"\x1f\x8b" + b"x" * 50, "空文件"),
    ],
)
def test_each_is_one_sentence(tmp_path: Path, name: str, content: str | bytes, said: str) -> None:
    assert said in refusal(written(tmp_path, content, name))


def test_a_file_that_is_not_there_or_a_folder_is_one_sentence(tmp_path: Path) -> None:
    assert "打不开" in refusal(tmp_path / "none.csv")
    assert "打不开" in refusal(tmp_path)


def test_more_steps_than_any_process_has_name_the_column(tmp_path: Path) -> None:
    rows = "".join(f"c{n},step{n},2026-01-05 09:00\n" for n in range(2_500))
    assert "列 办理环节 有 2000 种以上不同的值" in refusal(written(tmp_path, "办件编号,办理环节,完成时间\n" + rows))


def test_a_file_that_swells_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "BLOWN_FROM", 1 << 20)
    path = written(tmp_path, GOOD + "\n" * (4 << 20), "bomb.csv.gz")
    assert "膨胀异常" in refusal(path)


class Endless(io.RawIOBase):
    """A gigabyte without a line end, made as it is read."""

    def __init__(self) -> None:
        super().__init__()
        self.left = 1 << 30

    def read(self, size: int = -1) -> bytes:
        self.left -= size
        return b"x" * size if self.left >= 0 else b""


def memory() -> int:
    """The most memory this process ever held, in kilobytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def long_line() -> Iterator[tuple[int, bytes | None]]:
    """The lines of a file whose second line is a gigabyte long."""
    source = Source(Path("long.csv"), Endless(), 0)  # type: ignore[arg-type]
    source._ahead += b"head\n"
    return lines(source)


def test_a_line_of_a_gigabyte_is_skipped_without_being_held() -> None:
    before = memory()
    assert list(long_line()) == [(1, b"head"), (2, None)]
    assert memory() - before < 20_000


def test_a_cut_gzip_of_xes_keeps_what_was_whole(tmp_path: Path) -> None:
    packed = gzip.compress(xes(TRACE * 400).encode(), mtime=0)
    found = examine(written(tmp_path, packed[: len(packed) * 3 // 4], "cut.xes"))
    assert found.faults.cut
    assert found.log.read > 0
