"""Topics of the line: what rises, where, since when, which orders are behind it, and what nobody takes care of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies_by_id, divisions, official_names
from tongban.hotline.models import Topic, TopicTask
from tongban.hotline.pages.asking import lang, official, order_rows, read_day, read_uuid
from tongban.hotline.permissions import WORKS, may_publish_answers, may_set_topics, sees_all
from tongban.hotline.queries.clocks import ZONE
from tongban.hotline.queries.desk import government
from tongban.hotline.queries.orders import seen_bodies
from tongban.hotline.queries.powers import items_behind
from tongban.hotline.queries.proposals import topic_classes
from tongban.hotline.queries.topic_tasks import tasks_seen
from tongban.hotline.queries.topics import (
    GAPS,
    Gap,
    Picked,
    by_lead,
    by_town,
    gaps,
    picked_rows,
    rise_of,
    span_lately,
    topics_now,
)
from tongban.hotline.queries.topics import topic_orders as orders_of_topics
from tongban.hotline.rules.topics import DOMAINS, GROUND_WORDS, NOT_TOPICS, STATE_WORDS, TaskState, by_week, domain_of
from tongban.hotline.rules.topics_drawing import Bar, weeks_picture
from tongban.kernel.actor import Actor
from tongban.kernel.clock.words import day_words
from tongban.kernel.numerals import whole
from tongban.powerlist.queries.versions import in_force, version_refs
from tongban.rulebook.lookup import number

SHOWN: Final = 100
WEEKS: Final = 8
WEEK: Final = timedelta(days=7)
MARKS: Final = {TaskState.OPEN: "near", TaskState.ANSWERED: "on", TaskState.CLOSED: "done"}


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads, at which moment and on which day of the root."""

    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The root's calendar day."""
        return self.now.astimezone(ZONE).date()


def watcher(request: HttpRequest) -> Reader:
    """Who may see every body's orders; 403 for everybody else."""
    actor, now = official(request), timezone.now()
    if not sees_all(actor, government=government(now)):
        raise PermissionDenied(NOT_TOPICS)
    return Reader(actor, now)


def opened(asked: Picked) -> str:
    """The address of the list that a count opens."""
    kept = {
        name: str(value) for name, value in asdict(asked).items() if value not in (None, "", False) and name != "bodies"
    }
    if asked.line == "":
        kept["line"] = ""
    return f"{reverse('hotline:topic_orders')}?{urlencode(kept)}"


def task_lines(rows: list[TopicTask], now: datetime) -> list[dict[str, Any]]:
    """Tasks as a list shows them: what, where, whose, until when."""
    bodies, people = bodies_by_id({row.body_id for row in rows}), official_names({row.owner for row in rows})
    places, at = {place.id: place.name for place in divisions(now.astimezone(ZONE).date())}, int(lang() == "en")
    return [
        {
            "row": row, "body": bodies[row.body_id].name if row.body_id in bodies else "",
            "owner": people.get(row.owner, ""), "place": places.get(row.place_id, ""),
            "ground": GROUND_WORDS[row.ground][at] if row.ground else "",
            "late": row.state == TaskState.OPEN and now > row.answer_by,
            "mark": "red" if row.state == TaskState.OPEN and now > row.answer_by else MARKS[TaskState(row.state)],
            "state": STATE_WORDS[row.state][at],
        }
        for row in rows
    ]  # fmt: skip


@require_safe
@never_cache
def topics(request: HttpRequest) -> HttpResponse:
    """What do people tell of again and again, what rises and where, and who was asked to act?"""
    seen = watcher(request)
    rows = topics_now(SHOWN)
    days = orders_of_topics([row.pk for row in rows], seen.now)
    places = {place.id: place.name for place in divisions(seen.today)}
    since, until = span_lately(seen.today)
    lines: list[dict[str, Any]] = []
    for row in rows:
        grown = rise_of((one.day for one in days[row.pk]), seen.today)
        lines.append({
            "row": row, "size": len(days[row.pk]), "place": places.get(row.place_id, "") if row.place_id else "",
            "rise": grown, "all": opened(Picked(topic=row.pk)),
            "lately": opened(Picked(topic=row.pk, since=since, until=until)),
        })  # fmt: skip
    tasks = task_lines(tasks_seen(seen.actor, seen.now, SHOWN), seen.now)
    context = {
        "lines": lines, "rising": sum(line["rise"].rises for line in lines), "tasks": tasks,
        "owed": sum(one["row"].state == TaskState.OPEN for one in tasks), "weeks": number("topic.weeks", seen.today),
        "counted": rows[0].counted_at if rows else None, "least": number("statistics.least_base", seen.today),
        "office": may_set_topics(seen.actor, government=government(seen.now)) is None,
        "publishes": may_publish_answers(seen.actor) is None,
    }  # fmt: skip
    return render(request, "hotline/topics.html", context)


def _bars(days: list[date], topic: UUID, today: date) -> list[Bar]:
    found = []
    for week, count in by_week(days, today=today, weeks=WEEKS):
        last = min(week + WEEK - timedelta(days=1), today)
        span = _("from %(since)s to %(until)s") % {"since": f"{week:%m-%d}", "until": f"{last:%m-%d}"}
        said = ngettext("%(n)s order %(span)s", "%(n)s orders %(span)s", count) % {"n": count, "span": span}
        link = opened(Picked(topic=topic, since=week, until=last))
        found.append(Bar(f"{week.month}/{week.day}", count, link, said))
    return found


@require_safe
@never_cache
def topic(request: HttpRequest, topic_id: UUID) -> HttpResponse:
    """What is it about, where and since when, does it rise, who has it in hand, which orders are behind it?"""
    seen = watcher(request)
    row = Topic.objects.filter(pk=topic_id).first()
    if row is None:
        raise Http404
    known = orders_of_topics([row.pk], seen.now)[row.pk]
    days = [one.day for one in known]
    since, until = span_lately(seen.today)
    places = {place.id: place.name for place in divisions(seen.today)}
    leads = by_lead(known)
    names = bodies_by_id({lead for lead, _n in leads if lead})
    title = _("Orders a week, the last %(n)s weeks") % {"n": WEEKS}
    rows = list(picked_rows(Picked(topic=row.pk), seen.now).order_by("-taken_at", "-pk")[:SHOWN])
    found = rise_of(days, seen.today)
    context = {
        "row": row, "rise": found, "size": len(days), "first": min(days, default=row.first),
        "last": max(days, default=row.last), "weeks": number("topic.weeks", seen.today),
        "chance": f"{100 * found.chance:.2f} %", "place": places.get(row.place_id, "") if row.place_id else "",
        # Made of numbers and escaped words by the drawing.
        "picture": mark_safe(weeks_picture(_bars(days, row.pk, seen.today), title)),  # noqa: S308
        "towns": [
            {"name": places.get(one.key, ""), "one": one, "all": opened(Picked(topic=row.pk, place=one.key)),
             "lately": opened(Picked(topic=row.pk, place=one.key, since=since, until=until))}
            for one in by_town(known, seen.today)
        ],
        "leads": [
            {"name": names[lead].name if lead in names else "", "n": n,
             "link": opened(Picked(topic=row.pk, body=lead, unled=lead is None)), "lead": lead} for lead, n in leads
        ],
        "powers": _powers(row, seen),
        "orders": order_rows(rows, seen.now), "all": opened(Picked(topic=row.pk)),
        "tasks": task_lines(list(row.tasks.order_by("-made_at")), seen.now),
        "office": may_set_topics(seen.actor, government=government(seen.now)) is None,
    }  # fmt: skip
    return render(request, "hotline/topic.html", context)


def _powers(row: Topic, seen: Reader) -> list[dict[str, Any]]:
    """The items behind a topic: by its orders with how many, then by its words."""
    found = items_behind(row, seen.now)
    refs = [one.version for one in found.suggested]
    ids = in_force(seen.today).filter(item_id__in=[item for item, _n in found.named]).values_list("id", flat=True)
    named = {ref.item_id: ref for ref in version_refs(list(ids)).values()}
    lines = [(named[item], n) for item, n in found.named if item in named] + [(ref, 0) for ref in refs]
    english = lang() == "en"
    return [
        {"code": ref.code, "name": ref.content.name.en if english else ref.content.name.zh, "n": n} for ref, n in lines
    ]


def _picked(request: HttpRequest, seen: Reader) -> Picked:
    given = request.GET
    line = given.get("line")
    return Picked(
        topic=read_uuid(given.get("topic")), line=line[:60].replace("\0", "") if line is not None else None,
        place=read_uuid(given.get("place")), body=read_uuid(given.get("body")), unled=bool(given.get("unled")),
        gap=given.get("gap", "") if given.get("gap") in GAPS else "", since=read_day(given.get("since")),
        until=read_day(given.get("until")), bodies=seen_bodies(seen.actor, seen.now),
    )  # fmt: skip


def gap_words() -> dict[str, str]:
    """What is lacking, in words."""
    return {"no_owner": _("no owner in time"), "no_action": _("nobody acted in time")}


def _about(asked: Picked, seen: Reader) -> list[str]:
    """The filter of a list in words."""
    nobody = _("no body yet") if asked.unled else ""
    places = {place.id: place.name for place in divisions(seen.today)}
    named = Topic.objects.filter(pk=asked.topic).values_list("name", flat=True).first() if asked.topic else ""
    body = bodies_by_id([asked.body]).get(asked.body) if asked.body else None
    line = asked.line if asked.line is None else asked.line or _("no topic")
    told = [day_words(day, seen.today, lang()) for day in (asked.since, asked.until) if day]
    days = (" to " if lang() == "en" else "至").join(told)
    found = [named, line, places.get(asked.place) if asked.place else "", body.name if body else nobody,
             gap_words().get(asked.gap), days]  # fmt: skip
    return [words for words in found if words]


@require_safe
@never_cache
def topic_orders(request: HttpRequest) -> HttpResponse:
    """Which orders does that figure count?"""
    seen = Reader(official(request, WORKS), timezone.now())
    asked = _picked(request, seen)
    rows, size = picked_rows(asked, seen.now), number("list.page_size", seen.today)
    total, first = rows.count(), request.GET.get("from", "")
    start = whole(first, 5) or 0
    found = list(rows.defer("text", "lookup_hash").order_by("-taken_at", "-pk")[start : start + size])
    kept = request.GET.copy()
    kept["from"] = str(start + size)
    context = {
        "rows": order_rows(found, seen.now), "total": total, "about": _about(asked, seen),
        "more": f"?{kept.urlencode()}" if total > start + size else "",
    }  # fmt: skip
    return render(request, "hotline/topic_orders.html", context)


@require_safe
@never_cache
def gap_map(request: HttpRequest) -> HttpResponse:
    """Which field of life has no owner, and where does nobody act? (R-16)"""
    seen = watcher(request)
    until = read_day(request.GET.get("until")) or seen.today
    since = read_day(request.GET.get("since")) or until - timedelta(days=number("topic.days", seen.today) - 1)
    found = gaps(since, until, seen.now)
    classes = {one.name: (one.words, one.body) for one in topic_classes(seen.now)}
    names = bodies_by_id({one.body for one in found if one.body})
    cells = {line: list[dict[str, Any]]() for line in {*classes, *(one.line for one in found)}}
    for one in found:
        cells[one.line].append(_cell(one, names, since, until))
    context = {
        "fields": _fields(cells, classes),
        "no_owner": sum(one.no_owner for one in found), "no_action": sum(one.no_action for one in found),
        "since": since, "until": until,
        "all_no_owner": opened(Picked(gap="no_owner", since=since, until=until)),
        "all_no_action": opened(Picked(gap="no_action", since=since, until=until)),
    }  # fmt: skip
    return render(request, "hotline/gaps.html", context)


def _fields(
    cells: dict[str, list[dict[str, Any]]], classes: Mapping[str, tuple[Sequence[str], Any]]
) -> list[tuple[Any, list[dict[str, Any]]]]:
    """The lines of each field of life with their cells, the fields in their order, others last."""
    fields: dict[str, list[dict[str, Any]]] = {key: [] for key in (*DOMAINS, "")}
    for line in sorted(cells):
        words, owner = classes.get(line, ((), ""))
        fields[domain_of(line, *words)].append({"line": line or _("no topic"), "owner": owner, "cells": cells[line]})
    at = int(lang() == "en")
    return [(DOMAINS[key][at] if key else _("Other"), lines) for key, lines in fields.items()]


def _cell(one: Gap, names: dict[UUID, Any], since: date, until: date) -> dict[str, Any]:
    def link(gap: str = "") -> str:
        return opened(Picked(line=one.line, body=one.body, unled=one.body is None, gap=gap, since=since, until=until))

    return {
        "body": names[one.body].name if one.body in names else "", "one": one, "all": link(),
        "no_owner": link("no_owner"), "no_action": link("no_action"),
    }  # fmt: skip
