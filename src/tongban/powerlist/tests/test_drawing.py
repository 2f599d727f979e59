"""The flow as a drawing: what is sent is read and written anew, and both ways of editing see the same flow."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.http import Http404

from tongban.kernel.actor import Actor
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.layout import read_layout
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.pages.office import drawing, flow
from tongban.powerlist.rules.content import parse_content
from tongban.powerlist.rules.guide import limit_choices
from tongban.powerlist.rules.office.drawing import drawable, drawn_text
from tongban.powerlist.tests.factories import Places
from tongban.powerlist.tests.office import CODE, ask, drafted, office, page, revision, sent
from tongban.powerlist.tests.samples import FLOW, limit, whole

FLOWS = sorted((Path(__file__).parents[2] / "simulation" / "county" / "items").rglob("*.bpmn"))


@pytest.mark.parametrize("path", FLOWS, ids=lambda path: path.stem)
def test_a_drawing_says_the_same_flow_and_stands_where_it_stood(path: Path) -> None:
    text = path.read_text("utf-8")
    drawn = drawable(text)
    assert read_bpmn(drawn.encode()) == read_bpmn(text.encode())
    assert drawn_text(drawn.encode()) == drawn == drawable(drawn)


def test_nothing_but_what_is_read_is_kept_of_a_file() -> None:
    odd = drawable(FLOW).replace("<bpmn:process ", '<!-- <b>x</b> --><bpmn:process xmlns:z="urn:z" z:odd="1" ')
    assert drawn_text(odd.encode()) == drawable(FLOW)


@pytest.mark.django_db
def test_what_is_drawn_is_what_the_word_list_shows(county: Actor) -> None:
    drafted()
    shown = sent(page(county, drawing.item_drawing, code=CODE))
    changed = shown["xml"][0].replace('name="受理"', 'name="受理并登记"').replace('x="', 'x="1')
    answer = ask(county, drawing.item_drawing, {**shown, "xml": changed}, code=CODE)
    assert answer.status_code == 302
    assert "受理并登记" in page(county, flow.item_flow, code=CODE)
    kept = ItemVersion.objects.get(state="draft").flow
    assert read_layout(kept.encode()) == read_layout(changed.encode())


@pytest.mark.django_db
def test_words_changed_in_the_list_leave_the_drawing_where_it_stood(county: Actor) -> None:
    drafted()
    shown = sent(page(county, drawing.item_drawing, code=CODE))
    ask(county, drawing.item_drawing, {**shown, "xml": shown["xml"][0].replace('y="', 'y="1')}, code=CODE)
    before = ItemVersion.objects.get(state="draft").flow
    step = sent(page(county, flow.item_flow, code=CODE, address="/?step=accept"))
    data = {**step, "name": "收下", "do": "save"}
    assert ask(county, flow.item_flow, data, code=CODE, address="/?step=accept").status_code == 302
    after = ItemVersion.objects.get(state="draft").flow
    assert "收下" in after
    assert read_layout(after.encode()) == read_layout(before.encode())


@pytest.mark.django_db
def test_what_cannot_be_read_is_refused_at_its_place_and_stays_on_the_page(county: Actor) -> None:
    drafted()
    shown = sent(page(county, drawing.item_drawing, code=CODE))
    before = ItemVersion.objects.get(state="draft").flow
    bad = shown["xml"][0].replace('tb:act="accept"', 'tb:act="accept" tb:odd="1"')
    answer = ask(county, drawing.item_drawing, {**shown, "xml": bad}, code=CODE)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'data-element="accept"' in text
    assert "tb:odd" in sent(text)["xml"][0]
    assert ItemVersion.objects.get(state="draft").flow == before


@pytest.mark.django_db
def test_the_second_who_draws_is_told(county: Actor) -> None:
    drafted()
    shown = sent(page(county, drawing.item_drawing, code=CODE))
    ask(county, drawing.item_drawing, shown, code=CODE)
    assert ask(county, drawing.item_drawing, shown, code=CODE).status_code == 409
    assert ask(county, drawing.item_drawing, {**shown, "revision": revision()}, code=CODE).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("xml", ["", "x", "\x00", "<a/>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", "x" * 1_100_000])
def test_whatever_is_sent_in_place_of_a_drawing_is_refused(county: Actor, xml: str) -> None:
    drafted()
    answer = ask(county, drawing.item_drawing, {"xml": xml, "revision": revision()}, code=CODE)
    assert answer.status_code == 422


@pytest.mark.django_db
def test_a_flow_is_drawn_by_its_own_office_only(here: Places) -> None:
    drafted()
    assert ask(office(here.market), drawing.item_drawing, code=CODE).status_code == 200
    with pytest.raises(Http404):
        ask(office(here.willow), drawing.item_drawing, code=CODE)


@pytest.mark.django_db
def test_limits_are_told_in_words_beside_the_drawing_and_in_the_list(county: Actor) -> None:
    drafted()
    for shown in (page(county, drawing.item_drawing, code=CODE), page(county, flow.item_flow, code=CODE)):
        assert "acceptance ·" not in shown
        assert ">acceptance<" not in shown
    assert "告知是否受理 · 5 个工作日" in page(county, drawing.item_drawing, code=CODE)


def test_two_limits_of_the_same_words_are_told_apart_by_their_keys() -> None:
    steps = [limit(key, "promised", length) for key, length in (("a", 5), ("b", 5), ("c", 3))]
    content = parse_content(whole(limits=steps))
    words = [words for _key, words in limit_choices(content, "zh")]
    assert words == ["承诺时限 · 5 个工作日 · a", "承诺时限 · 5 个工作日 · b", "承诺时限 · 3 个工作日"]
