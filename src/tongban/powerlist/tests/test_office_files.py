"""Whole items as files: out, edited, and back as drafts without loss; faults are told before anything is saved."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.powerlist.actions.itemfiles import import_items, preview_items
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.models import ImportPreview, ItemVersion
from tongban.powerlist.pages.office.files import _workbook
from tongban.powerlist.queries import draft_of, forget_versions
from tongban.powerlist.rules.content import content_json, parse_content
from tongban.powerlist.rules.office import sheets
from tongban.powerlist.rules.office.sheets import BY_KEY, PARTS, Table, guarded, heading, lines, merge, read, unguarded
from tongban.powerlist.rules.sheet import csv_text
from tongban.powerlist.tests.factories import BY, draft, places, publish
from tongban.powerlist.tests.samples import FLOW, whole, words
from tongban.powerlist.tests.test_office_rules import KEYS, content_of

EMPTY = content_json(parse_content({
    **{key: whole()[key] for key in ("basic_code", "implementing_code", "local_code", "item_type")},
    "name": words("空"), "level": "", "power_source": "", "case_type": "", "service_objects": [], "channels": [],
}))  # fmt: skip
ODD = ("=1+1", "'=1", "''", "'", "+86", "-", "@x", "|a", "%", "两行\n第二行", " 空格 ", "a,b", '"引号"', "＝1")


def tables(content: Any) -> list[Table]:
    """A content as the tables of a file."""
    return [Table(heading(part), list(enumerate(lines(part, [("QH-0001", content)]), 2))) for part in PARTS]


def back(content: Any, onto: Any) -> Any:
    """What a file of one content makes of another."""
    found = read(tables(content), ["QH-0001"], ["@holder", *bodies_in(content)])
    assert found.findings == []
    return merge(found, "QH-0001", onto)


def bodies_in(content: Any) -> list[str]:
    return [content["body"], *content["joint_bodies"]]


@pytest.mark.parametrize("key", KEYS)
def test_a_file_says_everything_but_form_flow_and_origin(key: str) -> None:
    content = content_of(key)
    outside = {name: EMPTY[name] for name in ("form", "source")}
    assert content_json(parse_content(back(content, EMPTY))) == {**content, **outside, **_unlisted(content)}


def _unlisted(content: Any) -> dict[str, Any]:
    """Fields that the editor does not know yet: they stay as they were, so here they are as in the empty content."""
    known = {slot.path.split(".")[0] for part in PARTS for slot in part.slots if part.rows is None}
    known |= {part.rows.path.split(".")[0] for part in PARTS if part.rows} | {"form", "source"}
    return {name: EMPTY[name] for name in content if name not in known}


def test_a_file_that_loses_a_column_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    content = content_of("open_restaurant")
    monkeypatch.setattr(sheets, "guarded", lambda text: text.replace("0", ""))
    assert back_quietly(content) != content


def back_quietly(content: Any) -> Any:
    return merge(read(tables(content), ["QH-0001"], bodies_in(content)), "QH-0001", content)


@pytest.mark.parametrize("text", ODD)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    assert unguarded(guarded(text)) == text
    content = content_json(parse_content(whole(handler=text, aliases=["=1", "'x"])))
    assert back(content, EMPTY)["handler"] == text


@pytest.mark.parametrize(("part", "row", "wrong"), [
    ("places", {"max_visits": "两次"}, "不是整数"), ("places", {"courier": "也许"}, "不是“是”或“否”"),
    ("basics", {"item_type": "99"}, "不在规定的代码之内"), ("basics", {"body": "nobody"}, "不在规定的代码之内"),
    ("basics", {"joint_bodies": "market\nnobody"}, "不在规定的代码之内"),
    ("limits.limits", {"length": "1.5"}, "不是整数"),
    ("places", {"max_visits": "99999999"}, "不是整数"), ("places", {"handlr": "x"}, "不认识这一列"),
    ("basics", {"handler": "=公式"}, "是公式"),
])  # fmt: skip
def test_a_cell_that_cannot_be_read_is_told_with_its_mend(part: str, row: dict[str, str], wrong: str) -> None:
    assert BY_KEY[part]
    table = Table([f"item_code@{part}", *row], [(2, ["QH-0001", *row.values()])])
    found = read([table], ["QH-0001"], ["market"]).findings
    assert [(one.zh, one.column in (*row, "column")) for one in found] == [(wrong, True)]


@pytest.mark.parametrize("rows", [[(2, ["QH-9"])], [(2, ["QH-0001"]), (3, ["QH-0001"])], [(2, [""])], [(2, [])]])
def test_an_item_must_be_known_and_stand_once(rows: Any) -> None:
    assert len(read([Table(["item_code@basics"], rows)], ["QH-0001"], []).findings) == 1


def test_what_a_file_leaves_out_stays() -> None:
    content = content_json(parse_content(whole()))
    table = Table(["item_code@materials.materials", "key", "copies"], [(2, ["QH-0001", "m_plan", "2"])])
    merged = merge(read([table], ["QH-0001"], []), "QH-0001", content)
    assert [(one["key"], one["copies"], one["basis"]) for one in merged["materials"]] == [
        ("m_plan", 2, content["materials"][0]["basis"])
    ]
    assert merged["limits"] == content["limits"]


@pytest.fixture
def _county(db: None) -> None:
    forget_versions()
    places()


def book(edit: Any = None) -> bytes:
    """The one published item as a workbook, with its tables edited."""
    version = ItemVersion.objects.select_related("item").get()
    content = json.loads(json.dumps(version.content))
    if edit:
        edit(content)
    return _workbook([(version.item.code, content)])


@pytest.mark.usefixtures("_county")
def test_an_exported_workbook_changes_nothing_and_an_edited_one_makes_a_draft() -> None:
    item = publish(whole(), flow=FLOW)
    same = preview_items(data=book(), name="items.xlsx", **BY)
    assert import_items(preview_id=same, **BY) == 0
    edited = preview_items(data=book(lambda content: content.update(handler="=新股")), name="items.xlsx", **BY)
    assert draft_of(item) is None
    assert import_items(preview_id=edited, **BY) == 1
    found = draft_of(item)
    assert found is not None
    assert content_json(found.content) == content_json(parse_content(whole(handler="=新股")))
    assert ItemVersion.objects.get(state="draft").flow == FLOW


@pytest.mark.usefixtures("_county")
def test_one_table_as_csv_changes_that_table_only() -> None:
    item = publish(whole(), flow=FLOW)
    part = BY_KEY["limits.limits"]
    text = csv_text(lines(part, [("QH-0001", whole())]), heading(part), comes_back=True).replace(",7,", ",5,")
    import_items(preview_id=preview_items(data=text.encode(), name="limits.csv", **BY), **BY)
    found = draft_of(item)
    assert found is not None
    assert found.content.limit("whole_promised").length == 5  # type: ignore[union-attr]


@pytest.mark.usefixtures("_county")
def test_a_file_with_faults_a_second_import_and_an_overtaken_one_are_refused() -> None:
    item = publish(whole(), flow=FLOW)
    faulty = preview_items(data=b"item_code@places,max_visits\nQH-0001,x\n", name="x.csv", **BY)
    good = preview_items(data=b"item_code@places,visit_reason\nQH-0001,x\n", name="x.csv", **BY)
    late = preview_items(data=b"item_code@places,visit_reason\nQH-0001,y\n", name="y.csv", **BY)
    import_items(preview_id=good, **BY)
    codes = []
    for preview in (faulty, good, late):
        with pytest.raises(Refused) as refused:
            import_items(preview_id=preview, **BY)
        codes.append(refused.value.refusal.code)
    assert codes == ["import.item_faults", "import.done", "import.changed_since"]
    assert draft_of(item).content.visit_reason == "x"  # type: ignore[union-attr]


@pytest.mark.usefixtures("_county")
def test_a_bodys_office_reads_and_writes_its_own_items_only() -> None:
    here = places_of_bodies()
    draft(whole(local_code="QH-0001"), flow=FLOW)
    willow = Actor(ActorKind.OFFICIAL, body_id=here["willow"], duties=frozenset({"manage_list"}))
    preview = preview_items(data=b"item_code@places,contact\nQH-0001,1\n", name="x.csv", by=willow, at=BY["at"])
    assert ImportPreview.objects.get(pk=preview).findings[0]["zh"] == "没有这个事项"
    item = ItemVersion.objects.get().item_id
    with pytest.raises(Refused) as refused:
        save_draft_version(item_id=item, content=whole(), flow="", by=willow, at=BY["at"])
    assert refused.value.refusal.code == "not_your_item"


def places_of_bodies() -> dict[str, Any]:
    from tongban.agencies.queries import bodies

    return {body.key: body.id for body in bodies()}


@pytest.mark.django_db
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00" * 50, b"\xff\xfe\x00", "没有表头\n".encode()])
def test_a_file_that_is_none_is_refused_or_told(data: bytes) -> None:
    try:
        preview = preview_items(data=data, name="x", **BY)
    except Refused:
        return
    assert ImportPreview.objects.get(pk=preview).findings


def test_a_workbook_of_strangers_is_told_table_by_table() -> None:
    found = read([Table(row, []) for row in csv.reader(io.StringIO("姓名\n编号\n"))], [], []).findings
    assert [one.zh for one in found] == ["不认识这张表"] * 2
