"""When law moves, all and only the versions that cite a touched article land on the docket, and each is decided."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.refusals import Refused
from tongban.law.actions.laws import interpret, repeal_law
from tongban.law.actions.texts import Touch
from tongban.law.rules.numerals import ArticleNo
from tongban.law.tests.samples import SECOND_DAY, amended, enacted
from tongban.law.tests.statutes import TITLE
from tongban.ledger.queries import events_of
from tongban.powerlist.actions import docket as acts
from tongban.powerlist.actions.adjusting import draft_adjustment, keep_item, stop_item
from tongban.powerlist.actions.items import publish_version, save_draft_version
from tongban.powerlist.followers import follow_law
from tongban.powerlist.models import Adjustment, Item
from tongban.powerlist.permissions import Reach
from tongban.powerlist.queries import list_digest, published_list, version
from tongban.powerlist.queries.docket import AdjustmentRef, docket, places_cited, versions_touched
from tongban.powerlist.tests.factories import BY, Places, publish
from tongban.powerlist.tests.office import office
from tongban.powerlist.tests.samples import entry

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("here", "calendar")]
DAY = date(2026, 11, 23)
LATER = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
AFTER: dict[str, Any] = {"by": SYSTEM, "at": LATER}
ALL = Reach(everything=True)


def resting(code: str, *articles: str, law: str = TITLE) -> UUID:
    """A published entry of a code that rests on some articles; answers the item."""
    return publish(says(*articles, law=law), code=code)


def says(*articles: str, law: str = TITLE) -> dict[str, Any]:
    return entry(legal_basis=[{"law": law, "article": article, "text": "（略）"} for article in articles])


def lantern_items() -> UUID:
    """Items that cite one law in different ways; answers the law."""
    law_id = enacted()
    for code, *articles in (("QH-1", "第一条"), ("QH-4", "第四条"), ("QH-5", "第五条"), ("QH-34", "第三条至第四条"),
                            ("QH-LAW", "")):  # fmt: skip
        resting(code, *articles)
    resting("QH-OTHER", "第四条", law="青禾县鱼塘管理条例")
    return law_id


def act_of(law_id: UUID) -> int:
    return len(events_of("law", law_id))


def flagged(law_id: UUID) -> list[str]:
    acts.open_adjustments(law_id=law_id, act=act_of(law_id), **BY)
    return [one.version.code for one in waiting()]


def waiting() -> list[AdjustmentRef]:
    return sorted(docket(reach=ALL, today=DAY).lines, key=lambda one: one.version.code)


def strike_4() -> UUID:
    """第四条 struck out, with two items resting on it; answers the law."""
    law_id = lantern_items()
    amended(law_id, text="", touched=(Touch("removed", ArticleNo(4)),))
    return law_id


def one_entry(code: str = "QH-4") -> AdjustmentRef:
    flagged(strike_4())
    return next(one for one in waiting() if one.version.code == code)


def test_d_05_repealing_one_article_flags_all_and_only_the_items_that_cite_it() -> None:
    assert flagged(strike_4()) == ["QH-34", "QH-4"]


def by_law_alone(told: Any, **when: Any) -> Any:
    return versions_touched([replace(one, no=None) for one in told], **when)


def without_ranges(told: Any, **when: Any) -> Any:
    return [one for one in versions_touched(told, **when) if "至" not in one[0].content.legal_basis[0].article]


@pytest.mark.parametrize(
    ("fault", "found"), [(by_law_alone, ["QH-1", "QH-34", "QH-4", "QH-5", "QH-LAW"]), (without_ranges, ["QH-4"])]
)
def test_d_05_an_uncited_item_flagged_or_a_cited_one_missed_would_be_found(
    fault: Any, found: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seeded faults: asked by the law alone; blind to ranges of articles."""
    monkeypatch.setattr(acts, "versions_touched", fault)
    assert flagged(strike_4()) == found != ["QH-34", "QH-4"]


def test_d_05_each_kind_of_act_flags_what_it_touches() -> None:
    law_id = lantern_items()
    told = {"since": SECOND_DAY, "document": "青法释〔2026〕1号"}
    interpret(law_id=law_id, articles=(ArticleNo(1),), note="灯笼一盏一申请。", **told, **BY)  # type: ignore[arg-type]
    assert flagged(law_id) == ["QH-1"]
    amended(law_id)  # 第二条 changed, 第四条 struck out, 第五条 is 第四条 now, a new 第五条
    assert flagged(law_id) == ["QH-1", "QH-34", "QH-4", "QH-5"]
    repeal_law(law_id=law_id, since=date(2026, 9, 1), document="青人发〔2026〕4号", **BY)
    assert flagged(law_id) == ["QH-1", "QH-1", "QH-34", "QH-34", "QH-4", "QH-4", "QH-5", "QH-5", "QH-LAW"]


def test_d_05_the_same_act_asked_again_flags_nothing_more() -> None:
    law_id = strike_4()
    assert flagged(law_id) == flagged(law_id)


def test_d_05_an_entry_is_due_20_working_days_after_the_change_takes_effect_or_is_known() -> None:
    law_id = lantern_items()
    repeal_law(law_id=law_id, since=date(2026, 11, 30), document="青人发〔2026〕4号", **BY)
    flagged(law_id)
    assert {one.due_on for one in waiting()} == {date(2026, 12, 28)}


def test_d_05_what_was_published_later_knew_the_change_and_is_not_flagged() -> None:
    law_id = strike_4()
    item = Item.objects.get(code="QH-4")
    newer = save_draft_version(item_id=item.pk, content=says("第四条"), flow="", **AFTER)
    publish_version(version_id=newer, valid_from=date(2026, 11, 24), **AFTER)
    acts.open_adjustments(law_id=law_id, act=act_of(law_id), **BY)
    (one,) = [entry for entry in docket(reach=ALL, today=DAY).lines if entry.version.code == "QH-4"]
    assert one.version.no == 1


def test_d_05_the_docket_follows_the_acts_in_the_ledger() -> None:
    law_id = strike_4()
    for told in [*events_of("law", law_id), *events_of("law", law_id)]:
        follow_law(told)
    assert [one.version.code for one in waiting()] == ["QH-34", "QH-4"]


SUCCESSOR = """青禾县灯火管理条例

第一条　为了管好灯火，制定本条例。
第二条　本条例自2026年12月1日起施行。2019年11月2日通过的《青禾县灯笼管理条例》{ends}。
"""


@pytest.mark.parametrize(
    ("ends", "found"), [("同时废止", ["QH-1", "QH-34", "QH-4", "QH-5", "QH-LAW"]), ("继续有效", [])]
)
def test_d_05_a_law_that_takes_anothers_place_flags_what_rests_on_the_old_one(ends: str, found: list[str]) -> None:
    before = lantern_items()
    enacted(text=SUCCESSOR.format(ends=ends), title="青禾县灯火管理条例", valid_from=date(2026, 12, 1))
    for told in events_of("law", before):
        follow_law(told)
    assert [one.version.code for one in waiting()] == found
    assert {one.since for one in waiting()} == ({date(2026, 12, 1)} if found else set())


def test_d_05_keeping_needs_a_reason_and_a_basis_in_force(here: Places) -> None:
    flagged(strike_4())
    both = next(one for one in waiting() if one.version.code == "QH-34")
    with pytest.raises(Refused, match="reason"):
        keep_item(adjustment_id=both.id, reason=" ", **AFTER)
    keep_item(adjustment_id=both.id, reason="第三条仍是依据，办理要求不变。", **AFTER)
    assert Adjustment.objects.get(pk=both.id).state == "kept"
    assert [entry.type for entry in events_of("adjustment", both.id)] == ["adjustment.opened", "adjustment.kept"]


def test_d_05_an_item_without_any_basis_in_force_cannot_be_kept() -> None:
    law_id = lantern_items()
    repeal_law(law_id=law_id, since=SECOND_DAY, document="青人发〔2026〕4号", **BY)
    flagged(law_id)
    with pytest.raises(Refused) as caught:
        keep_item(adjustment_id=waiting()[0].id, reason="照旧。", **AFTER)
    assert caught.value.refusal.code == "adjustment.no_basis"


def test_d_05_publishing_the_drafted_version_settles_the_entry_and_the_old_version_stays() -> None:
    one = one_entry()
    draft = draft_adjustment(adjustment_id=one.id, **AFTER)
    assert draft_adjustment(adjustment_id=one.id, **AFTER) == draft
    save_draft_version(item_id=one.version.item_id, content=says("第三条"), flow="", **AFTER)
    publish_version(version_id=draft, valid_from=date(2026, 12, 1), **AFTER)
    row = Adjustment.objects.get(pk=one.id)
    assert (row.state, row.result_id) == ("published", draft)
    assert version(one.version.id).content.legal_basis[0].article == "第四条"


def test_d_05_a_version_that_still_cites_the_article_that_is_gone_settles_nothing() -> None:
    one = one_entry()
    draft = draft_adjustment(adjustment_id=one.id, **AFTER)
    publish_version(version_id=draft, valid_from=date(2026, 12, 1), **AFTER)
    assert places_cited(draft, one.law_id) == {ArticleNo(4)}
    assert Adjustment.objects.get(pk=one.id).state == "drafting"


def test_d_05_stopping_the_item_settles_all_its_entries() -> None:
    one = one_entry()
    stop_item(adjustment_id=one.id, how="cancel", since=DAY, basis_doc="青政发〔2026〕9号", **AFTER)
    assert Item.objects.get(code="QH-4").state == 3
    assert [entry.version.code for entry in waiting()] == ["QH-34"]
    with pytest.raises(Refused) as caught:
        keep_item(adjustment_id=one.id, reason="照旧。", **AFTER)
    assert caught.value.refusal.code == "stale"


def test_d_05_the_list_of_a_past_day_is_the_same_after_the_item_is_stopped() -> None:
    one = one_entry()
    before = (list_digest(DAY - timedelta(days=1)), published_list(on=DAY - timedelta(days=1)).total)
    stop_item(adjustment_id=one.id, how="cancel", since=DAY, basis_doc="青政发〔2026〕9号", **AFTER)
    assert (list_digest(DAY - timedelta(days=1)), published_list(on=DAY - timedelta(days=1)).total) == before
    assert published_list(on=DAY).total == before[1] - 1


def test_d_05_the_list_of_a_past_day_is_the_same_after_the_law_moved_and_a_new_version_was_published() -> None:
    law_id = lantern_items()
    before = list_digest(DAY)
    bases = [one.content.legal_basis for one in published_list(on=DAY).lines]
    amended(law_id, text="", touched=(Touch("removed", ArticleNo(4)),))
    acts.open_adjustments(law_id=law_id, act=act_of(law_id), **BY)
    one = next(one for one in waiting() if one.version.code == "QH-4")
    draft = draft_adjustment(adjustment_id=one.id, **AFTER)
    save_draft_version(item_id=one.version.item_id, content=says("第三条"), flow="", **AFTER)
    publish_version(version_id=draft, valid_from=date(2026, 12, 1), **AFTER)
    assert list_digest(DAY) == before != list_digest(date(2026, 12, 1))
    assert [one.content.legal_basis for one in published_list(on=DAY).lines] == bases


def test_the_docket_shows_an_office_its_own_items_only(here: Places) -> None:
    flagged(strike_4())
    assert docket(reach=Reach(False, here.market), today=DAY).waiting == 2
    assert docket(reach=Reach(False, here.willow), today=DAY).lines == ()
    stranger: Actor = office(here.willow)
    with pytest.raises(Refused):
        keep_item(adjustment_id=waiting()[0].id, reason="照旧。", by=stranger, at=LATER)


def test_the_docket_is_read_page_by_page() -> None:
    flagged(strike_4())
    first = docket(reach=ALL, today=date(2027, 3, 1), limit=1)
    second = docket(reach=ALL, today=DAY, limit=1, after=first.next_after)
    assert (first.waiting, first.late, second.next_after) == (2, 2, "")
    assert first.lines != second.lines
