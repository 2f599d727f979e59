"""What everybody may read of the line: figures with their base, townships without small numbers, answers."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest
from django.test import Client

from tests.cast import on
from tests.hotline.stage import TAKEN, Line, hotline
from tests.hotline.test_topics import town
from tongban.hotline.actions import public_answers as publishing
from tongban.hotline.actions.public_answers import publish_answer, withdraw_answer
from tongban.hotline.actions.supervising import ask_exclusion, decide_exclusion
from tongban.hotline.models import PublicAnswer
from tongban.hotline.queries.published import by_township, month_figures, public_answers
from tongban.hotline.rules.topics import suppressed
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db
NOVEMBER = date(2026, 11, 1)
NOW = on(11, 20)
WORDS = {
    "title": "油烟扰民找谁", "question": "楼下烧烤店油烟大，应该找谁？", "answer": "找城管。先装净化器，再营业。",
}  # fmt: skip


def published(line: Line, order: UUID, **changes: str) -> UUID:
    return publish_answer(order_id=order, by=line.who("hotline_dispatch", NOW), at=NOW, **(WORDS | changes))


def test_every_figure_of_a_month_has_its_base_and_its_exclusions_by_rule() -> None:
    line = hotline()
    for serial, (solved, satisfied) in enumerate(((True, 4), (True, 1), (False, 1))):
        order = line.replied(phone=f"1390044000{serial}")
        line.called(order, on(11, 4), solved=solved, satisfied=satisfied)
    left_out = line.replied(phone="13900440009")
    urban = line.who("urban_review", TAKEN)
    ask_exclusion(order_id=left_out, ground="private", words="双方已经和解", by=urban, at=TAKEN)
    decide_exclusion(order_id=left_out, granted=True, by=line.who("supervision", on(11, 3)), at=on(11, 3))
    line.take(elsewhere="court", phone="13900440010", text="法院已经受理的合同纠纷")
    line.take(kind="misconduct", phone="13900440011", text="有人收了钱才办事")
    found = month_figures(NOVEMBER, NOW)
    assert (found.found.taken, found.found.handed_on, found.found.excluded) == (4, 1, 1)
    # Who said no is worked on again: neither solved nor in the base before it ends.
    assert (found.found.solution.part, found.found.solution.base) == (2, 2)
    assert (found.found.satisfaction.part, found.found.satisfaction.base) == (1, 2)
    assert (found.excluded, found.elsewhere) == ((("private", 1),), (("court", 1),))
    page = Client().get("/ask/figures/?month=2026-11").content.decode()
    assert ("1 / 2" in page, "基数不足 30" in page, "50.00 %" in page) == (True, True, False)


def test_townships_sum_up_to_the_whole_and_small_numbers_are_not_told() -> None:
    line = hotline()
    for serial in range(7):
        line.take(place_id=town(line), phone=f"1390055000{serial}", text=f"第 {serial} 盏路灯不亮，晚上看不见路")
    line.take(place_id=line.cast.county.places["990823100"], phone="13900550010", text="井盖松动响得厉害")
    line.take(place_id=line.cast.county.home, phone="13900550011", text="孩子在哪里上小学")
    towns, total = by_township(NOVEMBER, NOW)
    told = {one.name: one.count for one in towns}
    assert total == month_figures(NOVEMBER, NOW).found.taken == 9
    assert (told["柳河镇"], told["城关镇"], told["青禾县"], told["石桥镇"]) == (None, None, None, 0)
    page = Client().get("/ask/map/?month=2026-11").content.decode()
    assert page.count('<rect class="fc-task"') == len(towns)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((10, 20, 0), ""), ((3, 10, 20), "ab"), ((3, 4, 20), "ab"), ((1, 1, 20, 30), "abc"), ((2, 0, 0), "a"),
        ((1, 2, 0), "ab"), ((4, 9, 9), "ab"),
    ],
)  # fmt: skip
def test_what_is_hidden_cannot_be_reckoned_from_the_whole(counts: tuple[int, ...], hidden: str) -> None:
    named = {UUID(int=place + 1): count for place, count in enumerate(counts)}
    assert "".join(sorted("abcdefg"[one.int - 1] for one in suppressed(named, small=5))) == hidden


def test_answers_are_chosen_shown_and_taken_back() -> None:
    line = hotline()
    order = line.replied()
    answer = published(line, order)
    assert "油烟扰民找谁" in Client().get("/ask/answers/").content.decode()
    with pytest.raises(Refused, match="answer_public"):
        published(line, order)
    withdraw_answer(answer_id=answer, why="店名能看出来", by=line.who("hotline_dispatch", NOW), at=NOW)
    assert "油烟扰民找谁" not in Client().get("/ask/answers/").content.decode()
    assert published(line, order, title="油烟扰民怎么办") == answer
    assert [one.title for one in public_answers(9)] == ["油烟扰民怎么办"]


@pytest.mark.parametrize(
    "words",
    [{"answer": "请打 13812345678 找他本人"}, {"question": "我叫罗大勇，住在人民路"}, {"title": "冀A12345 乱停车"}],
)
def test_an_answer_with_anything_personal_is_refused_not_mended(words: dict[str, str]) -> None:
    line = hotline()
    with pytest.raises(Refused, match="answer_personal"):
        published(line, line.replied(), **words)
    assert not PublicAnswer.objects.exists()


def test_complaints_about_officials_and_what_is_not_answered_are_never_published() -> None:
    line = hotline()
    efficiency = line.take(kind="efficiency", complained_id=line.body("market"), text="窗口态度差，一直推脱").order_id
    secret = line.take(kind="misconduct", text="有人收了钱才办事", phone="13900660000").order_id
    waiting = line.handled(phone="13900660001")[0]
    for order, code in ((efficiency, "answer_not_public"), (waiting, "answer_not_public"), (secret, "not_found")):
        with pytest.raises(Refused, match=code):
            published(line, order)
    with pytest.raises(Refused, match="not_publisher"):
        publish_answer(order_id=line.replied(phone="13900660002"), by=line.who("urban_review", NOW), at=NOW, **WORDS)


def test_publishing_without_its_look_at_the_words_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_impersonal", lambda words: None)
    line = hotline()
    published(line, line.replied(), answer="请打 13812345678 找他本人")
    assert "13812345678" in Client().get("/ask/answers/").content.decode()
