"""The report: one file, whole in itself, that no log can write markup into; its numbers equal its lists."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import html5lib
import pytest

from tests.foreign.files import GOOD, counts, written
from tongban.config.supervise import TOKENS
from tongban.supervision.foreign.examining import Examined, examine
from tongban.supervision.foreign.report import markup, page
from tongban.supervision.foreign.report.layout import WIDE, arcs, chosen
from tongban.supervision.foreign.report.markup import el
from tongban.supervision.foreign.report.picture import wrapped
from tongban.supervision.foreign.report.tables import link
from tongban.supervision.foreign.stamps import HOME
from tongban.supervision.foreign.words import duration, share

AT = datetime(2026, 11, 22, 9, 0, tzinfo=HOME)
EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&</style>"
OUTSIDE = re.compile(r"""(?:src|href|action|data)="(?!#)|url\(|@import|<script|<img|<iframe|<[^>]*\son\w+=""", re.I)


def report(found: Examined) -> str:
    """The report of a log."""
    return page.report(found, at=AT, csv_name="out.findings.csv", tokens=TOKENS.read_text("utf-8"))


def evil_log(folder: Path) -> Path:
    """A log all of whose texts are markup."""
    quoted = '"' + EVIL.replace('"', '""') + '"'
    rows = "".join(f"{quoted},{quoted},2026-01-0{day} 09:00,{quoted},2026-01-02\n" for day in (5, 6))
    return written(folder, "办件编号,办理环节,完成时间,经办人,截止时间\n" + rows + EVIL + "\n")


def test_the_report_is_whole_in_itself(tmp_path: Path) -> None:
    text = report(examine(written(tmp_path, GOOD)))
    assert OUTSIDE.findall(text.replace('http-equiv="Content-Security-Policy"', "")) == []
    html5lib.HTMLParser(strict=True).parse(text.replace('xmlns="http://www.w3.org/2000/svg" ', ""))


def test_no_log_writes_markup_into_the_report(tmp_path: Path) -> None:
    text = report(examine(evil_log(tmp_path)))
    assert OUTSIDE.findall(text) == []
    assert "&lt;script&gt;" in text
    assert text.count("</style>") == 1


def test_markup_that_is_not_escaped_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "escape", lambda text: text)
    assert OUTSIDE.findall(report(examine(evil_log(tmp_path))))


def test_its_policy_allows_its_own_style_and_nothing_else(tmp_path: Path) -> None:
    text = report(examine(written(tmp_path, GOOD)))
    policy = re.search(r'content="(default-src[^"]*)"', text)
    assert policy
    assert re.fullmatch(r"default-src &#x27;none&#x27;; style-src &#x27;sha256-[\w+/]{43}=&#x27;", policy[1])
    assert "style=" not in text


def test_the_first_sentence_leads_to_the_lists(tmp_path: Path) -> None:
    found = examine(written(tmp_path, GOOD))
    text = report(found)
    answer = re.search(r'<p class="answer">(.*?)</p>', text)
    assert answer
    keys = re.findall(r'href="#(\w+)"><strong>([\d,]+) 件', answer[1])
    assert keys == [("late", "1"), ("late", "1"), ("skipped", "0"), ("reworked", "1"), ("same_person", "1")]
    assert all(f'id="{key}"' in text for key, _ in keys)
    assert counts(found)[3:] == tuple(int(count) for _, count in keys)


def test_long_lists_say_where_the_rest_is(tmp_path: Path) -> None:
    rows = "".join(f"c{n},决定,2026-01-05 09:00,2026-01-01\n" for n in range(1_234))
    text = report(examine(written(tmp_path, "办件编号,办理环节,完成时间,截止时间\n" + rows)))
    assert "超期的办件，第 1–20 件，共 1,234 件，超过最多的在前" in text
    assert "另有 1,214 件，在 out.findings.csv 里。" in text


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("c,收件,2026-01-05 09:00\n", ["没有判断超期", "没有判断是否同一人办理", "没有坏行", "没有返工的办件"]),
        ("c,收件,2026-01-05 09:00\nx\n", ["1 行坏行没有计入", "第 3 行", "有 1 格，应有 3 格。"]),
        ("c," + "很长的环节名称" * 20 + ",2026-01-05 09:00\n", ["很长的环节名称"]),
    ],
)
def test_the_report_of_a_poor_log_says_what_it_could_not_judge(tmp_path: Path, log: str, said: list[str]) -> None:
    text = report(examine(written(tmp_path, "办件编号,办理环节,完成时间\n" + log)))
    assert [words for words in said if words not in text] == []


def test_the_same_log_gives_the_same_report(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD)
    assert report(examine(path)) == report(examine(path))


def test_no_half_width_mark_stands_between_chinese_signs(tmp_path: Path) -> None:
    words = re.sub(
        r"<style>.*?</style>|<pre>.*?</pre>|<[^>]+>", " ", report(examine(written(tmp_path, GOOD))), flags=re.S
    )
    assert re.findall(r"[\u4e00-\u9fff][,;:!?()][\u4e00-\u9fff]", words) == []


def test_the_picture_leads_straight_down_where_most_cases_go(tmp_path: Path) -> None:
    order = ["收件", "受理", "审查", "决定"]
    ways = [order] * 30 + [["收件", "审查", "受理", "决定"]] * 5
    rows = "".join(
        f"c{case},{step},2026-01-0{place + 1} 09:00\n"
        for case, way in enumerate(ways)
        for place, step in enumerate(way)
    )
    found = examine(written(tmp_path, "办件编号,办理环节,完成时间\n" + rows))
    steps = chosen(found.flow)
    right, left = arcs(found.flow, steps, WIDE)
    assert [found.log.steps[one.step] for one in steps] == order
    assert sorted((arc.before, arc.after, arc.move.count) for arc in right) == [(0, 2, 5), (1, 3, 5)]
    assert [(arc.before, arc.after, arc.move.count) for arc in left] == [(2, 1, 5)]
    assert len({arc.lane for arc in right}) == 2


def test_a_log_whose_steps_are_all_rare_has_a_picture_too(tmp_path: Path) -> None:
    rows = "".join(f"c{case},步骤{case},2026-01-05 09:00\n" for case in range(120))
    found = examine(written(tmp_path, "办件编号,办理环节,完成时间\n" + rows))
    assert report(found).count('class="step"') == 2 * len(chosen(found.flow)) > 0


def test_names_are_broken_into_two_lines_at_most() -> None:
    assert wrapped("审查", 100) == ["审查"]
    assert wrapped("对申请人提交的材料逐项进行书面审查并现场核查", 100) == ["对申请人提交的", "材料逐项进行书…"]
    assert all(len(wrapped(name, 100)) <= 2 for name in ("x" * 200, "a b " * 50, " ", ""))


@pytest.mark.parametrize(
    ("micros", "words"),
    [(0, "1 分钟内"), (90_000_000, "1.5 分钟"), (36_000_000_000, "10 小时"), (8_640_000_000_000, "100 天")],
)
def test_durations_are_said_as_people_say_them(micros: int, words: str) -> None:
    assert duration(micros) == words


def test_a_share_of_a_small_base_is_said_as_n_of_m() -> None:
    assert share(3, 29) == "29 件中 3 件"
    assert share(377, 1_329) == "28.4 %（377 / 1,329）"


def test_attributes_are_escaped_too() -> None:
    assert link('"><b', "x") == '<a href="#&quot;&gt;&lt;b">x</a>'
    assert el("p", "\x00\x1bx", title=None) == "<p>x</p>"
