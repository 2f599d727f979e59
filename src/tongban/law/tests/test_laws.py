"""Enacting, recording, amending, repealing and interpreting laws; what the database keeps immutable."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import Refused
from tongban.law.actions.laws import amend_law, enact_law, interpret, record_text, repeal_law
from tongban.law.actions.texts import Touch
from tongban.law.models import Article, Law, LawChange, LawVersion
from tongban.law.rules.numerals import ArticleNo
from tongban.law.tests.samples import AT, BY, FIRST_DAY, SECOND_DAY, amended, enacted
from tongban.law.tests.statutes import AMENDED, PLAIN, TITLE
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db


def changes(law_id: UUID) -> list[tuple[str, int | None, int | None]]:
    rows = LawChange.objects.filter(law_id=law_id).order_by("seq", "kind", "number")
    return list(rows.values_list("kind", "number", "to_number"))


def test_a_law_is_enacted_with_its_articles_in_order() -> None:
    law_id = enacted()
    version = LawVersion.objects.get(law_id=law_id)
    rows = Article.objects.filter(version=version).order_by("place")
    assert [row.number for row in rows] == [1, 2, 3, 4, 5, 6]
    assert rows[3].headings == ["第二章　挂灯", "第一节　条件"]
    assert (version.articles, version.valid.lower, version.valid.upper) == (6, FIRST_DAY, None)
    assert [event.type for event in events_of("law", law_id)] == ["law.enacted"]


def test_a_law_of_the_same_name_is_entered_once() -> None:
    enacted(title="中华人民共和国灯笼法")
    with pytest.raises(Refused) as refused:
        enacted(title="灯笼法")
    assert refused.value.refusal.code == "law.known"


def test_a_law_may_wait_for_its_text_which_is_then_recorded_once() -> None:
    law_id = enacted(text="")
    version = LawVersion.objects.get(law_id=law_id)
    assert (version.digest, version.articles) == ("", 0)
    record_text(version_id=version.pk, text=PLAIN, source="县司法局", **BY)
    assert Article.objects.filter(version=version).count() == 6
    with pytest.raises(Refused) as refused:
        record_text(version_id=version.pk, text=PLAIN, source="县司法局", **BY)
    assert refused.value.refusal.code == "law.text_held"


def test_a_text_with_an_article_twice_cannot_be_kept() -> None:
    with pytest.raises(Refused) as refused:
        enacted(text=PLAIN.replace("第五条 ", "第四条 "))
    assert refused.value.refusal.code == "law.unreadable"
    assert "第四条出现两次" in refused.value.refusal.sentence("zh")
    assert Law.objects.count() == 0


def test_an_amendment_ends_the_version_before_it_and_names_what_it_touches() -> None:
    law_id = enacted()
    amended(law_id)
    first, second = LawVersion.objects.filter(law_id=law_id).order_by("no")
    assert (first.valid.upper, second.valid.lower) == (SECOND_DAY, SECOND_DAY)
    assert changes(law_id) == [("added", 5, None), ("changed", 2, None), ("removed", 4, None), ("renumbered", 5, 4)]
    event = list(events_of("law", law_id))[-1]
    assert (event.type, event.data["changed"], event.data["renumbered"]) == ("law.amended", 1, 1)


def test_without_both_texts_an_amendment_must_name_the_articles() -> None:
    law_id = enacted(text="")
    with pytest.raises(Refused) as refused:
        amended(law_id)
    assert refused.value.refusal.code == "law.touched_needed"
    amended(law_id, touched=(Touch("removed", ArticleNo(4)),))
    assert changes(law_id) == [("removed", 4, None)]


def test_an_amendment_begins_after_the_version_before_it() -> None:
    law_id = enacted()
    with pytest.raises(Refused) as refused:
        amended(law_id, valid_from=FIRST_DAY)
    assert refused.value.refusal.code == "law.version_later"


def test_a_repealed_law_ends_for_good_and_its_name_is_free_again() -> None:
    law_id = enacted()
    repeal_law(law_id=law_id, since=SECOND_DAY, document="青人发〔2026〕4号", **BY)
    assert LawVersion.objects.get(law_id=law_id).valid.upper == SECOND_DAY
    assert changes(law_id) == [("repealed", None, None)]
    with pytest.raises(Refused):
        amended(law_id, valid_from=date(2026, 9, 1))
    enacted(text=AMENDED, valid_from=SECOND_DAY)
    assert Law.objects.filter(title=TITLE).count() == 2


def test_an_interpretation_stands_beside_the_articles_it_explains() -> None:
    law_id = enacted()
    told = {"since": SECOND_DAY, "document": "青法释〔2026〕1号", "note": "竹骨纸面的，也是灯笼。"}
    interpret(law_id=law_id, articles=(ArticleNo(2), ArticleNo(3)), **told, **BY)  # type: ignore[arg-type]
    assert changes(law_id) == [("interpreted", 2, None), ("interpreted", 3, None)]


@pytest.mark.parametrize("lacking", ["title", "source"])
def test_what_must_be_told_is_asked_for(lacking: str) -> None:
    told = {"title": TITLE, "source": "公报", lacking: " "}
    with pytest.raises(Refused) as refused:
        enact_law(kind="local", valid_from=FIRST_DAY, **told, **BY)
    assert refused.value.refusal.code == f"law.{lacking}_needed"


def test_only_the_list_office_keeps_laws() -> None:
    law_id = enacted()
    with pytest.raises(Refused) as refused:
        amend_law(law_id=law_id, valid_from=SECOND_DAY, document="x", source="x", by=ANONYMOUS, at=AT)
    assert refused.value.refusal.code == "not_list_office"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE law_article SET text = '别的', seq = {seq} WHERE number = 1",
        "UPDATE law_lawversion SET digest = repeat('0', 64), seq = {seq}",
        "UPDATE law_lawversion SET valid = '[2019-01-01,)', seq = {seq}",
        "DELETE FROM law_article",
    ],
)
def test_the_words_of_a_version_stay_even_beside_an_event(statement: str) -> None:
    law_id = enacted()
    with pytest.raises(DatabaseError) as error:
        beside_an_event(law_id, statement)
    assert isinstance(error.value.__cause__, psycopg.Error)
    assert error.value.__cause__.sqlstate in ("TB003", "42501")


@transaction.atomic
def beside_an_event(law_id: UUID, statement: str) -> None:
    """A statement in a transaction that has its event, so that only the rule of the text can stop it."""
    seq = Law.objects.get(pk=law_id).seq + 1
    interpret(law_id=law_id, since=SECOND_DAY, document="青法释〔2026〕2号", note="说明", **BY)
    with connection.cursor() as cursor:
        cursor.execute(statement.format(seq=seq))


def test_beside_an_event_a_row_without_that_rule_may_change() -> None:
    """The same statement on a row that may change goes through: it is the rule that stops the others."""
    beside_an_event(enacted(), "UPDATE law_lawversion SET valid = daterange(lower(valid), '2026-12-01'), seq = {seq}")
