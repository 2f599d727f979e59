"""Template tags of every page: states, rulers, dates, figures. Thin: what they say is decided in `portal.rules`.

Forms, refusals and page parts stand in `tongban_parts`; `{% load tongban %}` brings both.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from tongban.kernel.clock.deadline import Deadline
from tongban.kernel.clock.ruler import Ruler
from tongban.kernel.clock.sentences import due_sentence as standing_sentence
from tongban.kernel.clock.sentences import state_words
from tongban.kernel.clock.standing import Standing
from tongban.kernel.clock.words import by_words, day_words, provisional_words
from tongban.portal.rules import dates, drawings, items, numbers
from tongban.portal.rules.fields import language_of, reader
from tongban.portal.templatetags import tongban_parts
from tongban.rulebook.lookup import number

ICON = '<svg class="ico{}" aria-hidden="true"><use href="{}#{}"/></svg>'
NBSP = "\N{NO-BREAK SPACE}"
DOT = (
    '<svg class="dots" viewBox="0 0 120 12" aria-hidden="true"><path class="dot-line" d="M4 6h112"/>'
    '<circle class="dot red" cx="{}" cy="6" r="5"/></svg>'
)

register = template.Library()
register.tags.update(tongban_parts.register.tags)
register.filters.update(tongban_parts.register.filters)


def language() -> str:
    """The language of this page, zh or en."""
    return language_of(get_language())


def today() -> date:
    """Today in the office's time zone."""
    return timezone.localdate()


def _local(value: datetime) -> datetime:
    return timezone.localtime(value) if timezone.is_aware(value) else value


def _day(value: date) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """A shape of icons.svg; always beside a word, so it is hidden from screen readers."""
    wide = " two" if name == "dred" else ""
    return format_html(ICON, wide, static("portal/icons.svg"), name)


@register.simple_tag
def state_tag(standing: object, word: str = "") -> SafeString:
    """Word + shape + colour of a Standing, a state or its name; `word` replaces the word (已同意 for done)."""
    key = drawings.state_key(standing)
    shape = drawings.STATES[key][0]
    css = shape or "todo"
    told = state_words(standing, language()) if isinstance(standing, Standing) else drawings.state_word(key, language())
    shown = word or told
    return format_html('<span class="st {}">{}{}</span>', css, icon(shape) if shape else "", shown)


@register.simple_tag
def state_mark(mark: Any) -> SafeString:
    """One case in the skyline: a shape that is a link with the state and the case as its name."""
    get = reader(mark)
    key = drawings.state_key(get("state"))
    shape = drawings.STATES[key][0]
    name = f"{drawings.state_word(key, language())}{': ' if language() == 'en' else '：'}{get('title')}"
    drawn = icon(shape)
    return format_html(
        '<a href="{}" class="x-{}" title="{}" aria-label="{}">{}</a>', get("url"), shape, name, name, drawn
    )


@register.simple_tag
def ruler(value: Ruler, label: str = "", soft: bool = False) -> SafeString:
    """The ruler of the clock, one cell a unit; `label` replaces its words, `soft` draws over in yellow (a step)."""
    # The classes are words of ours; a list of a hundred rulers has a thousand cells, so they are joined as they are.
    inside = mark_safe(drawings.cells_html(value.cells, soft=soft))
    return format_html(
        '<span class="ruler" role="img" aria-label="{}">{}</span>', label or value.label(language()), inside
    )


@register.inclusion_tag("portal/parts/branches.html")
def branches(rows: Any, caption: str = "") -> dict[str, Any]:
    """Several bodies on one axis of working days.

    A row has `name`, `note`, `ruler`, `state` (a Standing, a name or ""), `words`, and, for an act, `act` and
    `act_url`; `word` replaces the state's word and `soft` is true where the limit is a step's own.
    """
    read = [reader(row) for row in rows]
    axis = drawings.shared_axis([get("ruler").cells for get in read], today())
    drawn = []
    for get in read:
        row = {name: get(name) or "" for name in ("name", "note", "state", "word", "words", "act", "act_url")}
        row["drawn"] = drawings.on_axis(get("ruler").cells, axis, soft=bool(get("soft")))
        row["spoken"] = get("ruler").label(language())
        drawn.append(row)
    return {"rows": drawn, "axis": axis, "caption": caption}


@register.inclusion_tag("portal/parts/skyline.html")
def skyline(days: Any, title: str = "", most: int = 7) -> dict[str, Any]:
    """What is due when: a column a working day, a shape a case.

    A day has `day` (None = overdue) and `marks`; a mark has `url`, `state` and `title`.
    Over `most` marks the rest is a figure that links to the day's `url`. A day that brings its first marks alone says
    in `rest` how many others there are, or by `more` that they were not counted.
    """
    columns: list[dict[str, Any]] = []
    before: date | None = None
    for entry in days:
        get = reader(entry)
        day, marks = get("day"), tuple(get("marks") or ())
        week = day is not None and (before is None or (day - before).days > 1)
        columns.append(
            {
                "day": day,
                "week": week and bool(columns),
                "today": day == today(),
                "marks": marks[:most],
                "rest": len(marks[most:]) if get("rest") is None else get("rest"),
                "more": bool(get("more")),
                "url": get("url"),
                "head": "" if day is None else dates.day_letter(day, language()),
            }
        )
        before = day
    return {"columns": columns, "title": title}


@register.filter
def zhdate(value: date | None) -> str:
    """11月26日; the year only when it is not this year's."""
    return numbers.MISSING if value is None else dates.plain_day(_day(value), today(), language())


@register.filter
def zhday(value: date | None) -> str:
    """11月26日（周四）."""
    return numbers.MISSING if value is None else day_words(_day(value), today(), language())


@register.filter
def zhdatetime(value: datetime | None) -> str:
    """11月26日（周四）09:05."""
    return numbers.MISSING if value is None else dates.moment_words(_local(value), today(), language())


@register.filter
def fulldate(value: date | None) -> str:
    """2026年11月26日; for papers."""
    return numbers.MISSING if value is None else dates.long_day(_day(value), language())


@register.filter
def zhmonth(value: date | None) -> str:
    """2026年11月; of monthly figures."""
    return numbers.MISSING if value is None else dates.month_words(_day(value), language())


@register.filter
def due_by(deadline: Deadline | None) -> SafeString:
    """11月26日（周四）17:00 前, of a Deadline; 暂定 in bold with its reason while the calendar is not official."""
    if deadline is None:
        return format_html("{}", numbers.MISSING)
    words, reason = by_words(deadline, today(), language()), provisional_words(deadline, language())
    joined = f"{words}, {reason}" if language() == "en" else f"{words}，{reason}"
    return _marked(joined if reason else words, deadline.provisional)


@register.filter
def due_sentence(value: Standing | Deadline | None) -> SafeString:
    """还剩 3 个工作日，11月26日（周四）17:00 前, of a Standing; of a bare Deadline only until when."""
    if isinstance(value, Standing):
        return _marked(standing_sentence(value, language()), value.deadline.provisional)
    return due_by(value)


def _marked(words: str, provisional: bool) -> SafeString:
    """The word 暂定 in bold, since a date that may move must not look like one that will not."""
    word = "provisional" if language() == "en" else "暂定"
    words = words.replace(" 前", NBSP + "前")  # an hour and its 前 stay on one line
    before, found, after = words.partition(word) if provisional else (words, "", "")
    return format_html("{}<b>{}</b>{}", before, found, after) if found else format_html("{}", words)


@register.filter
def amount(number: int, unit: str) -> str:
    """3|amount:"working_day" → 3 个工作日."""
    return dates.amount_words(number, unit, language())


@register.filter
def count(number: int | None) -> str:
    """12,345; a missing figure is a dash."""
    return numbers.count_words(number)


@register.simple_tag
def gap() -> str:
    """Between two sentences: a space in English, nothing in Chinese, whose full stop has its own."""
    return " " if language() == "en" else ""


@register.simple_tag
def rate(part: int | None, base: int | None) -> str:
    """95.92 %（17,453 / 18,195）; below the least base n of m."""
    return numbers.rate_words(part, base, _least_base(), language() == "en")


@register.simple_tag
def share(percent: str | float | None, base: int | None) -> str:
    """A percentage beside its counts; below the least base it is not told."""
    return numbers.share_words(percent, base, _least_base(), language() == "en")


def _least_base() -> int:
    return number("statistics.least_base", today())


@register.inclusion_tag("portal/parts/facts.html")
def guide_facts(content: Any) -> dict[str, Any]:
    """承诺 7 个工作日 · 跑 0 次 · 不收费, of an item's content."""
    return {"facts": items.guide_facts(content, language())}


@register.simple_tag
def dot(value: int, most: int) -> SafeString:
    """One figure as a dot on the scale that all rows share; the figure itself stands beside it."""
    return format_html(DOT, drawings.place_on_scale(value, most))


@register.filter
def case_no(number: str) -> str:
    """QH2026 1106 0388."""
    return numbers.case_no_words(number)
