"""The list office's pages: items, the editor with two at once, form, flow, trial, publication, suspension."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client, RequestFactory
from django.utils import timezone

from tongban.agencies.actions.bodies import create_body
from tongban.agencies.jobs import seed_calendar
from tongban.agencies.queries import forget_calendar
from tongban.kernel.actor import Actor, ActorKind
from tongban.powerlist.actions.drafts import begin_draft, create_from_template
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.pages.office import files, flow, formeditor, items, publish, section, tryout
from tongban.powerlist.queries import draft_of, forget_versions
from tongban.powerlist.queries.flowtemplates import flow_drawing
from tongban.powerlist.tests.factories import BY, FIRST_DAY, Places, places
from tongban.powerlist.tests.factories import publish as published
from tongban.powerlist.tests.samples import FLOW, entry, limit, whole

pytestmark = pytest.mark.django_db
CODE = "QH-0001"
NASTY = ("\x00", "x" * 30_000, "９" * 30)


@pytest.fixture(autouse=True)
def here() -> Places:
    forget_versions()
    return places()


@pytest.fixture
def county(here: Places) -> Actor:
    """The county's own list office."""
    body = create_body(
        key="government", uscc="11511301008778247X", kind="government", place_id=here.county, name_zh="县政府",
        name_en="County", valid_from=FIRST_DAY, **BY,
    )  # fmt: skip
    return office(body)


def office(body: UUID) -> Actor:
    return Actor(ActorKind.OFFICIAL, body_id=body, duties=frozenset({"manage_list"}))


@pytest.fixture
def calendar() -> None:
    """The work calendar of the country."""
    forget_calendar()
    seed_calendar()


def ask(by: Actor, view: Any, data: Any = None, *, address: str = "/", **kwargs: Any) -> Any:
    """A request of a list office, past the sign-in; with data it is sent."""
    factory = RequestFactory()
    request = factory.get(address) if data is None else factory.post(address, data)
    request.actor = by  # type: ignore[attr-defined]
    return view(request, **kwargs)


def page(by: Actor, view: Any, data: Any = None, **kwargs: Any) -> str:
    answer = ask(by, view, data, **kwargs)
    assert answer.status_code == 200
    return str(answer.content.decode())


def drafted(flow_of: str = FLOW) -> UUID:
    """An item that is published and has a draft of its next version, with a flow of its own."""
    item = published(whole(), flow=FLOW)
    if flow_of == FLOW:
        begin_draft(item_id=item, **BY)
    else:
        more = [limit("delivery", "statutory", 10), {**limit("review", "promised", 3), "starts": "task"}]
        save_draft_version(item_id=item, content=whole(limits=[*whole()["limits"], *more]), flow=flow_of, **BY)
    return item


def revision() -> int:
    return int(ItemVersion.objects.get(state="draft").seq)


def sent(text: str) -> dict[str, str]:
    """What a browser sends of the inputs of a page as it is shown."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", text):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        ticked = ('type="checkbox"' not in tag and 'type="radio"' not in tag) or "checked" in tag
        if name and ticked and 'type="file"' not in tag:
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "on" if "checkbox" in tag else "")
    for name, inside in re.findall(r'<select name="([^"]*)"[^>]*>(.*?)</select>', text, re.S):
        found[name] = re.findall(r'value="([^"]*)" selected', inside) or [""]
    for name, inside in re.findall(r'<textarea name="([^"]*)"[^>]*>\n?(.*?)</textarea>', text, re.S):
        found[name] = [unescape(inside)]
    return found


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
    assert ("/s/bases/#legal_basis" in text) == (template != "guide")
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


def test_without_the_revision_the_second_would_overwrite_the_first() -> None:
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


def step(by: Actor, chosen: str, do: str, **changes: Any) -> Any:
    text = page(by, flow.item_flow, address=f"/?step={chosen}", code=CODE)
    return ask(by, flow.item_flow, {**sent(text), **changes, "do": do}, address=f"/?step={chosen}", code=CODE)


def test_a_flow_is_changed_word_by_word(county: Actor) -> None:
    drafted(flow_of=flow_drawing("promised"))
    answer = step(county, "review", "beside")
    new = re.search(r"step=(step_\d+)", answer["Location"])
    assert new is not None
    step(county, new[1], "save", name="现场核查", lane="new", who="market", duty="review", limit="acceptance")
    text = page(county, flow.item_flow, code=CODE)
    assert "现场核查" in text
    assert "market/review" in ItemVersion.objects.get(state="draft").flow
    assert "同时：" in text
    assert step(county, new[1], "remove")["Location"].endswith("?saved=1")
    assert "现场核查" not in ItemVersion.objects.get(state="draft").flow


def test_ways_of_a_flow_are_changed_and_faults_told(county: Actor) -> None:
    drafted(flow_of=flow_drawing("promised"))
    done = {"new-condition": "amount > 5", "new-name": "大额", "new-target": "end"}
    assert step(county, "review", "way", **done).status_code == 302
    assert "amount &gt; 5" in ItemVersion.objects.get(state="draft").flow
    for wrong in ({**done, "new-condition": "amount >"}, {**done, "new-target": "nowhere"}, {"new-condition": ""}):
        answer = step(county, "review", "way", **wrong)
        assert answer.status_code == 422
    assert "大额" in page(county, flow.item_flow, address="/?step=review", code=CODE)


def test_the_second_editor_of_a_flow_is_told(county: Actor) -> None:
    drafted(flow_of=flow_drawing("promised"))
    data = sent(page(county, flow.item_flow, address="/?step=review", code=CODE))
    step(county, "review", "after")
    late = ask(county, flow.item_flow, {**data, "do": "remove"}, address="/?step=review", code=CODE)
    assert late.status_code == 409


@pytest.mark.parametrize(
    "data", [b"", b"<x/>", b"\xff\xfe", b"<!DOCTYPE a []><a/>", FLOW.replace("userTask", "scriptTask").encode()]
)
def test_a_file_that_is_no_flow_is_refused_with_reasons_and_changes_nothing(county: Actor, data: bytes) -> None:
    drafted()
    given = {"file": SimpleUploadedFile("a.bpmn", data), "revision": revision()}
    answer = ask(county, flow.flow_upload, given, code=CODE)
    assert answer.status_code == 422
    assert ItemVersion.objects.get(state="draft").flow == FLOW


def test_a_flow_goes_out_and_comes_back(county: Actor) -> None:
    drafted()
    data = ask(county, flow.flow_file, code=CODE).content
    assert data.decode() == FLOW
    given = {"file": SimpleUploadedFile("a.bpmn", flow_drawing("promised").encode()), "revision": revision()}
    assert ask(county, flow.flow_upload, given, code=CODE).status_code == 302
    assert ItemVersion.objects.get(state="draft").flow == flow_drawing("promised")


STEPS = (
    ("accept", "accepted", "2026-11-24"), ("review", "done", "2026-11-25"), ("decide", "grant", "2026-11-26"),
    ("issue", "done", "2026-11-26"), ("deliver", "done", "2026-11-27"),
)  # fmt: skip


def test_a_trial_shows_whose_step_until_when_and_keeps_nothing(county: Actor, calendar: None) -> None:
    drafted(flow_drawing("promised"))
    before = ItemVersion.objects.count()
    text = page(county, tryout.item_try, code=CODE)
    text = page(county, tryout.item_try, {**sent(text), "day": "2026-11-23", "do": "start"}, code=CODE)
    assert "11月30日（周一）17:00" in text
    for node, outcome, day in STEPS:
        data = {**sent(text), f"outcome-{node}": outcome, f"day-{node}": day, "do": f"step:{node}"}
        text = page(county, tryout.item_try, data, code=CODE)
    assert "试办的件已经办结" in text
    for paper in ("收件凭证", "受理通知书", "准予行政许可决定书", "送达回证"):
        assert paper in text
    assert ItemVersion.objects.count() == before
    back = page(county, tryout.item_try, {**sent(text), "do": "undo"}, code=CODE)
    assert "step:deliver" in back


@pytest.mark.parametrize("data", [
    {"day": "gestern"}, {"taken": "x"}, {"taken": "accept|accepted|9999-99-99"}, {"do": "step:nobody"},
    {"taken": "decide|grant|2026-11-23"}, {"day": "1000-01-01"}, {"place": "x"},
])  # fmt: skip
def test_a_trial_answers_whatever_is_sent(county: Actor, calendar: None, data: dict[str, str]) -> None:
    drafted(flow_of=flow_drawing("promised"))
    assert ask(county, tryout.item_try, {"do": "start", "day": "2026-11-23", **data}, code=CODE).status_code in (
        200,
        422,
    )


def test_a_draft_with_faults_cannot_be_published_and_says_where(county: Actor) -> None:
    item = drafted()
    save_draft_version(item_id=item, content=whole(oversight=""), flow=FLOW, **BY)
    text = page(county, publish.item_publish, code=CODE)
    assert "/s/places/#oversight" in text
    assert "publish" not in re.findall(r"<button[^>]*>", text)
    data = {"valid_from": tomorrow(), "revision": revision()}
    assert ask(county, publish.item_publish, data, code=CODE).status_code == 422


def tomorrow() -> str:
    return (timezone.localdate() + timedelta(days=1)).isoformat()


def test_publishing_shows_the_difference_and_then_everybody_sees_it(county: Actor, client: Client) -> None:
    item = drafted()
    form = whole()["form"]
    form["groups"][0]["fields"][0]["evidence"] = ""
    fewer = whole(materials=whole()["materials"][1:], form=form)
    save_draft_version(item_id=item, content=fewer, flow=FLOW, **BY)
    text = page(county, publish.item_publish, code=CODE)
    assert "不再要“平面布局图”。" in text
    late = {"valid_from": tomorrow(), "revision": revision() - 1}
    assert ask(county, publish.item_publish, late, code=CODE).status_code == 409
    past = {"valid_from": "2026-01-02", "revision": revision()}
    assert ask(county, publish.item_publish, past, code=CODE).status_code == 422
    assert ask(county, publish.item_publish, {**sent(text), "valid_from": tomorrow()}, code=CODE).status_code == 302
    seen = client.get(f"/items/{CODE}/versions/").content.decode()
    assert "不再要“平面布局图”。" in seen
    assert "-1" in seen
    assert client.get(f"/items/{CODE}/versions/", {"from": "x", "to": "99"}).status_code == 200
    assert ask(county, section.item_section, code=CODE, section="places").status_code == 302


def test_the_preview_of_a_draft_is_its_guide_and_cannot_be_started(county: Actor) -> None:
    item = drafted()
    save_draft_version(item_id=item, content=whole(handler="新股"), flow=FLOW, **BY)
    text = page(county, publish.item_guide, code=CODE)
    assert "还没有公布" in text
    assert 'action="/apply/' not in text


def test_an_item_is_suspended_resumed_and_cancelled_by_documents(county: Actor, client: Client) -> None:
    published(whole(), flow=FLOW)
    today = {"since": timezone.localdate().isoformat(), "basis_doc": "青政发〔2026〕9号"}
    for wrong in (
        {**today, "do": "suspend", "basis_doc": ""},
        {**today, "do": "suspend", "since": tomorrow()},
        {**today, "do": "x"},
    ):
        assert ask(county, publish.item_state, wrong, code=CODE).status_code == 422
    assert ask(county, publish.item_state, {**today, "do": "suspend"}, code=CODE).status_code == 302
    guide = client.get(f"/items/{CODE}/").content.decode()
    assert guide.index("青政发〔2026〕9号") < guide.index("有固定经营场所")
    assert ask(county, publish.item_state, {**today, "do": "suspend"}, code=CODE).status_code == 409
    for do in ("resume", "cancel"):
        assert ask(county, publish.item_state, {**today, "do": do}, code=CODE).status_code == 302
    assert "不能恢复" in page(county, publish.item_state, code=CODE)


def test_items_go_out_as_a_workbook_or_a_table(county: Actor) -> None:
    drafted()
    assert ask(county, files.items_download).content.startswith(b"PK")
    text = ask(county, files.items_download, address="/?part=places").content.decode("utf-8-sig")
    assert text.startswith("item_code@places 事项编码,channels 办理形式")
    assert "QH-0001" in text
    given = {"file": SimpleUploadedFile("p.csv", text.encode())}
    answer = ask(county, files.items_file, given)
    preview = UUID(answer["Location"].rstrip("/").rpartition("/")[2])
    assert "没有变化" in page(county, files.items_preview, preview_id=preview)
    assert ask(county, files.items_preview, {}, preview_id=preview).status_code == 302
    assert ask(county, files.items_file, {}).status_code == 422


def test_pages_take_few_statements(county: Actor, count_statements: Any) -> None:
    for number in range(12):
        item = published(entry(f"第 {number} 项", local_code=f"QH-{number:04}"))
        begin_draft(item_id=item, **BY)
    for view, kwargs in ((items.item_list, {}), (items.item_page, {"code": CODE}),
                         (section.item_section, {"code": CODE, "section": "materials"})):  # fmt: skip
        with count_statements() as counted:
            page(county, view, **kwargs)
        assert counted.count <= 15
