"""D-24 on real tables: a practice filed from below, answered from above in time, escalated when it is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, on
from tests.clearing.stage import answered, filed, item
from tests.increase.stage import guide
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.practices import escalate_practices, last_trial_day
from tongban.powerlist.models import Adjustment, Practice
from tongban.powerlist.pages.office.practices import lateness
from tongban.powerlist.queries.practices import practice_page

pytestmark = pytest.mark.django_db


def refused(cast: Cast, **changes: Any) -> str:
    with pytest.raises(Refused) as caught:
        filed(cast, **changes)
    return caught.value.refusal.code


def test_d_24_a_practice_is_filed_with_its_gap_and_answered_in_time_with_reasons(cast: Cast) -> None:
    made = filed(cast)
    row = Practice.objects.get(pk=made)
    assert (row.state, row.due_by, row.gap) == ("filed", on(11, 30, 17), "silent")
    with pytest.raises(Refused, match="reason_missing"):
        answered(cast, made, words=" ")
    answered(cast, made)
    row.refresh_from_db()
    assert (row.state, row.late, row.answer_words) == ("refused", False, "理由如下。")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gap": "unclear"}, "practice_basis"),
        ({"gap": "conflict"}, "practice_basis"),
        ({"gap": ""}, "practice_gap"),
        ({"name": ""}, "practice_words"),
    ],
)
def test_d_24_the_legal_gap_is_named(cast: Cast, changes: dict[str, Any], code: str) -> None:
    assert refused(cast, **changes) == code


def test_d_24_somebody_above_answers(cast: Cast) -> None:
    assert refused(cast, answers=cast.county.bodies["liuhe"]) == "practice_above"
    with pytest.raises(Refused, match="not_its_head"):
        answered(cast, filed(cast), post="liuhe_decide")


def test_d_24_a_late_answer_escalates_to_the_county_government_once(cast: Cast) -> None:
    made = filed(cast)
    assert escalate_practices(at=on(11, 30, 16)) == 0
    assert (escalate_practices(at=on(12, 1)), escalate_practices(at=on(12, 2))) == (1, 0)
    row = Practice.objects.get(pk=made)
    assert (row.answers, row.due_by) == (cast.county.bodies["government"], on(12, 8, 17))
    with pytest.raises(Refused, match="not_its_head"):
        answered(cast, made, at=on(12, 2))
    answered(cast, made, post="county_head", at=on(12, 2))
    assert Practice.objects.get(pk=made).late
    assert [one.type.partition(".")[2] for one in events_of("practice", made)] == ["filed", "escalated", "answered"]


def test_d_24_what_nobody_escalated_is_still_seen_as_late(cast: Cast) -> None:
    made = filed(cast)
    assert practice_page(late=True, at=on(11, 30), size=9) == []
    assert [row.pk for row in practice_page(late=True, at=on(12, 1), size=9)] == [made]


def test_d_24_what_departs_from_an_article_is_put_on_trial_and_never_adopted(cast: Cast) -> None:
    made = filed(cast, gap="conflict", basis="《食品安全法》第三十五条")
    with pytest.raises(Refused, match="practice_conflict"):
        answered(cast, made, "adopted")
    answered(cast, made, "trial", trial_until=date(2027, 6, 1))
    assert Practice.objects.get(pk=made).trial_until == date(2027, 6, 1)


@pytest.mark.parametrize("until", [None, date(2026, 11, 2), date(2028, 11, 3)])
def test_d_24_a_trial_ends_within_the_rule(cast: Cast, until: date | None) -> None:
    with pytest.raises(Refused, match="practice_until"):
        answered(cast, filed(cast), "trial", trial_until=until)


def test_the_last_day_of_a_trial() -> None:
    assert last_trial_day(date(2026, 11, 2)) == date(2028, 11, 2)
    assert last_trial_day(date(2024, 2, 29)) == date(2026, 2, 28)


def test_d_24_adopting_puts_the_item_concerned_on_the_docket(cast: Cast) -> None:
    guide("QH-ZN-921", "代办服务", (date(2026, 1, 6),))
    made = filed(cast, item_id=item("QH-ZN-921"))
    with pytest.raises(Refused, match="practice_document"):
        answered(cast, made, "adopted", document="")
    answered(cast, made, "adopted")
    entry = Adjustment.objects.get()
    assert (entry.cause, entry.wanted, entry.source) == ("practice", "change", made)
    with pytest.raises(Refused, match="stale"):
        answered(cast, made)


def test_d_24_a_practice_that_came_up_is_not_overdue_beside_its_new_day(cast: Cast) -> None:
    row = Practice.objects.get(pk=filed(cast))
    assert (lateness(row, on(11, 30, 16)), lateness(row, on(12, 1))) == ("", "已逾期")
    escalate_practices(at=on(12, 1))
    row.refresh_from_db()
    assert (lateness(row, on(12, 2)), lateness(row, on(12, 9))) == ("逾期未答复，已提请县政府", "已逾期")
    answered(cast, row.pk, post="county_head", at=on(12, 2))
    row.refresh_from_db()
    assert lateness(row, on(12, 9)) == "逾期答复"
