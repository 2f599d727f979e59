"""A bad rating is worked on: contacted, put right, called back by another, published; or appealed and decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import Cast, on
from tests.ratings.stage import Stage, again, at_the_window
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.ratings.actions.work import (
    appeal_rating,
    call_back,
    contact_rater,
    judge_rating_appeal,
    publish_rating,
    rater_phone,
    rectify_rating,
)


@pytest.fixture
def stage(cast: Cast) -> Stage:
    return at_the_window(cast)


def code(act: Callable[[], Any]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_s_36_a_bad_rating_is_closed_and_published_with_its_reply(stage: Stage) -> None:
    row = stage.closed()
    by = stage.who("supervision", on(11, 16))
    publish_rating(rating_id=row.pk, words="等候时间长", reply="已增开一个窗口", by=by, at=on(11, 16))
    row = again(row)
    assert (row.state, row.solved, row.public_reply) == ("closed", True, "已增开一个窗口")
    told = [entry.type for entry in events_of("rating", row.pk)]
    assert told == ["rating.given", *["rating.moved"] * 3, "rating.published"]
    assert [(step.act, step.late) for step in row.steps.order_by("seq")] == [
        ("contact", False), ("rectify", False), ("call_back", False), ("publish", False),
    ]  # fmt: skip


def test_contact_after_its_day_is_recorded_as_late(stage: Stage) -> None:
    row = stage.contacted(on(11, 13))
    assert row.steps.get().late
    assert events_of("rating", row.pk)[-1].data["late"]


def test_contact_comes_before_putting_right(stage: Stage) -> None:
    row = stage.rate()
    told: dict[str, Any] = {"rating_id": row.pk, "outcome": "fixed", "words": "已改", "at": on(11, 12)}
    assert code(lambda: rectify_rating(**told, by=stage.who("market_decide"))) == "contact_first"


def test_nobody_else_works_on_it(stage: Stage) -> None:
    row = stage.rate()
    told: dict[str, Any] = {"rating_id": row.pk, "reached": True, "words": "已联系", "at": on(11, 12)}
    for post in ("fire_review", "window_1", "supervision"):
        assert code(lambda post=post: contact_rater(**told, by=stage.who(post))) == "not_the_rated"


def test_who_put_it_right_does_not_call_back(stage: Stage) -> None:
    row = stage.rectified()
    told: dict[str, Any] = {"rating_id": row.pk, "found": "solved", "words": "满意", "at": on(11, 13)}
    assert code(lambda: call_back(**told, by=stage.who("market_decide"))) == "not_ratings_office"
    assert code(lambda: call_back(**told, by=stage.cast.citizen)) == "not_ratings_office"


def test_not_solved_goes_back_with_new_days(stage: Stage) -> None:
    row = stage.rectified()
    call_back(rating_id=row.pk, found="unsolved", words="还是要等", by=stage.who("supervision"), at=on(11, 13))
    row = again(row)
    assert (row.state, row.solved, row.rectify_by) == ("contacted", False, on(11, 20, 17))


def test_after_three_vain_calls_it_is_closed_without_a_finding(stage: Stage) -> None:
    row = stage.rectified()
    for hour in (9, 11, 14):
        by = stage.who("supervision", on(11, 13, hour))
        call_back(rating_id=row.pk, found="unreached", words="无人接听", by=by, at=on(11, 13, hour))
    assert (again(row).state, again(row).solved) == ("closed", None)


def test_a_complex_one_gets_its_later_day_once(stage: Stage) -> None:
    row, head = stage.contacted(), stage.who("market_decide")
    told: dict[str, Any] = {"rating_id": row.pk, "outcome": "planned", "words": "需改造大厅", "by": head}
    rectify_rating(**told, at=on(11, 12))
    assert (again(row).state, again(row).rectify_by) == ("contacted", on(12, 2, 17))
    assert code(lambda: rectify_rating(**told, at=on(11, 12))) == "rating_outcome"


def test_s_36_an_appeal_is_decided_by_somebody_else_and_alone_excludes(stage: Stage) -> None:
    row = stage.appealed()
    told: dict[str, Any] = {"rating_id": row.pk, "exclude": True, "words": "录音证实按错", "at": on(11, 13)}
    assert code(lambda: judge_rating_appeal(**told, by=stage.who("market_decide"))) == "not_ratings_office"
    judge_rating_appeal(**told, by=stage.who("supervision"))
    assert (again(row).state, again(row).appeal) == ("excluded", "upheld")
    assert events_of("rating", row.pk)[-1].data["excluded"] is True


def test_an_appeal_that_fails_stops_nothing_and_comes_once(stage: Stage) -> None:
    row, head = stage.appealed(), stage.who("market_decide")
    contact_rater(rating_id=row.pk, reached=True, words="已联系本人", by=head, at=on(11, 12, 11))
    by = stage.who("supervision", on(11, 13))
    judge_rating_appeal(rating_id=row.pk, exclude=False, words="没有依据", by=by, at=on(11, 13))
    assert (again(row).state, again(row).appeal) == ("contacted", "kept")
    told: dict[str, Any] = {"rating_id": row.pk, "ground": "malicious", "words": "再诉一次", "by": head}
    assert code(lambda: appeal_rating(**told, at=on(11, 13))) == "appealed_once"


def test_an_appeal_comes_in_time(stage: Stage) -> None:
    row = stage.rate()
    told: dict[str, Any] = {"rating_id": row.pk, "ground": "wrong", "words": "按错了", "by": stage.who("market_decide")}
    assert code(lambda: appeal_rating(**told, at=on(11, 19))) == "appeal_late"


def test_the_phone_is_read_with_a_record_by_those_who_call(stage: Stage) -> None:
    row = stage.rate()
    told: dict[str, Any] = {"rating_id": row.pk, "at": on(11, 12), "reason": "联系本人核实情况"}
    assert rater_phone(**told, by=stage.who("market_decide")) == "13800000000"
    assert code(lambda: rater_phone(**told, by=stage.who("fire_review"))) == "not_ratings_office"
    assert code(lambda: rater_phone(**told | {"reason": "  "}, by=stage.who("market_decide"))) == "reason_needed"


def test_what_is_open_is_not_published(stage: Stage) -> None:
    row = stage.rectified()
    told: dict[str, Any] = {"rating_id": row.pk, "words": "", "reply": "已改", "at": on(11, 13)}
    assert code(lambda: publish_rating(**told, by=stage.who("supervision"))) == "rating_state"
