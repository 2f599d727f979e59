"""Template tags of every page: states, rulers, dates, figures. Thin: what they say is decided in `portal.rules`.

Forms, refusals and page parts stand in `tongban_parts`; `{% load tongban %}` brings both.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tongban.portal.rules import dates, drawings, numbers
from tongban.portal.templatetags import tongban_parts

register = template.Library()
register.tags.update(tongban_parts.register.tags)
register.filters.update(tongban_parts.register.filters)


def language() -> str:
    """The language of this page."""
    return get_language() or "zh-hans"


def today() -> date:
    """Today in the office's time zone."""
    return timezone.localdate()


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape of icons.svg; always beside a word, so it is hidden from screen readers."""
    return format_html(
        '<svg class="ico{}" aria-hidden="true"><use href="{}#{}"/></svg>', " two" if name == "dred" else "", static("portal/icons.svg"), name
    )


@register.simple_tag
def state_tag(standing: object, word: str = "") -> SafeString:
    """Word + shape + colour of a Standing, a state or its name; `word` replaces the word (已同意 for done)."""
    key = drawings.state_key(standing)
    shape = drawings.STATES[key][0]
    css = shape or "todo"
    return format_html('<span class="st {}">{}{}</span>', css, icon(shape) if shape else "", word or drawings.state_word(key, language()))


@register.simple_tag
def state_mark(mark: Any) -> SafeString:
    """One case in the skyline: a shape that is a link with the state and the case as its name."""
    get = mark.get if isinstance(mark, dict) else lambda name, default=None: getattr(mark, name, default)
    key = drawings.state_key(get("state"))
    shape = drawings.STATES[key][0]
    name = f"{drawings.state_word(key, language())}{': ' if dates.english(language()) else '：'}{get('title')}"
    return format_html('<a href="{}" class="x-{}" title="{}" aria-label="{}">{}</a>', get("url"), shape, name, name, icon(shape))


def _cells(ruler_value: Any) -> tuple[Any, ...]:
    return tuple(getattr(ruler_value, "cells", ruler_value))


@register.simple_tag
def ruler(value: Any, label: str = "", lead: str = "", soft: bool = False) -> SafeString:
    """The ruler of the clock: one cell a unit. `lead` is 承诺 or 法定 in the spoken label; `soft` draws over in yellow."""
    cells = _cells(value)
    unit = str(getattr(getattr(value, "unit", None), "value", None) or "working_day")
    words = label or drawings.ruler_words(cells, unit, language(), lead=lead)
    inside = format_html_join("", '<i class="{}"></i>', ((drawings.cell_class(cell, soft=soft),) for cell in cells))
    return format_html('<span class="ruler" role="img" aria-label="{}">{}</span>', words, inside)


@register.inclusion_tag("portal/parts/branches.html")
def branches(rows: Any, caption: str = "") -> dict[str, Any]:
    """Several bodies on one axis of working days.

    A row has `name`, `note`, `ruler`, `state` (a Standing, a name or ""), `words`, and, where there is an act, `act` and `act_url`;
    `word` replaces the state's word and `soft` is true where the limit is a step's own.
    """
    rows = [row if isinstance(row, dict) else _as_dict(row) for row in rows]
    axis = drawings.shared_axis([_cells(row["ruler"]) for row in rows], today())
    for row in rows:
        cells = _cells(row["ruler"])
        row["drawn"] = drawings.on_axis(cells, axis, soft=bool(row.get("soft")))
        row["spoken"] = drawings.ruler_words(cells, "working_day", language())
    return {"rows": rows, "axis": axis, "caption": caption}


def _as_dict(row: Any) -> dict[str, Any]:
    names = ("name", "note", "ruler", "state", "word", "words", "act", "act_url", "soft")
    return {name: getattr(row, name, "") for name in names}


@register.inclusion_tag("portal/parts/skyline.html")
def skyline(days: Any, title: str = "", most: int = 7) -> dict[str, Any]:
    """What is due when: a column a working day, a shape a case.

    A day has `day` (None = overdue) and `marks`; a mark has `url`, `state` and `title`. Over `most` marks the rest is a figure that links to `url`.
    """
    columns = []
    before: date | None = None
    for entry in days:
        get = entry.get if isinstance(entry, dict) else lambda name, default=None, entry=entry: getattr(entry, name, default)
        day, marks = get("day"), tuple(get("marks") or ())
        week = day is not None and (before is None or (day - before).days > 1)
        columns.append({
            "day": day, "week": week and bool(columns), "today": day == today(), "marks": marks[:most], "rest": len(marks[most:]), "url": get("url"),
            "head": "" if day is None else dates.WEEKDAYS_EN[day.weekday()][:2] if dates.english(language()) else dates.WEEKDAYS_ZH[day.weekday()],
        })  # fmt: skip
        before = day
    return {"columns": columns, "title": title}


@register.filter
def zhdate(value: date | None) -> str:
    """11月26日; the year only when it is not this year's."""
    return numbers.MISSING if value is None else dates.day_words(_day(value), language(), today=today())


@register.filter
def zhday(value: date | None) -> str:
    """11月26日（周四）."""
    return numbers.MISSING if value is None else dates.day_with_weekday(_day(value), language(), today=today())


@register.filter
def zhdatetime(value: datetime | None) -> str:
    """11月26日 09:05."""
    return numbers.MISSING if value is None else dates.moment_words(_local(value), language(), today=today())


@register.filter
def fulldate(value: date | None) -> str:
    """2026年11月26日; for papers."""
    return numbers.MISSING if value is None else dates.day_words(_day(value), language())


@register.filter
def weekday(value: date) -> str:
    """周四."""
    return dates.weekday_words(_day(value), language())


@register.filter
def due_by(deadline: Any) -> SafeString:
    """11月26日（周四）17:00 前, of a Deadline or a moment; 暂定 in bold with its reason where the calendar is not official yet."""
    if deadline is None:
        return format_html("{}", numbers.MISSING)
    at = _local(getattr(deadline, "at", deadline))
    return _with_provisional(dates.by_words(at, language(), today=today()), deadline)


@register.filter
def due_sentence(value: Any) -> SafeString:
    """还剩 3 个工作日，11月26日（周四）17:00 前, of a Standing; of a bare Deadline only until when."""
    if value is None or not hasattr(value, "left"):
        return due_by(value)
    deadline = value.deadline
    state = drawings.state_key(value)
    unit = str(getattr(value.unit, "value", value.unit))
    words = dates.due_words(value.left, unit, _local(deadline.at), language(), today=today(), over_statutory=state == "double_red")
    return _with_provisional(words, deadline)


def _with_provisional(words: str, deadline: Any) -> SafeString:
    if not getattr(deadline, "provisional", False):
        return format_html("{}", words)
    word, _, reason = dates.provisional_words(language()).replace(": ", "：").partition("：")
    between = ", " if dates.english(language()) else "，"
    return format_html("{}{}<b>{}</b>{}{}", words, between, word, between, reason)


@register.filter
def amount(number: int, unit: str) -> str:
    """3|amount:"working_day" → 3 个工作日."""
    return dates.amount_words(number, str(getattr(unit, "value", unit)), language())


@register.filter
def count(number: int | None) -> str:
    """12,345; a missing figure is a dash."""
    return numbers.count_words(number)


@register.simple_tag
def rate(part: int | None, base: int | None) -> str:
    """95.92 %（17,453 / 18,195）; below 30 in the base n of m."""
    return numbers.rate_words(part, base, dates.english(language()))


@register.filter
def case_no(number: str) -> str:
    """QH2026 1106 0388."""
    return numbers.case_no_words(number)
