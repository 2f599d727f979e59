"""The desk: 我先办哪一件？ What waits for an official's posts by time left; what waits elsewhere; what is done."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import calendar, hands_of
from tongban.cases.pages import words
from tongban.cases.pages.acting import NO_POST, Staff, now_of, staff_of
from tongban.cases.pages.history import body_words
from tongban.cases.queries.desk import (
    LOOKED_BACK,
    MOST,
    Figures,
    Key,
    Page,
    Row,
    done_rows,
    figures,
    open_rows,
    other_counts,
    waiting_rows,
)
from tongban.cases.queries.skyline import Mark, columns
from tongban.rulebook.lookup import number

TABS: Final = ("mine", "others", "done")
DONE_DAYS, WAITING_DAYS, SKY_DAYS, DRAWN = 30, 365, 10, 7


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its words."""

    row: Row
    url: str
    act: str
    left: str
    until: str
    more: tuple[str, ...]
    used: str
    cover: str
    hand: str


@login_required
@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Which case do I do first?"""
    staff, now = staff_of(request), now_of(request)
    if not staff.posts:
        raise PermissionDenied(NO_POST)
    tab = request.GET.get("tab", "")
    tab = tab if tab in TABS else TABS[0]
    after, before = _key(request.GET.get("after", ""))
    size = number("list.page_size", timezone.localdate(now))
    days = _shown_days(timezone.localdate(now))
    counts = _figures(staff, now, days)
    others, done, cut = other_counts(
        staff.post_ids, waiting_since=now - timedelta(days=WAITING_DAYS), done_since=now - timedelta(days=DONE_DAYS)
    )
    page = _page(tab, staff, now, size, after)
    lines = _lines(page.rows, staff, now, tab)
    shown = {"mine": counts.total, "others": min(others, MOST), "done": min(done, MOST)}
    first = tab == "mine" and after is None
    context = {
        "tab": tab,
        "figures": counts,
        "near_days": _near(now),
        "counts": shown,
        "more": {"others": others > MOST or cut, "done": done > MOST},
        "looked_back": LOOKED_BACK if cut and tab == "others" else 0,
        "groups": _groups(lines, counts, now) if tab == "mine" else [{"title": "", "lines": lines}],
        "lines": lines,
        "next": lines[0] if first and lines else None,
        "days": _skyline(staff, now, days, counts) if first and lines else (),
        "earliest": counts.earliest,
        "first": before + 1,
        "last": before + len(lines),
        "total": shown[tab],
        "after": f"{page.after[0]}~{page.after[1]}~{before + len(lines)}" if page.after else "",
        "paged": page.after is not None or after is not None,
    }
    return render(request, "cases/staff/desk.html", context)


def _key(text: str) -> tuple[Key | None, int]:
    """The key after which a page begins and how many rows lie before it; what cannot be read is the first page."""
    moment, _sign, rest = text.partition("~")
    key, _sign, before = rest.partition("~")
    try:
        at = datetime.fromisoformat(moment).astimezone(UTC)
        return (at.isoformat(), str(UUID(key))), min(int(before[:6] or 0), 999_999)
    except (ValueError, OverflowError):
        return None, 0


def _near(now: datetime) -> int:
    return number("clock.near_days", timezone.localdate(now))


def _figures(staff: Staff, now: datetime, days: Sequence[date]) -> Figures:
    today = timezone.localdate(now)
    soon = calendar().add_working_days(today, _near(now))
    return figures(staff.post_ids, today=today, soon=soon, now=now, ends=_ends(days))


def _page(tab: str, staff: Staff, now: datetime, size: int, after: Key | None) -> Page:
    posts, by = staff.post_ids, staff.actor
    if tab == "others":
        since = now - timedelta(days=WAITING_DAYS)
        return waiting_rows(by, posts, since=since, now=now, size=size, after=after)
    if tab == "done":
        since = now - timedelta(days=DONE_DAYS)
        return done_rows(by, posts, since=since, now=now, size=size, after=after)
    return open_rows(by, posts, now=now, size=size, after=after)


def _lines(rows: Iterable[Row], staff: Staff, now: datetime, tab: str) -> list[Line]:
    listed = list(rows)
    hands = hands_of({row.post_id for row in listed if row.post_id}, now) if tab == "others" and listed else {}
    return [_line(row, staff, tab, hands.get(row.post_id) if row.post_id else None) for row in listed]


def _line(row: Row, staff: Staff, tab: str, hand: Any) -> Line:
    left, until = words.left_words(row.standing) if row.standing else (_("no limit runs"), "")
    more = [words.law_words(row.standing) if row.standing else ""]
    if tab == "mine":
        more.append(words.consequence(row.act, row.received_last_at, row.standing, relief=row.relief))
    if row.deemed and row.counted_from is not None:
        since = words.short_day(words.day(row.counted_from))
        more.append(_("nobody answered in time: accepted from %(day)s") % {"day": since})
    url = reverse("cases:case", args=[row.case_id])
    return Line(
        row=row,
        url=url,
        act=_act_url(row, url),
        left=left,
        until=until,
        more=tuple(line for line in more if line),
        used=words.used_words(row.standing) if row.standing else "",
        cover=staff.cover_of(row.post_id) if tab == "mine" else "",
        hand=_hand_words(row, hand) if tab == "others" else "",
    )


def _act_url(row: Row, url: str) -> str:
    pages = {"decide": "cases:decision", "deliver": "cases:delivery"}
    return reverse(pages[row.act], args=[row.case_id]) if row.act in pages else f"{url}#op"


def _hand_words(row: Row, hand: Any) -> str:
    if row.act == "supplement":
        return _("the applicant, %(step)s") % {"step": words.step_words(row.act)}
    if hand is None:
        return _("the system, %(step)s") % {"step": words.step_words(row.act)}
    return _("%(post)s %(person)s, %(step)s") % {
        "post": body_words(hand.body_id),
        "person": hand.official or hand.name,
        "step": words.step_words(row.act),
    }


def _groups(lines: list[Line], counts: Figures, now: datetime) -> list[dict[str, Any]]:
    """Overdue, today, within the near days, later, not counted; each heading carries the count of the whole list."""
    today = timezone.localdate(now)
    soon = calendar().add_working_days(today, _near(now))
    later = counts.total - counts.overdue - counts.today - counts.soon - counts.paused - counts.untimed
    groups: dict[str, dict[str, Any]] = {
        "over": {"title": _("Overdue"), "count": counts.overdue},
        "today": {"title": _("Today"), "count": counts.today},
        "soon": {"title": _("Within %(days)s working days") % {"days": _near(now)}, "count": counts.soon},
        "later": {"title": _("Later"), "count": later},
        "paused": {"title": _("Not counted for now"), "count": counts.paused},
        "untimed": {"title": _("Without a limit"), "count": counts.untimed},
    }
    for line in lines:
        groups[_group(line.row, now, today, soon)].setdefault("lines", []).append(line)
    return [group for group in groups.values() if "lines" in group]


def _group(row: Row, now: datetime, today: date, soon: date) -> str:
    if row.paused:
        return "paused"
    if row.due_at is None:
        return "untimed"
    if row.due_at < now:
        return "over"
    due = words.day(row.due_at)
    return "today" if due == today else ("soon" if due <= soon else "later")


def _shown_days(today: date) -> list[date]:
    """Today and the nine working days after it or, on a day off, the ten that come."""
    known = calendar()
    ahead = [known.add_working_days(today, place) for place in range(1, SKY_DAYS + 1)]
    return [today, *ahead][:SKY_DAYS] if known.is_working(today) else ahead


def _ends(days: Sequence[date]) -> list[datetime]:
    """When each of the days shown ends; what is due on a day off between two belongs to the later."""
    return [timezone.make_aware(datetime.combine(day + timedelta(days=1), datetime.min.time())) for day in days]


def _skyline(staff: Staff, now: datetime, days: Sequence[date], counts: Figures) -> list[dict[str, Any]]:
    """What is over, today, and the next working days; a shape opens its case, the rest of a day is a number."""
    list_url = f"{reverse('cases:desk')}#list"
    shown = columns(staff.post_ids, ends=_ends(days), now=now, most=DRAWN)
    return [
        {"day": day, "marks": [_mark(mark) for mark in marks], "url": list_url,
         "rest": max((many or 0) - len(marks), 0), "more": many is None and len(marks) == DRAWN}
        for day, marks, many in zip((None, *days), shown, counts.due, strict=True)
    ]  # fmt: skip


def _mark(mark: Mark) -> dict[str, Any]:
    state = "deemed" if mark.deemed and mark.standing and mark.standing.state == "on" else mark.standing or "on"
    title = f"{mark.item_name} {mark.number}"
    return {"url": reverse("cases:case", args=[mark.case_id]), "state": state, "title": title}
