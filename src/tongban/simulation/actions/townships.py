"""The townships of the demonstration county: their duty lists, and what comes down to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, Final

from tongban.agencies.queries import actor_of
from tongban.delegation.actions.duties import publish_duties
from tongban.delegation.actions.tasks import Asked, approve_tasks, return_tasks, send_task
from tongban.delegation.actions.tasks_township import confirm_resources, give_back_task, report_task, sign_task
from tongban.delegation.queries.tasks import SentRef, sent_refs
from tongban.delegation.rules.duties import DutyLine
from tongban.delegation.rules.tasks import Resources, State
from tongban.kernel.actor import Actor
from tongban.simulation.actions.bodies import County
from tongban.simulation.rules.places import DATA
from tongban.simulation.rules.sentdown import IN_THE_HILLS, SentDown, plan

# Hill townships have no line about crowded market streets, valley towns none about landslides.
HILLS: Final = ("yunling", "qingshan", "nantang")
NOT_IN_THE_HILLS, NOT_IN_THE_VALLEY = "SH-02", IN_THE_HILLS


def build_duties(county: County, *, by: Actor, at: datetime, valid_from: date) -> int:
    """Publishes each township's list, about a dozen lines; answers how many lists."""
    written = json.loads((DATA / "duties.json").read_text(encoding="utf-8"))
    towns = county.township_keys()
    for _, key in towns:
        without = NOT_IN_THE_HILLS if key in HILLS else NOT_IN_THE_VALLEY
        lines = [_line(one, county) for one in written if one["code"] != without]
        publish_duties(township_id=county.bodies[key], lines=lines, valid_from=valid_from, by=by, at=at)
    return len(towns)


def _line(one: dict[str, Any], county: County) -> DutyLine:
    said: dict[str, Any] = {name: value for name, value in one.items() if name not in ("lead", "taker")}
    named: dict[str, Any] = {name: county.bodies[one[name]] for name in ("lead", "taker") if name in one}
    return DutyLine(**said, **named)


def build_tasks(county: County, *, random: Random, until: datetime) -> int:
    """Plays half a year of tasks for townships, and a few that show each way a task can go; answers how many."""
    keys = [key for _, key in county.township_keys()]
    played = sum(_play(county, one, until) for one in plan(keys, HILLS, until.date(), random))
    return played + _each_way(county, keys, until)


def _officer(county: County, post: str, at: datetime) -> Actor:
    return actor_of(county.holders[post][0], county.posts[post], at)


def _send(county: County, body: str, towns: Sequence[str], asked: Asked, at: datetime) -> list[SentRef]:
    batch = send_task(
        townships=[county.bodies[key] for key in towns], asked=asked, by=_officer(county, f"{body}_decide", at), at=at
    )
    return sent_refs(batch)


def _play(county: County, one: SentDown, until: datetime) -> int:
    at = until.replace(year=one.on.year, month=one.on.month, day=one.on.day, hour=9)
    brought = Resources(*one.brings, "下派部门派员指导" if one.brings[0] else "")
    asked = Asked(
        title=one.title, words=one.words, due=one.on + timedelta(days=15), line=one.line, reports=one.reports,
        data=one.data, resources=brought,
    )  # fmt: skip
    rows = _send(county, one.body, one.towns, asked, at)
    for key, row in zip(one.towns, rows, strict=True):
        if row.state == State.SENT and at + timedelta(days=1) < until:
            _handled(county, key, row, at + timedelta(days=1), one.done)
    return len(rows)


def _handled(county: County, key: str, row: SentRef, at: datetime, done: int | None) -> None:
    post = f"{key}_review"
    pair = county.holders[post]
    by = _officer(county, post, at)
    sign_task(task_id=row.id, officer_id=pair[row.id.int % len(pair)], by=by, at=at)
    if row.money:
        confirm_resources(task_id=row.id, by=by, at=at)
    if done is not None:
        report_task(task_id=row.id, words="已按要求办完，情况已登记。", by=by, at=at + timedelta(days=done - 1))


def _each_way(county: County, keys: Sequence[str], until: datetime) -> int:
    """Held, approved, returned, an emergency to be regularised and one overdue, one given back; answers how many."""
    day, soon = timedelta(days=1), (until + timedelta(days=20)).date()
    first, second = list(keys[:3]), list(keys[1:2])
    asked = Asked(title="沿街门牌照片采集", words="逐户拍照上传", due=soon, reports=True)
    held = _send(county, "urban", first, asked, until - day)
    asked = Asked(title="户外广告设施检查", words="逐块检查并填表", due=soon, reports=True)
    returned = _send(county, "urban", first[:2], asked, until - 6 * day)
    return_tasks(
        batch=returned[0].batch, reason="清单写明已由县城市管理局统一检查，请自行办理",
        by=_officer(county, "list_office", until), at=until - 5 * day,
    )  # fmt: skip
    asked = Asked(title="冬季取暖安全入户排查", words="逐户排查燃煤取暖", due=soon)
    approved = _send(county, "emergency", first, asked, until - 8 * day)
    approve_tasks(
        batch=approved[0].batch, resources=Resources(30_000, 2, "县应急管理局分片指导，发放检查表"),
        by=_officer(county, "county_head", until), at=until - 6 * day,
    )  # fmt: skip
    for back in (2, 12):
        asked = Asked(title="转移低洼处群众", words="天黑前转移完毕", due=soon, emergency="气象台发布暴雨红色预警")
        _send(county, "emergency", second, asked, until - back * day)
    asked = Asked(title="公益岗位补贴初审", words="初审材料", due=soon, line="JB-02")
    given = _send(county, "hr", second, asked, until - 4 * day)
    give_back_task(
        task_id=given[0].id, line="SH-04", words="清单写明由县人力资源和社会保障局直接核对发放",
        by=_officer(county, f"{second[0]}_decide", until), at=until - 3 * day,
    )  # fmt: skip
    return sum(map(len, (held, returned, approved, given))) + 2
