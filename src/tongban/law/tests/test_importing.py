"""Taking texts in: uploads are judged before anything is stored; a folder is loaded in the order of its days."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tongban.kernel.actor import ANONYMOUS
from tongban.kernel.refusals import Refused
from tongban.law.actions.importing import import_texts
from tongban.law.actions.laws import record_text
from tongban.law.actions.uploads import judge_text, store_upload
from tongban.law.models import Article, Law, LawUpload, LawVersion
from tongban.law.queries import upload_of
from tongban.law.tests.samples import AT, BY, FIRST_DAY, SECOND_DAY, enacted
from tongban.law.tests.statutes import AMENDED, MARKED, PLAIN, TITLE

pytestmark = pytest.mark.django_db
NOTED = AMENDED.replace(f"{TITLE}\n", f"{TITLE}\n2026年7月1日青禾县第十三次会议修正\n", 1)
REAL = Path(__file__).parents[4].parent / "shared" / "data" / "laws"


def judged(text: str = PLAIN, name: str = "law.md") -> LawUpload:
    return LawUpload.objects.get(pk=judge_text(data=text.encode(), name=name, **BY))


def stored(upload: LawUpload, choice: str, **told: object) -> object:
    whole = {"valid_from": FIRST_DAY, "source": "县公报", "kind": "local", **told}
    return store_upload(upload_id=upload.pk, choice=choice, **whole, **BY)  # type: ignore[arg-type]


def test_a_text_is_judged_and_nothing_is_stored() -> None:
    upload = judged(PLAIN.replace("第四条 灯笼", "灯笼"))
    assert (upload.articles, [one["code"] for one in upload.findings]) == (5, ["missing"])
    assert Law.objects.count() == Article.objects.count() == 0


def test_a_judged_text_becomes_a_law_once() -> None:
    upload = judged()
    law_id = stored(upload, "enact")
    assert upload_of(upload.pk).law_id == law_id  # type: ignore[union-attr]
    with pytest.raises(Refused) as refused:
        stored(upload, "enact")
    assert refused.value.refusal.code == "law.stored"


def test_a_judged_text_becomes_an_amendment() -> None:
    law_id = enacted()
    stored(judged(AMENDED), "amend", law_id=law_id, valid_from=SECOND_DAY, document="青人发〔2026〕3号")
    assert LawVersion.objects.filter(law_id=law_id).count() == 2


def test_a_judged_text_becomes_the_text_an_entry_awaits() -> None:
    law_id = enacted(text="")
    stored(judged(), "text", law_id=law_id)
    assert LawVersion.objects.get(law_id=law_id).articles == 6


def test_a_text_that_is_younger_than_its_entry_holds_from_its_own_day() -> None:
    law_id = enacted(text="")
    version = LawVersion.objects.get(law_id=law_id)
    record_text(version_id=version.pk, text=AMENDED, source="县公报", valid_from=SECOND_DAY, **BY)
    rows = LawVersion.objects.filter(law_id=law_id).order_by("no")
    assert [(row.valid.lower, row.articles) for row in rows] == [(FIRST_DAY, 0), (SECOND_DAY, 6)]


@pytest.mark.parametrize(("data", "name"), [(b"x", "law.pdf"), (b"\xff\xfe", "law.md"), (b"a\x00b", "law.txt")])
def test_what_is_no_text_is_refused(data: bytes, name: str) -> None:
    with pytest.raises(Refused):
        judge_text(data=data, name=name, **BY)


def test_only_the_list_office_takes_texts_in() -> None:
    with pytest.raises(Refused):
        judge_text(data=b"x", name="x.md", by=ANONYMOUS, at=AT)
    with pytest.raises(Refused):
        list(import_texts(files=[], source="x", by=ANONYMOUS, at=AT))


def loaded(folder: Path) -> str:
    out = StringIO()
    call_command("import_laws", str(folder), source="县公报", stdout=out)
    return out.getvalue().splitlines()[-1]


def test_a_folder_is_loaded_in_the_order_of_its_days_and_again_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "a-new.txt").write_text(NOTED, "utf-8")
    (tmp_path / "b-old.md").write_text(PLAIN, "utf-8")
    (tmp_path / "c-none.md").write_text("某决定\n一、甲。", "utf-8")
    assert loaded(tmp_path) == "1 amended, 1 enacted, 1 refused"
    assert [row.valid.lower for row in LawVersion.objects.order_by("no")] == [FIRST_DAY, date(2026, 7, 1)]
    assert loaded(tmp_path) == "1 refused, 2 same"


def test_an_awaited_text_is_recorded_from_a_folder(tmp_path: Path) -> None:
    enacted(text="")
    (tmp_path / "law.md").write_text(MARKED, "utf-8")
    assert loaded(tmp_path) == "1 recorded"
    assert Article.objects.count() == 6


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError):
        loaded(tmp_path / "none")


@pytest.mark.nightly
def test_the_whole_collection_is_loaded() -> None:
    if not REAL.exists():
        pytest.skip("the collection of real laws is not on this machine")
    assert loaded(REAL) == "5 amended, 114 enacted, 5 refused, 1 same"
