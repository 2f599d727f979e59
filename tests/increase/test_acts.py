"""D-19 on real tables: lists of two days compared, findings told, explained, decided, corrected; never published."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, on
from tests.increase.stage import AT, NEW_ON, OLD_ON, asks_more, guide, head, list_office, second_version, told
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions import increase as acts
from tongban.powerlist.actions.practice import count_asked
from tongban.powerlist.models import Comparison, Increase, ItemVersion
from tongban.powerlist.queries.increase import Asked, cut_before, entries_on, increase_page, increase_view

pytestmark = pytest.mark.django_db


def test_d_19_a_report_more_under_a_shorter_limit_is_told_to_the_department(cast: Cast) -> None:
    found = told(cast)
    assert (found.kind, found.state, found.added) == ("materials", "told", ["第三方油烟检测报告（原件）"])
    assert found.body_id == cast.county.bodies["market"]
    assert found.due_by == on(11, 27, 17)
    assert [one.type for one in events_of("increase", found.pk)] == ["increase.told"]


def test_d_19_an_honest_version_is_left_alone(cast: Cast) -> None:
    def less(content: dict[str, Any]) -> None:
        content["name"]["zh"] = "开办餐饮店（开饭店）一件事"
        content["materials"] = [one for one in content["materials"] if one["key"] != "m_fire"]

    second_version(cast, less)
    made = acts.compare_lists(old_on=OLD_ON, new_on=NEW_ON, by=list_office(cast), at=AT)
    assert Comparison.objects.get(pk=made).found == []


def test_d_19_a_paper_cut_in_an_earlier_version_is_found_when_it_comes_back(cast: Cast) -> None:
    def without(content: dict[str, Any]) -> None:
        content["materials"] = [one for one in content["materials"] if one["key"] != "m_fire"]

    def again(content: dict[str, Any]) -> None:
        paper = next(one for one in content["materials"] if one["key"] == "m_fire")
        paper["key"], paper["name"]["zh"] = "m_safe", f"{paper['name']['zh']}情况说明"

    second_version(cast, without, date(2026, 2, 2))
    second_version(cast, again)
    acts.compare_lists(old_on=OLD_ON, new_on=NEW_ON, by=list_office(cast), at=AT)
    assert "material_back" in set(Increase.objects.values_list("kind", flat=True))
    assert len(cut_before(entries_on(OLD_ON), OLD_ON)) == 1


def test_d_19_a_cancelled_approval_lives_on_as_a_filing(cast: Cast) -> None:
    basis = [{"law": "二手车流通管理办法", "article": "第三十三条", "text": "……"}]
    guide("QH-OLD-1", "二手车交易市场经营许可", (date(2026, 1, 6),), legal_basis=basis)
    guide("QH-NEW-1", "二手车交易市场经营备案", (NEW_ON,), legal_basis=basis, item_type="10",
          limits=[{"key": "whole_promised", "scope": "case", "kind": "promised", "length": 15, "unit": "working_day",
                   "starts": "acceptance", "law": "", "article": "承诺", "confidence": "M", "rule": None}])  # fmt: skip
    made = acts.compare_lists(old_on=OLD_ON, new_on=NEW_ON, by=list_office(cast), at=AT)
    assert made
    assert set(Increase.objects.values_list("kind", flat=True)) <= {"lives_on", "items", "days"}


def test_what_was_found_is_not_told_twice(cast: Cast) -> None:
    first = told(cast)
    again = acts.compare_lists(old_on=OLD_ON, new_on=NEW_ON, by=list_office(cast), at=AT)
    row = Comparison.objects.get(pk=again)
    assert (row.fresh, row.found) == (0, [first.pk])


def test_the_department_explains_and_the_list_office_decides(cast: Cast) -> None:
    row = told(cast)
    versions = ItemVersion.objects.count()
    acts.explain_increase(increase_id=row.pk, words="环保部门新标准要求。", by=head(cast), at=AT)
    acts.uphold_increase(increase_id=row.pk, words="没有上位法依据。", by=list_office(cast), at=AT)
    acts.correct_increase(increase_id=row.pk, words="已在新版本去掉。", by=head(cast), at=AT)
    acts.close_increase(increase_id=row.pk, words="核对无误。", by=list_office(cast), at=AT)
    view = increase_view(row.pk, list_office(cast))
    assert [step.act for step in view.steps] == ["explain", "uphold", "correct", "close"]
    assert (view.row.state, view.row.due_by) == ("closed", None)
    assert ItemVersion.objects.count() == versions  # nothing is published by it


def test_both_sides_stand_beside_each_other(cast: Cast) -> None:
    view = increase_view(told(cast).pk, head(cast))
    assert len(view.new[0].papers) == len(view.old[0].papers) + 1
    assert view.new[0].days == (view.old[0].days or 0) - 2


def refused(act: Callable[..., Any], **given: Any) -> str:
    with pytest.raises(Refused) as caught:
        act(**given)
    return caught.value.refusal.code


def test_who_may_do_what_and_when(cast: Cast) -> None:
    row, office = told(cast), list_office(cast)
    given = {"increase_id": row.pk, "words": "甲", "at": AT}
    assert refused(acts.uphold_increase, **given, by=office) == "increase_not_heard"
    assert refused(acts.explain_increase, **given, by=office) == "increase_head"
    assert refused(acts.clear_increase, **given, by=head(cast)) == "increase_judge"
    assert refused(acts.explain_increase, **given, by=cast.officer("fire_decide", AT)) == "not_your_increase"
    assert refused(acts.close_increase, **given, by=office) == "increase_state"
    assert refused(acts.explain_increase, **(given | {"words": " "}), by=head(cast)) == "increase_words"
    assert refused(acts.compare_lists, old_on=OLD_ON, new_on=NEW_ON, by=head(cast), at=AT) == "increase_judge"
    assert refused(acts.compare_lists, old_on=NEW_ON, new_on=OLD_ON, by=office, at=AT) == "comparison_days"
    assert (
        refused(acts.compare_lists, old_on=OLD_ON, new_on=NEW_ON, claimed=101, by=office, at=AT) == "comparison_claim"
    )


def test_after_its_day_the_list_office_decides_without_an_explanation(cast: Cast) -> None:
    row, later = told(cast), on(11, 30)
    acts.clear_increase(increase_id=row.pk, words="查明有依据。", by=list_office(cast), at=later)
    assert Increase.objects.get().state == "cleared"


def test_a_late_explanation_is_marked(cast: Cast) -> None:
    row, later = told(cast), on(11, 30)
    acts.explain_increase(increase_id=row.pk, words="补说明。", by=head(cast, later), at=later)
    assert [step.late for step in row.steps.all()] == [True]


def notice(cast: Cast, key: str) -> int:
    case_id = cast.receive(on(11, 2)).case_id
    notify_once(case_id=case_id, points=[NoticePoint(key, "missing", "")], by=cast.officer("market_review", on(11, 3)),
                at=on(11, 3))  # fmt: skip
    return count_asked(events_of("case", case_id)[-1])


@pytest.mark.parametrize(("key", "found"), [("m_extra", True), ("m_lease", False), ("shop_name", False)])
def test_d_19_live_practice_that_asks_beyond_the_list_is_found(
    cast: Cast, key: str, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked before our window refused it, or where it does not stand, is in the ledger all the same."""
    monkeypatch.setattr("tongban.cases.actions.accept.unlisted_problem", lambda _asked, _listed: None)
    second_version(cast, lambda content: content["limits"])
    assert notice(cast, key) == 1
    acts.compare_lists(old_on=OLD_ON, new_on=NEW_ON, by=list_office(cast), at=AT)
    assert Increase.objects.filter(kind="practice", added=[key]).exists() == found


def test_findings_are_read_by_body_kind_and_state(cast: Cast) -> None:
    row = told(cast)
    for asked, number in ((Asked(), 1), (Asked(body_id=row.body_id, state="open"), 1), (Asked(state="cleared"), 0),
                          (Asked(kind="fees"), 0), (Asked(body_id=cast.county.bodies["fire"]), 0)):  # fmt: skip
        assert len(increase_page(asked, size=10).rows) == number


def test_asks_more_is_what_makes_it_red(cast: Cast) -> None:
    second_version(cast, lambda content: asks_more({"materials": [], "limits": content["limits"]}))
    acts.compare_lists(old_on=OLD_ON, new_on=NEW_ON, by=list_office(cast), at=AT)
    assert not Increase.objects.exists()
