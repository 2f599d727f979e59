"""D-22 on real tables: overlaps found, an arbiter who is neither body, both heard, a decision that changes the list."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from tests.cast import Cast, on
from tests.clearing.stage import AT, BASIS, DOCUMENT, in_dispute, office, overlapping, stated
from tests.increase.stage import guide
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions import overlaps as acts
from tongban.powerlist.actions.adjusting import draft_adjustment, stop_item
from tongban.powerlist.actions.items import publish_version
from tongban.powerlist.models import Adjustment, Overlap
from tongban.powerlist.queries import published_item
from tongban.powerlist.queries.overlaps import late_disputes, overlap_view

pytestmark = pytest.mark.django_db
FIRST = (date(2026, 1, 6),)


def refused(act: Callable[..., Any], **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(**given)
    return caught.value.refusal.code


def decided(cast: Cast, row: Overlap, outcome: str = "other", at: Any = AT, post: str = "county_head") -> None:
    acts.decide_overlap(overlap_id=row.pk, outcome=outcome, words="城市管理机关负责。", document=DOCUMENT,
                        by=cast.officer(post, at), at=at)  # fmt: skip


def test_d_22_the_same_conduct_about_the_same_object_of_two_bodies_is_found_once(cast: Cast) -> None:
    row = overlapping(cast)
    assert (row.one.code, row.other.code, row.signs) == ("QH-ZN-911", "QH-ZN-912", ["name", "basis"])
    assert acts.find_overlaps(by=office(cast), at=AT) == 0


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"body": "market"}, "one body"),
        ({"item_type": "06"}, "another conduct"),
        ({"named": "犬只登记"}, "another object"),
    ],
)
def test_d_22_what_is_no_overlap_is_left_alone(cast: Cast, changes: dict[str, Any], why: str) -> None:
    guide("QH-ZN-911", "户外广告设置审批", FIRST, legal_basis=[BASIS])
    given = {"named": "户外广告设置许可", "body": "urban"} | changes
    guide("QH-ZN-912", given.pop("named"), FIRST, legal_basis=[BASIS], **given)
    acts.find_overlaps(by=office(cast), at=AT)
    assert not Overlap.objects.filter(one__code="QH-ZN-911").exists(), why


def test_d_22_the_arbiter_is_neither_of_the_two_bodies(cast: Cast) -> None:
    row = overlapping(cast)
    given = {"overlap_id": row.pk, "words": "请裁决。", "by": office(cast), "at": AT}
    assert refused(acts.open_dispute, arbiter_id=cast.county.bodies["urban"], **given) == "overlap_arbiter"
    with pytest.raises(DatabaseError), transaction.atomic():
        Overlap.objects.filter(pk=row.pk).update(arbiter=row.one_body)


def test_d_22_both_are_heard_before_it_is_decided_and_the_days_are_working_days(cast: Cast) -> None:
    row = in_dispute(cast)
    row.refresh_from_db()
    assert (row.statements_by, row.due_by) == (on(11, 9, 17), on(11, 23, 17))
    with pytest.raises(Refused, match="overlap_unheard"):
        decided(cast, row)
    stated(cast, row)
    with pytest.raises(Refused, match="not_its_head"):
        decided(cast, row, post="urban_decide")
    decided(cast, row)
    assert [one.type for one in events_of("overlap", row.pk)] == ["overlap.found", *["overlap.moved"] * 4]


def test_d_22_silence_past_its_day_does_not_stop_the_arbiter_and_a_late_decision_is_marked(cast: Cast) -> None:
    row = in_dispute(cast)
    assert late_disputes(on(11, 24)) == 1
    decided(cast, row, at=on(11, 24))
    view = overlap_view(row.pk)
    assert view is not None
    assert [(step.act, step.late) for step in view.steps] == [("open", False), ("decide", True)]


def test_d_22_the_decision_changes_the_list_through_versions_only(cast: Cast) -> None:
    row = in_dispute(cast)
    stated(cast, row)
    decided(cast, row)
    wanted = {one.item.code: one for one in Adjustment.objects.select_related("item")}
    assert {code: one.wanted for code, one in wanted.items()} == {"QH-ZN-911": "cancel", "QH-ZN-912": "change"}
    assert published_item("QH-ZN-911").state == 1
    stop_item(adjustment_id=wanted["QH-ZN-911"].pk, how="cancel", since=on(11, 3).date(), basis_doc=DOCUMENT,
              by=office(cast), at=on(11, 3))  # fmt: skip
    draft = draft_adjustment(adjustment_id=wanted["QH-ZN-912"].pk, by=office(cast), at=on(11, 3))
    publish_version(version_id=draft, valid_from=on(11, 4).date(), by=SYSTEM, at=on(11, 3))
    view = overlap_view(row.pk)
    assert view is not None
    assert [state for _, _, state in view.entries] == ["stopped", "published"]


def test_d_22_dividing_a_power_changes_both_items(cast: Cast) -> None:
    row = in_dispute(cast)
    stated(cast, row)
    decided(cast, row, "both")
    assert set(Adjustment.objects.values_list("wanted", flat=True)) == {"change"}


def test_who_may_do_what_about_an_overlap(cast: Cast) -> None:
    row = overlapping(cast)
    given = {"overlap_id": row.pk, "words": "意见", "at": AT}
    head, office_ = cast.officer("urban_decide", AT), office(cast)
    assert refused(acts.find_overlaps, by=head, at=AT) == "not_list_office"
    assert refused(acts.state_case, by=head, **given) == "overlap_state"
    assert refused(acts.dismiss_overlap, by=head, **given) == "not_list_office"
    assert refused(acts.dismiss_overlap, by=office_, **(given | {"words": ""})) == "reason_missing"
    acts.dismiss_overlap(by=office_, **given)
    assert refused(acts.dismiss_overlap, by=office_, **given) == "overlap_state"
    assert refused(acts.state_case, by=cast.officer("fire_decide", AT), **given) == "not_its_head"
