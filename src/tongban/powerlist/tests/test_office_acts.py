"""The list office at work: flow, trial, publication, suspension, files, through its pages."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.utils import timezone

from tongban.kernel.actor import Actor
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.powerlist.actions.drafts import begin_draft
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.models import ItemVersion
from tongban.powerlist.pages.office import files, flow, items, publish, section, tryout
from tongban.powerlist.queries.flowtemplates import flow_drawing
from tongban.powerlist.tests.factories import BY
from tongban.powerlist.tests.factories import publish as published
from tongban.powerlist.tests.office import CODE, ask, drafted, page, revision, sent
from tongban.powerlist.tests.samples import FLOW, entry, whole

pytestmark = pytest.mark.django_db
NASTY = ("\x00", "x" * 30_000, "９" * 30)


def step(by: Actor, chosen: str, do: str, **changes: Any) -> Any:
    text = page(by, flow.item_flow, address=f"/?step={chosen}", code=CODE)
    return ask(by, flow.item_flow, {**sent(text), **changes, "do": do}, address=f"/?step={chosen}", code=CODE)


def test_a_flow_is_changed_word_by_word(county: Actor) -> None:
    drafted(flow_of=flow_drawing("promised"))
    answer = step(county, "review", "beside")
    new = re.search(r"step=(step_\d+)", answer["Location"])
    assert new is not None
    told = {"name": "现场核查", "risk": "一人核查", "risk_en": "goes alone"}
    step(county, new[1], "save", lane="new", who="market", duty="review", limit="acceptance", **told)
    text = page(county, flow.item_flow, code=CODE)
    assert "现场核查" in text
    stored = ItemVersion.objects.get(state="draft").flow
    assert all(words in stored for words in ("market/review", 'tb:risk="一人核查"', 'tb:risk_en="goes alone"'))
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


@pytest.mark.parametrize("chosen", ["", "nobody", "start", "\x00"])
def test_an_act_on_no_step_is_not_found(county: Actor, chosen: str) -> None:
    drafted(flow_drawing("promised"))
    with pytest.raises(Http404):
        ask(county, flow.item_flow, {"do": "save"}, address=f"/?step={chosen}", code=CODE)


def test_whatever_button_is_pressed_nothing_typed_is_lost(county: Actor) -> None:
    drafted(flow_drawing("promised"))
    way = re.findall(r'name="([^"]*)-name"', page(county, flow.item_flow, address="/?step=decide", code=CODE))[0]
    step(county, "decide", f"on:{way}", name="集体决定", **{f"{way}-name": "同意"})
    stored = ItemVersion.objects.get(state="draft").flow
    assert "集体决定" in stored
    assert 'name="同意"' in stored
    assert "新的一步" in stored


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
    assert (read_bpmn(data), b"BPMNDiagram" in data) == (read_bpmn(FLOW.encode()), True)  # the same, with its places
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


def test_p_01_publishing_shows_the_difference_and_then_everybody_sees_it(county: Actor, client: Client) -> None:
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
