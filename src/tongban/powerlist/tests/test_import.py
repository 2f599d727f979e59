"""Importing lists: every fault named, nothing written before the choice, the same file twice changes nothing."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.imports import Preview, import_rows, preview_import
from tongban.powerlist.models import ImportPreview, Item, ItemVersion
from tongban.powerlist.queries import draft_of, forget_versions, published_item
from tongban.powerlist.rules.content import parse_content
from tongban.powerlist.rules.lint import Subject, lint
from tongban.powerlist.rules.list_faults import LIST_RULES
from tongban.powerlist.rules.rows import REQUIRED
from tongban.powerlist.tests.factories import AT, BY, places, publish
from tongban.powerlist.tests.lists import GOOD, faulty_list, listed
from tongban.powerlist.tests.samples import entry

pytestmark = pytest.mark.django_db
REAL = Path(__file__).parents[4].parent / "shared" / "data" / "catalogue" / "guangan_service_items.csv"


@pytest.fixture(autouse=True)
def _fresh() -> None:
    forget_versions()


def preview(data: bytes | str, name: str = "list.csv") -> Preview:
    return preview_import(data=data if isinstance(data, bytes) else data.encode(), name=name, **BY)


def take(found: Preview, choice: str = "all") -> Any:
    return import_rows(preview_id=found.id, choice=choice, **BY)


def workbook(rows: list[list[Any]]) -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def test_d_02_a_list_with_ten_faults_gives_exactly_ten_findings() -> None:
    found = preview(listed(faulty_list()))
    assert [(f.code, f.rows[0]) for f in found.findings] == [
        ("missing", 2), ("name_not_standard", 3), ("item_code", 4), ("type_unknown", 5), ("type_differs", 6),
        ("division", 7), ("level", 8), ("formula", 9), ("repeated", 11), ("body_code", 12),
    ]  # fmt: skip
    assert (found.good, found.bad, found.total) == (2, 10, 12)


def test_every_finding_says_what_would_be_right_in_both_languages() -> None:
    for finding in preview(listed(faulty_list())).findings:
        assert all((finding.zh, finding.en, finding.right_zh, finding.right_en, finding.column))


def test_nothing_is_imported_before_the_choice() -> None:
    preview(listed([GOOD]))
    assert Item.objects.count() == 0


def test_all_is_refused_while_a_row_has_faults_and_good_leaves_it_out() -> None:
    found = preview(listed(faulty_list()))
    with pytest.raises(Refused) as refused:
        take(found)
    assert refused.value.refusal.code == "import.has_faults"
    assert take(found, "good").new == found.good == Item.objects.count()


def test_each_imported_row_is_one_event_and_a_guide_entry_in_draft() -> None:
    take(preview(listed([GOOD])))
    item = Item.objects.get()
    assert [event.type for event in events_of("item", item.pk)] == ["item.imported"]
    draft = draft_of(item.pk)
    assert draft is not None
    assert (draft.content.name.zh, draft.content.whole, draft.content.level) == (GOOD["name"], False, "4")


def test_the_same_file_again_changes_nothing() -> None:
    take(preview(listed([GOOD])))
    again = take(preview(listed([GOOD])))
    assert (again.new, again.changed, again.same) == (0, 0, 1)
    assert ItemVersion.objects.count() == 1


def test_a_changed_name_renews_the_draft() -> None:
    take(preview(listed([GOOD])))
    done = take(preview(listed([{**GOOD, "name": "新名称许可"}])))
    assert (done.changed, ItemVersion.objects.get().content["name"]["zh"]) == (1, "新名称许可")


def test_an_import_over_a_published_item_keeps_what_the_file_does_not_hold() -> None:
    places()
    item = publish(entry(), code=GOOD["item_code"])
    take(preview(listed([GOOD])))
    draft, published = draft_of(item), published_item(item).version
    assert draft is not None
    assert published is not None
    assert draft.content.contact == published.content.contact == "0990-1001"
    assert draft.content.name.zh == GOOD["name"] != published.content.name.zh


def test_a_preview_is_imported_once() -> None:
    found = preview(listed([GOOD]))
    take(found)
    with pytest.raises(Refused) as refused:
        take(found)
    assert refused.value.refusal.code == "import.done"


def test_only_the_list_office_imports() -> None:
    with pytest.raises(Refused):
        preview_import(data=b"x", name="x.csv", by=ANONYMOUS, at=AT)


def test_an_import_that_fails_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    found = preview(listed([{**GOOD, "item_code": f"QH-{n:04}"} for n in range(3)]))
    monkeypatch.setattr("tongban.powerlist.actions.imports.BATCH", 2)
    ImportPreview.objects.filter(pk=found.id).update(
        rows=[*ImportPreview.objects.get(pk=found.id).rows, {"number": 9, "cells": {}}]
    )
    with pytest.raises(Exception):  # noqa: B017, PT011 — whatever it is, nothing stays
        take(found)
    assert Item.objects.count() == 0


def test_a_workbook_is_read_like_a_csv() -> None:
    rows = [list(REQUIRED), [GOOD[column] for column in REQUIRED]]
    assert (preview(workbook(rows)).good, preview(listed([GOOD])).good) == (1, 1)


def test_a_formula_cell_is_a_finding_and_never_run() -> None:
    rows = [list(REQUIRED), [*(GOOD[column] for column in REQUIRED[:1]), "=1+1", *(GOOD[c] for c in REQUIRED[2:])]]
    assert [finding.code for finding in preview(workbook(rows)).findings] == ["formula"]


def test_the_list_of_a_real_district_has_four_wrong_codes() -> None:
    if not REAL.exists():
        pytest.skip("the real list is not on this machine")
    found = preview(REAL.read_bytes(), REAL.name)
    wrong = {finding.value: len(finding.rows) for finding in found.findings}
    assert set(wrong) == {"1151130000877869M", "1151130108778239R", "TE5116020105116050", "11511301452259996u"}
    assert found.total == found.good + found.bad == 1_135
    done = take(found, "good")
    assert done.new == found.good == Item.objects.count()


def test_the_three_kinds_of_code_are_kept_apart() -> None:
    if not REAL.exists():
        pytest.skip("the real list is not on this machine")
    rows = list(csv.DictReader(io.StringIO(REAL.read_text("utf-8"))))
    found = preview(listed([row for row in rows if row["body_code"] == "4148481895459659776"]))
    take(found)
    content = ItemVersion.objects.order_by("item__code").first().content  # type: ignore[union-attr]
    assert content["source"]["row_id"] == "4148481895459659776"
    assert content["local_code"].startswith(content["basic_code"] or "51")


@pytest.mark.parametrize(
    ("name", "fault"),
    [("其他事项", True), ("食品经营许可（测试）", True), (" 食品经营许可", True), ("普通话水平测试", False)],
)
def test_d_02_one_naming_rule_holds_for_a_file_and_for_the_editor(name: str, fault: bool) -> None:
    found = preview(listed([GOOD | {"name": name}]))
    assert [one.code for one in found.findings] == (["name_not_standard"] if fault else [])
    content = parse_content(entry(name=name))
    blocking = [one.code for one in lint(Subject(content), LIST_RULES)]
    assert blocking == (["name_not_standard"] if fault else [])
