"""The list office's pages: items, the editor with two at once, form, flow, trial, publication, suspension."""

from __future__ import annotations

import re

import pytest
from django.http import Http404

from tongban.kernel.actor import Actor
from tongban.powerlist.actions.drafts import create_from_template
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.pages.office import formeditor, items, section
from tongban.powerlist.queries import draft_of
from tongban.powerlist.tests.factories import BY, Places
from tongban.powerlist.tests.factories import publish as published
from tongban.powerlist.tests.office import CODE, ask, drafted, office, page, sent
from tongban.powerlist.tests.samples import FLOW, entry, whole

pytestmark = pytest.mark.django_db
NASTY = ("\x00", "x" * 30_000, "９" * 30)


def test_the_list_shows_states_and_findings_and_finds(county: Actor) -> None:
    drafted()
    published(entry("另一项", local_code="QH-0002"))
    create_from_template(code="QH-0003", name="新的", body="market", template="", **BY)
    text = page(county, items.item_list)
    assert [text.count(f"/office/items/QH-000{number}/") for number in (1, 2, 3)] == [1, 1, 1]
    assert "3 个" in text
    found = {"q=另一": "2", "state=draft&q=食品": "1", "state=none": "3", "state=published&body=market&q=另": "2"}
    for query, code in found.items():
        shown = page(county, items.item_list, address=f"/?{query}")
        assert re.findall(r"/office/items/QH-000(\d)/", shown) == [code]


@pytest.mark.parametrize("query", ["q=%00", "state=x", "body=nobody", "after=%00", "q=" + "x" * 500, "after=zzz"])
def test_any_address_of_the_list_is_answered(county: Actor, query: str) -> None:
    assert ask(county, items.item_list, address=f"/?{query}").status_code == 200


def test_a_bodys_office_sees_its_own_items_only(here: Places) -> None:
    drafted()
    assert "QH-0001" in page(office(here.market), items.item_list)
    assert "QH-0001" not in page(office(here.willow), items.item_list)
    with pytest.raises(Http404):
        ask(office(here.willow), items.item_page, code=CODE)


@pytest.mark.parametrize("template", ["guide", "on_the_spot", "promised", "joint", "relief", "confirmation"])
def test_a_new_item_begins_with_its_flow_and_says_what_it_lacks(county: Actor, template: str) -> None:
    data = {"code": "QH-NEW", "name": "新事项", "body": "market", "template": template}
    assert ask(county, items.item_new, data).status_code == 302
    text = page(county, items.item_page, code="QH-NEW")
    assert "还没有公布过" in text
    assert "/s/bases/#legal_basis" in text, "no power without a basis"
    assert ("/s/duties/#duties" in text) == (template == "guide"), "the steps of a flow are duties"
    assert ask(county, items.item_new, data).status_code == 422


@pytest.mark.parametrize(
    "data", [{}, {"code": "a b"}, {"code": "QH-1", "name": "x", "body": "nobody", "template": "z"}]
)
def test_a_new_item_without_its_parts_is_asked_for_them(county: Actor, data: dict[str, str]) -> None:
    assert ask(county, items.item_new, data).status_code == 422


@pytest.mark.parametrize(
    "key", ["basics", "bases", "conditions", "promises", "limits", "materials", "fee", "result", "places", "questions"]
)
def test_each_page_saved_as_shown_changes_nothing(county: Actor, key: str) -> None:
    drafted()
    before = ItemVersion.objects.get(state="draft").content
    text = page(county, section.item_section, code=CODE, section=key)
    assert ask(county, section.item_section, sent(text), code=CODE, section=key).status_code == 302
    assert ItemVersion.objects.get(state="draft").content == before


def test_a_change_is_saved_and_judged_beside_the_form(county: Actor) -> None:
    item = drafted()
    data = sent(page(county, section.item_section, code=CODE, section="places"))
    told = page(county, section.item_findings, {**data, "oversight": "0990-1001"}, code=CODE, section="places")
    assert "#oversight" in told
    assert "填写两个不同的号码" in told
    assert draft_of(item).content.oversight == "0990-2002"  # type: ignore[union-attr]
    ask(county, section.item_section, {**data, "oversight": "0990-3003"}, code=CODE, section="places")
    assert draft_of(item).content.oversight == "0990-3003"  # type: ignore[union-attr]


def test_the_second_of_two_editors_is_told_and_keeps_the_words(county: Actor) -> None:
    item = drafted()
    data = sent(page(county, section.item_section, code=CODE, section="places"))
    ask(county, section.item_section, {**data, "contact": "0990-1111"}, code=CODE, section="places")
    late = ask(county, section.item_section, {**data, "contact": "0990-2222"}, code=CODE, section="places")
    assert late.status_code == 409
    text = late.content.decode()
    assert "没有保存" in text
    assert 'value="0990-2222"' in text
    assert draft_of(item).content.contact == "0990-1111"  # type: ignore[union-attr]
    ask(county, section.item_section, sent(text), code=CODE, section="places")
    assert draft_of(item).content.contact == "0990-2222"  # type: ignore[union-attr]


def test_without_the_revision_the_second_would_overwrite_the_first(county: Actor) -> None:
    item = drafted()
    for contact in ("0990-1111", "0990-2222"):
        save_draft_version(item_id=item, content=whole(contact=contact), flow=FLOW, **BY)
    assert draft_of(item).content.contact == "0990-2222"  # type: ignore[union-attr]


def test_rows_are_added_and_moved_without_saving(county: Actor) -> None:
    drafted()
    data = sent(page(county, section.item_section, code=CODE, section="materials"))
    data["materials-0-name.zh"] = ["改过的名称"]
    text = page(county, section.item_section, {**data, "do": "down:materials:0"}, code=CODE, section="materials")
    assert text.index("营业执照") < text.index("改过的名称")
    assert "还没有保存" in text
    more = page(county, section.item_section, {**sent(text), "do": "add:materials:2"}, code=CODE, section="materials")
    assert 'name="materials-count" value="3"' in more
    assert ItemVersion.objects.get(state="draft").content["materials"][0]["name"]["zh"] == "平面布局图"


def test_a_row_that_moves_takes_what_the_page_does_not_show(county: Actor) -> None:
    drafted()
    text = page(county, section.item_section, code=CODE, section="materials")
    text = page(county, section.item_section, {**sent(text), "do": "down:materials:0"}, code=CODE, section="materials")
    ask(county, section.item_section, sent(text), code=CODE, section="materials")
    stored = ItemVersion.objects.get(state="draft").content["materials"]
    assert [one["key"] for one in stored] == ["m_licence", "m_plan"]
    assert "was" not in stored[0]


def test_a_condition_is_refused_in_the_words_of_its_parser(county: Actor) -> None:
    drafted()
    data = sent(page(county, section.item_section, code=CODE, section="materials"))
    answer = ask(
        county, section.item_section, {**data, "materials-0-situation": "area >"}, code=CODE, section="materials"
    )
    assert answer.status_code == 422
    assert "#materials-0-situation" in answer.content.decode()


@pytest.mark.parametrize("key", ["basics", "materials"])
@pytest.mark.parametrize("value", NASTY)
def test_nothing_that_is_sent_breaks_a_page(county: Actor, key: str, value: str) -> None:
    drafted()
    data = sent(page(county, section.item_section, code=CODE, section=key))
    kept = {name: data[name] for name in data if name == "revision" or name.endswith("-count")}
    given = {**dict.fromkeys(data, value), **kept}
    assert ask(county, section.item_section, given, code=CODE, section=key).status_code == 422
    assert ask(county, section.item_findings, given, code=CODE, section=key).status_code == 200
    assert ask(county, section.item_section, dict.fromkeys(data, value), code=CODE, section=key).status_code in {
        409,
        422,
    }


@pytest.mark.parametrize("do", ["add:materials:x", "up:nothing:0", "::", "remove:materials:99999", "add:materials:-9"])
def test_an_unknown_act_on_rows_changes_nothing(county: Actor, do: str) -> None:
    drafted()
    assert (
        ask(
            county, section.item_section, {"do": do, "materials-count": "x"}, code=CODE, section="materials"
        ).status_code
        == 200
    )


def test_a_question_is_added_to_the_form_and_seen_as_applicants_see_it(county: Actor) -> None:
    drafted()
    text = page(county, formeditor.item_group, code=CODE, group=1)
    text = page(county, formeditor.item_group, {**sent(text), "do": "add:fields:1"}, code=CODE, group=1)
    new = {
        "key": "gas_kind",
        "label.zh": "用什么气",
        "type": "choice",
        "options": "lpg | 液化气 | LPG\nnone",
        "show_if": "gas = true",
    }
    data = {**sent(text), **{f"fields-1-{name}": value for name, value in new.items()}}
    assert ask(county, formeditor.item_group, data, code=CODE, group=1).status_code == 302
    field = ItemVersion.objects.get(state="draft").content["form"]["groups"][0]["fields"][1]
    assert field["options"][1] == {"value": "none", "label": {"zh": "none", "en": ""}}
    assert (field["show_if"], field["help"]) == ("gas = true", None)
    seen = page(county, formeditor.group_preview, code=CODE, group=1)
    assert "店名" in seen
    assert "用什么气" in seen[: seen.index("<h1>")]
    bad = ask(
        county, formeditor.item_group, {**data, "fields-1-key": "Gas!", "fields-1-show_if": "("}, code=CODE, group=1
    )
    assert bad.status_code == 422
    assert 'value="Gas!"' in bad.content.decode()


def test_a_page_of_questions_is_added_and_the_first_moved_behind_it(county: Actor) -> None:
    drafted()
    text = page(county, formeditor.item_form, code=CODE)
    text = page(county, formeditor.item_form, {**sent(text), "do": "add:groups:-1"}, code=CODE)
    data = {**sent(text), "groups-0-key": "more", "groups-0-title.zh": "其他"}
    assert ask(county, formeditor.item_form, data, code=CODE).status_code == 302
    groups = ItemVersion.objects.get(state="draft").content["form"]["groups"]
    assert [(group["key"], len(group["fields"])) for group in groups] == [("more", 0), ("shop", 1)]
