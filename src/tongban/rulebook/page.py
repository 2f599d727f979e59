"""The rulebook as a page of the handbook: every row with its dates, source and how sure we are.

`python -m tongban.rulebook.page` writes docs/rulebook.md; a test keeps the page equal to the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tongban.rulebook.lookup import ALL_ROWS
from tongban.rulebook.rule import RuleRow

PAGE = Path(__file__).parents[3] / "docs" / "rulebook.md"
HEAD = """# Rulebook

Every figure that a law, a standard or a house rule sets is a dated row here, never a constant in code. A changed law is
a new row with its date. This page is generated (`python -m tongban.rulebook.page`).

How sure: **V** read in the primary text; **S** from a secondary page; **M** to be confirmed by the county before use.
"""


def rulebook_table(rows: Sequence[RuleRow] = ALL_ROWS) -> str:
    """The rows as Markdown, one table for each subject (the part of the key before the dot), in the order of keys."""
    parts = [HEAD]
    for subject in sorted({row.key.partition(".")[0] for row in rows}):
        some = sorted((r for r in rows if r.key.partition(".")[0] == subject), key=lambda r: (r.key, r.effective_from))
        lines = [
            f"## {subject.replace('_', ' ')}",
            "",
            "| key | value | unit | in force | source | sure | note |",
            "|---|---|---|---|---|---|---|",
            *(_line(row) for row in some),
            "",
        ]
        parts.append("\n".join(lines))
    return "\n".join(parts)


def _line(row: RuleRow) -> str:
    until = row.effective_to.isoformat() if row.effective_to else ""
    cells = (
        f"`{row.key}`",
        str(row.value),
        row.unit,
        f"{row.effective_from.isoformat()} – {until}".strip(),
        row.citation(),
        row.confidence.value,
        row.note,
    )
    return f"| {' | '.join(cells)} |"


def write_page(page: Path = PAGE) -> None:
    """Writes the page."""
    page.write_text(rulebook_table(), encoding="utf-8")


if __name__ == "__main__":  # pragma: no cover - the tests write the page to another place
    write_page()
