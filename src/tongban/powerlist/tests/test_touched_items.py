"""When law moves, all and only the items that cite a touched article are found; on any day, by any name of the law."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tongban.law.actions.laws import interpret, repeal_law
from tongban.law.actions.texts import Touch
from tongban.law.queries import changes
from tongban.law.rules.numerals import ArticleNo
from tongban.law.tests.samples import SECOND_DAY, amended, enacted
from tongban.law.tests.statutes import TITLE
from tongban.powerlist.actions.items import publish_version, save_draft_version
from tongban.powerlist.models import CitedArticle
from tongban.powerlist.queries import basis_lines, forget_versions, items_citing, items_touched
from tongban.powerlist.rules.bases import cited
from tongban.powerlist.rules.content import LegalBasis
from tongban.powerlist.tests.factories import BY, places, publish
from tongban.powerlist.tests.samples import entry, whole

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_versions()


def resting(code: str, *bases: tuple[str, str], **changes: Any) -> UUID:
    """A published entry of a code that rests on some articles."""
    told = [{"law": law, "article": article, "text": "（略）"} for law, article in bases]
    return publish(entry(legal_basis=told, **changes), code=code)


def lantern_items() -> UUID:
    """A law and items that cite it in different ways; answers the law."""
    places()
    resting("QH-4", (TITLE, "第四条"))
    resting("QH-4-RANGE", (f"《{TITLE}》", "第三条至第五条"))
    resting("QH-4-LIST", (TITLE, "第一条、第四条第一款"))
    resting("QH-5", (TITLE, "第五条"))
    resting("QH-1", (TITLE, "第一条"))
    resting("QH-LAW", (TITLE, ""))
    resting("QH-OTHER", ("青禾县鱼塘管理条例", "第四条"))
    return enacted()


def touched(law_id: UUID, on: date = DAY) -> list[str]:
    return [one.version.code for one in items_touched(changes(law_id=law_id), on)]


def test_d_05_repealing_one_article_flags_all_and_only_the_items_that_cite_it() -> None:
    law_id = lantern_items()
    amended(law_id, text="", touched=(Touch("removed", ArticleNo(4)),))
    assert touched(law_id) == ["QH-4", "QH-4-LIST", "QH-4-RANGE"]


def test_d_05_flagging_by_law_alone_would_be_found() -> None:
    """Seeded fault: by the law alone every item that cites any of its articles would be flagged."""
    law_id = lantern_items()
    amended(law_id, text="", touched=(Touch("removed", ArticleNo(4)),))
    by_law = [one.version.code for one in items_citing(TITLE, on=DAY)]
    assert set(by_law) - set(touched(law_id)) == {"QH-1", "QH-5", "QH-LAW"}


def test_d_05_an_amendment_flags_what_its_two_texts_touch_and_no_new_article() -> None:
    law_id = lantern_items()
    amended(law_id)  # 第二条 changed, 第四条 struck out, 第五条 moved up, a new 第五条 added
    assert touched(law_id) == ["QH-4", "QH-4-LIST", "QH-4-RANGE", "QH-5"]


def test_d_05_repealing_the_law_flags_whoever_cites_any_of_it() -> None:
    law_id = lantern_items()
    repeal_law(law_id=law_id, since=SECOND_DAY, document="青人发〔2026〕4号", **BY)
    assert touched(law_id) == ["QH-1", "QH-4", "QH-4-LIST", "QH-4-RANGE", "QH-5", "QH-LAW"]


def test_d_05_an_interpretation_of_an_article_flags_who_cites_it() -> None:
    law_id = lantern_items()
    note = {"document": "青法释〔2026〕1号", "note": "灯笼一盏一申请。"}
    interpret(law_id=law_id, since=SECOND_DAY, articles=(ArticleNo(1),), **note, **BY)  # type: ignore[arg-type]
    assert touched(law_id) == ["QH-1", "QH-4-LIST"]


def test_d_05_items_are_asked_as_they_stand_on_the_day() -> None:
    law_id = lantern_items()
    item = publish(entry(legal_basis=[{"law": TITLE, "article": "第四条", "text": "（略）"}]), code="QH-CHANGED")
    later = entry(legal_basis=[{"law": TITLE, "article": "第一条", "text": "（略）"}])
    version = save_draft_version(item_id=item, content=later, flow="", **BY)
    publish_version(version_id=version, valid_from=date(2026, 10, 1), **BY)
    amended(law_id, text="", touched=(Touch("removed", ArticleNo(4)),))
    assert "QH-CHANGED" in touched(law_id, date(2026, 9, 30))
    assert "QH-CHANGED" not in touched(law_id, date(2026, 10, 1))


def test_changes_are_asked_by_the_day_they_take_effect() -> None:
    law_id = lantern_items()
    amended(law_id)
    assert changes(since=SECOND_DAY, until=SECOND_DAY) == changes(law_id=law_id) != ()
    assert changes(since=date(2026, 7, 2)) == changes(until=date(2026, 6, 30)) == ()


def test_papers_limits_and_charges_cite_too_and_short_names_are_the_same_law() -> None:
    found = {(one.key, one.no, one.part) for one in cited(whole())}
    assert ("食品安全法", ArticleNo(35), "legal_basis") in found
    assert ("行政许可法", ArticleNo(42), "limits") in found
    assert ("食品经营许可和备案管理办法", ArticleNo(13), "materials") in found


def test_items_citing_an_article_tell_in_which_part() -> None:
    places()
    publish(entry(legal_basis=[{"law": "行政许可法", "article": "第四十二条", "text": "（略）"}]), code="QH-1")
    (one,) = items_citing("中华人民共和国行政许可法", ArticleNo(42), DAY)
    assert (one.version.code, one.parts) == ("QH-1", ("legal_basis",))
    assert items_citing("行政许可法", ArticleNo(43), DAY) == ()


def test_drafts_and_cancelled_items_are_not_flagged(django_assert_max_num_queries: Any) -> None:
    law_id = lantern_items()
    amended(law_id)
    told = changes(law_id=law_id)
    with django_assert_max_num_queries(2):
        assert len(items_touched(told, DAY)) == 4
    assert CitedArticle.objects.exclude(version__state="published").count() == 0


def test_a_basis_leads_to_its_article_when_the_library_holds_it() -> None:
    law_id = enacted()
    enacted(title="青禾县鱼塘管理条例", text="")
    bases = [LegalBasis(law=law, article=article, text="") for law, article in (
        (TITLE, "第四条第一款"), (TITLE, "第九条"), ("青禾县鱼塘管理条例", "第四条"), ("没有的办法", "第四条"),
    )]  # fmt: skip
    lines = basis_lines(bases, DAY)
    assert [(line.law_id == law_id, line.article) for line in lines] == [
        (True, "4"), (True, ""), (False, ""), (False, ""),
    ]  # fmt: skip
    assert [line.law_id is None for line in lines] == [False, False, False, True]
    assert [line.lacking for line in lines] == ["", "article", "text", "text"]
