"""D-28 on its page: units formed, merged and split; posts, powers and open cases keep their identity."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests.cast import on
from tests.delegation.stage import Stage, stage
from tests.delegation.test_pages import page, send, signed_in
from tongban.agencies.queries.units import UnitRef, units_of
from tongban.cases.models import Task
from tongban.delegation.models import Use
from tongban.kernel.ids import uuid7

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
WHERE = "/office/units/?body=market"


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.DEMO = True


def there(made: Stage, day: str) -> list[UnitRef]:
    return units_of(made.cast.county.bodies["market"], timezone.datetime.fromisoformat(day).date())  # type: ignore[attr-defined]


def posts(made: Stage, *names: str) -> list[str]:
    return [str(made.cast.county.posts[name]) for name in names]


def test_d_28_units_are_formed_merged_and_split_on_a_page_and_keep_posts_powers_and_cases() -> None:
    made = stage()
    made.cast.receive(on(11, 2))
    before = set(Task.objects.values_list("id", "post_id"))
    client, power = signed_in(made, "system_admin"), str(made.item)
    told = page(client, WHERE)
    assert "还没有设科室" in told, told[told.index("<h1") :][:900]
    names = {"name_zh": "许可科", "name_en": "Licences", "on": "2026-01-05"}
    assert send(client, WHERE, **names, posts=posts(made, "market_review"), powers=[power]) == 302
    again = {"name_zh": "决定科", "name_en": "Decisions", "on": "2026-01-05"}
    assert send(client, WHERE, **again, posts=posts(made, "market_decide")) == 302
    old = there(made, "2026-01-05")
    merged = {"name_zh": "审批科", "name_en": "Approvals", "on": "2026-02-02", "ended": [str(one.id) for one in old]}
    assert send(client, WHERE, **merged) == 302
    (one,) = there(made, "2026-02-02")
    assert (one.parts.powers, set(one.made_of)) == ({UUID(power)}, {unit.id for unit in old})
    split = {**names, "on": "2026-03-02", "ended": [str(one.id)], "second_zh": "审查科", "second_en": "Review"}
    assert send(client, WHERE, **split, posts=posts(made, "market_review"), powers=[power]) == 302
    assert {unit.name_zh: unit.parts.powers for unit in there(made, "2026-03-02")} == {
        "许可科": frozenset(), "审查科": frozenset({UUID(power)}),
    }  # fmt: skip
    assert set(Task.objects.values_list("id", "post_id")) == before


def test_n9_what_the_powers_took_before_the_units_were_merged_stands_beside_what_they_take_since() -> None:
    """Half a month before, one to two days since: the powers are the same, whatever unit they are in."""
    made = stage()
    client, power, market = signed_in(made, "system_admin"), str(made.item), made.cast.county.bodies["market"]
    formed = {"on": "2026-01-05", "name_en": "x"}
    assert send(client, WHERE, **formed, name_zh="许可科", posts=posts(made, "market_review"), powers=[power]) == 302
    assert send(client, WHERE, **formed, name_zh="决定科", posts=posts(made, "market_decide")) == 302
    ended = [str(one.id) for one in there(made, "2026-01-05")]
    for day, days in ((on(1, 6), 14), (on(1, 7), 16), (on(3, 2), 1), (on(3, 3), 2)):
        told = {"item_id": made.item, "place_id": made.place, "decided_body": market, "received_at": day}
        Use.objects.create(case_id=uuid7(), decided_at=day + timedelta(days=days), **told)
    merged = {"on": "2026-02-02", "name_zh": "审批中心", "name_en": "Centre", "ended": ended}
    assert send(client, WHERE, **merged) == 302
    told = page(client, WHERE).partition("审批中心</th>")[2].partition("</tr>")[0]
    shown = re.sub(r"<a [^>]*>|</a>", "", told)
    assert "设立前一年：2 件，平均 15.0 天" in shown
    assert "设立以来：2 件，平均 1.5 天" in shown


def test_d_28_a_unit_without_posts_is_refused_and_others_may_not() -> None:
    made = stage()
    told = {"name_zh": "空科", "name_en": "Empty", "on": "2026-01-05"}
    assert send(signed_in(made, "system_admin"), WHERE, **told) == 409
    assert send(signed_in(made, "list_office"), WHERE, **told) == 403
