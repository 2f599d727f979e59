"""Tables of the report: on paper and wide screens as tables, on a phone each row as a short list with its labels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tongban.supervision.foreign.report.markup import Markup, el, join


def table(caption: str, heads: Sequence[str], rows: Iterable[Sequence[object]], *, numbers: int = 0) -> Markup:
    """A table whose last `numbers` columns hold numbers; the first column names the row."""
    first_number = len(heads) - numbers

    def kind(place: int) -> str | None:
        return "num" if place >= first_number else None

    head = el("tr", *(el("th", name, scope="col", class_=kind(place)) for place, name in enumerate(heads)))
    body = [_row(row, heads, kind) for row in rows]
    # A name and a figure far apart on a wide line are hard to read together.
    slim = "slim" if numbers and len(heads) - numbers == 1 and len(heads) < 4 else None
    return el("table", el("caption", caption), el("thead", head), el("tbody", *body), class_=slim)


def _row(row: Sequence[object], heads: Sequence[str], kind: object) -> Markup:
    assert callable(kind)
    cells = [el("th", row[0], scope="row")]
    cells += [
        el("td", cell, class_=kind(place), data_label=heads[place]) for place, cell in enumerate(row[1:], 1)
    ]  # fmt: skip
    return el("tr", *cells)


def section(key: str, title: object, *parts: object) -> Markup:
    """A part of the report that a number above leads to."""
    return el("section", el("h2", title, id=key), *parts, aria_labelledby=key)


def paragraph(*parts: object, kind: str | None = None) -> Markup:
    """A paragraph."""
    return el("p", *parts, class_=kind)


def link(key: str, *parts: object) -> Markup:
    """A link to a part of this report."""
    return el("a", *parts, href=f"#{key}")


def strong(*parts: object) -> Markup:
    """What a hurried reader sees."""
    return el("strong", join(*parts))
