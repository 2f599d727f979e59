"""Small lists as files: a good row, a list with ten planted faults, and the CSV of any rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from tongban.powerlist.rules.rows import COLUMNS

GOOD = {
    "department": "县市场监管局",
    "name": "食品小作坊登记",
    "item_code": "QH-0100",
    "item_type_code": "1",
    "item_type": "行政许可",
    "body_code": "11511301008778183N",
    "division_code": "990823000000",
    "level": "4",
}


def listed(rows: Iterable[Mapping[str, str]]) -> str:
    """The rows as CSV with our column names."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(COLUMNS), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def faulty_list() -> list[dict[str, str]]:
    """Twelve rows, ten of them with one fault each; rows 10 and 13 are good."""
    changes: list[dict[str, str]] = [
        {"department": ""},
        {"name": "其他事项"},
        {"item_code": "QH 0102"},
        {"item_type_code": "99"},
        {"item_type": "行政处罚"},
        {"division_code": "99-0823"},
        {"level": "县里"},
        {"name": "=HYPERLINK(1)"},
        {},
        {"item_code": "QH-0108"},
        {"body_code": "1151130100877818N"},
        {},
    ]
    return [{**GOOD, "item_code": f"QH-{100 + number:04}", **change} for number, change in enumerate(changes)]
