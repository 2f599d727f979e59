"""The law's table as a page for officials: every dated case with its article, what happened and what follows.

`python -m tests.law.page` writes docs/law-cases.md; a test keeps the page equal to the table.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Final

Line = dict[str, str]
TABLE: Final = Path(__file__).parent / "cases.csv"
PAGE: Final = Path(__file__).parents[2] / "docs" / "law-cases.md"
COLUMNS: Final = ("序号", "情形", "事项", "经过", "结果", "期限")
HEAD: Final = """# 法律条文和办件：{count} 个写明日期的例子

**In English.** {count} cases of 2026: the article, what happened on which day, the state that follows and the days then
due. The tests play each line through the same acts that pages and programs call. The days were counted on the official
work calendar without our clock. This page is generated from `tests/law/cases.csv` (`python -m tests.law.page`).

每一行是一件：依据哪一条、哪天发生了什么、结果应当是什么、各个期限到哪一天。日期都在 2026 年；没有写几点的是上午十点。
期限按国务院办公厅公布的放假和补班日历另行数出，没有用平台的时钟；测试让每一行从收件起真的办一遍，差一天就不通过。
发现哪一行和法律不符，请改 `tests/law/cases.csv` 里那一行，写明依据的条文。

“受理”是最迟告知是否受理的一天，“法定”“承诺”是最迟作出决定的一天，“送达”是最迟送达的一天。“拒绝”是平台不让这样办。
“巡查”是后台每分钟一次的检查：过了期限没有告知的，视为受理。
"""


def lines(table: Path = TABLE) -> list[Line]:
    """The cases in their order."""
    with table.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def law_cases_page(table: Sequence[Line]) -> str:
    """The cases as Markdown, one table for each article in the order of the file."""
    parts = [HEAD.format(count=len(table))]
    for article in dict.fromkeys(line["依据"] for line in table):
        some = [line for line in table if line["依据"] == article]
        rows = [_row(line) for line in some]
        parts.append("\n".join([f"## {article}", "", _cells(COLUMNS), _cells(["---"] * len(COLUMNS)), *rows, ""]))
    return "\n".join(parts)


def _row(line: Line) -> str:
    """A refusal without more words is a refusal; what stands in a row beside each other stands in a cell below it."""
    told = line | {"结果": line["结果"].removesuffix("：")}
    return _cells([told[column].replace("|", "／").replace("；", "<br>") for column in COLUMNS])


def _cells(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def write_page(page: Path = PAGE) -> None:
    """Writes the page."""
    page.write_text(law_cases_page(lines()), encoding="utf-8")


if __name__ == "__main__":
    write_page()
