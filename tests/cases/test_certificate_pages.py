"""我的证照, 证照详情, the documents of a day and the filing page, as the people concerned see them."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pypdfium2
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from tests.holders import ENDS, Stage, at, before, holder
from tests.people import signed_in
from tests.stages import delivered
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.archive import archive_case
from tongban.cases.actions.renewal import deem_renewals
from tongban.cases.models import Archive, Case, Draft
from tongban.certificates.actions import issue_certificate, sign_certificate
from tongban.certificates.queries import certificate, certificate_of_case
from tongban.documents.models import Document
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import SYSTEM
from tongban.kernel.ids import uuid7

NASTY = ("\x00", "\udcff".encode("utf-8", "surrogatepass").decode("latin-1"), "9" * 5000, "../..", "<b>")


@pytest.fixture
def stage(settled: None, db: None, settings: Any, tmp_path: Path) -> Stage:
    settings.DATA_ROOT, settings.FILES_ROOT = tmp_path, tmp_path / "files"
    settings.DEMO = True  # no second step to sign in with
    translation.activate("zh-hans")
    return holder()


def official(stage: Stage, post: str) -> Client:
    return signed_in(account_of_official(stage.cast.county.holders[post][0]))


def citizen(stage: Stage) -> Client:
    user = open_citizen_account(
        username="chenfang", password=None, party_id=stage.cast.applicant, by=SYSTEM, at=at(date(2026, 1, 6))
    )
    return signed_in(user)


def now() -> datetime:
    return datetime.now(UTC)


def running(stage: Stage, years: int = 3) -> Any:
    """A certificate that certainly runs today, whatever day the test is run on."""
    today = now().date()
    return issue_certificate(
        case_id=uuid7(), body_id=stage.cast.county.bodies["market"], kind="food_business", holder=stage.cast.applicant,
        content=dict(stage.held.content), valid_from=today - timedelta(days=30),
        valid_to=today + timedelta(days=365 * years), by=SYSTEM, at=now(),
    )  # fmt: skip


def test_the_holder_sees_what_can_be_asked_and_begins_with_what_is_known(stage: Stage) -> None:
    found, client = running(stage), citizen(stage)
    page = client.get(reverse("cases:my_certificates")).content.decode()
    assert page.count("申请延续") >= 1
    assert "申请补发" in page
    assert found.number in page
    answer = client.post(reverse("cases:ask_certificate", args=[found.id, "QH-SJ-051"]))
    draft = Draft.objects.get()
    assert (answer.status_code, draft.certificate_id) == (302, found.id)


def test_the_page_before_asking_tells_the_time(stage: Stage) -> None:
    page = citizen(stage).get(reverse("cases:ask_certificate", args=[running(stage).id, "QH-SJ-051"]))
    assert "依法视为准予延续" in page.content.decode()


@pytest.mark.parametrize("name", ["ask_certificate", "my_certificate_file"])
def test_a_strangers_certificate_is_not_found(stage: Stage, name: str) -> None:
    other = issue_certificate(
        case_id=uuid7(), body_id=stage.cast.county.bodies["market"], kind="food_business", content=stage.held.content,
        holder=stage.cast.applicant, valid_from=date(2026, 1, 1), valid_to=None, by=SYSTEM, at=now(),
    )  # fmt: skip
    client = Client()
    words = [other.id, "QH-SJ-051"] if name == "ask_certificate" else [other.id]
    assert client.get(reverse(f"cases:{name}", args=words)).status_code == 302
    assert official(stage, "market_review").get(reverse(f"cases:{name}", args=words)).status_code == 403


def test_the_check_page_says_valid_renewed_by_law(stage: Stage) -> None:
    case_id = stage.ask("food_renewal", at(before(45)))
    stage.accept(case_id, at(before(44)))
    deem_renewals(at=at(ENDS + timedelta(days=1), 0, 1))
    page = Client().get(reverse("certificates:check"), {"number": stage.held.number}).content.decode()
    renewed = certificate(stage.held.id)
    assert renewed.deemed
    assert "视为准予延续" in page


def test_the_deciding_post_revokes_on_the_record_page_and_the_reviewer_cannot(stage: Stage) -> None:
    found = running(stage)
    address = reverse("certificates:record", args=[found.id])
    typed = {"ground": "fraud", "reasons": "租赁合同系伪造"}
    assert official(stage, "market_review").post(address, typed).status_code == 403
    head = official(stage, "market_decide")
    assert head.post(address, {"ground": "fraud", "reasons": ""}).status_code == 422
    assert head.post(address, typed).status_code == 302
    page = head.get(address).content.decode()
    assert "撤销行政许可决定书" in page
    paper = documents_of(found.id)[0]
    pdf = head.get(reverse("certificates:document", args=[found.id, paper.id])).content
    assert "河阳市" not in text_of(pdf)
    assert "青禾县人民政府申请行政复议" in text_of(pdf)


def text_of(pdf: bytes) -> str:
    opened = pypdfium2.PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_range() for page in opened)
    return "".join(text.split())


def test_the_government_above_revokes_in_its_own_name(stage: Stage) -> None:
    found, leader = running(stage), official(stage, "county_head")
    address = reverse("certificates:record", args=[found.id])
    assert "注销：" not in leader.get(address).content.decode()
    assert leader.post(address, {"ground": "beyond_power", "reasons": "超越职权"}).status_code == 302
    paper = documents_of(found.id)[0]
    assert (paper.body_id, paper.data["remedies"]["reconsideration_body"]) == (
        stage.cast.county.bodies["government"], "河阳市人民政府",
    )  # fmt: skip


@pytest.mark.parametrize("post", ["forestry_decide", "fire_decide", "window_1"])
def test_other_bodies_do_not_find_the_record(stage: Stage, post: str) -> None:
    client = official(stage, post)
    assert client.get(reverse("certificates:record", args=[stage.held.id])).status_code == 404


def test_expired_certificates_wait_on_the_list_to_be_struck_off(stage: Stage) -> None:
    issue_certificate(
        case_id=uuid7(), body_id=stage.cast.county.bodies["market"], kind="food_business", holder=stage.cast.applicant,
        content=stage.held.content, valid_from=date(2015, 1, 1), valid_to=date(2020, 1, 1), by=SYSTEM, at=now(),
    )  # fmt: skip
    head = official(stage, "market_decide")
    page = head.get(reverse("certificates:list")).content.decode()
    assert "2020年1月1日" in page
    assert head.get(reverse("certificates:list"), {"number": stage.held.number}).status_code == 302


def issued_today(stage: Stage, count: int) -> list[UUID]:
    """Documents that the market bureau issued now."""
    for _ in range(count):
        case_id = stage.cast.receive(now()).case_id
        stage.accept(case_id, now())
    return list(Document.objects.filter(kind="acceptance").values_list("id", flat=True))


def pages_of(pdf: bytes) -> int:
    return len(pypdfium2.PdfDocument(pdf))


def test_several_documents_of_today_print_as_one_pdf_each_on_a_fresh_page(stage: Stage) -> None:
    chosen, client = issued_today(stage, 3), official(stage, "market_review")
    assert "本单位发出 3 份文书" in client.get(reverse("cases:documents")).content.decode()
    single = pages_of(client.post(reverse("cases:documents"), {"document": chosen[:1]}).content)
    assert pages_of(client.post(reverse("cases:documents"), {"document": chosen}).content) == 3 * single


@pytest.mark.parametrize(("chosen", "words"), [(0, "还没有选文书"), (51, "一次最多打印 50 份")])
def test_nothing_and_too_much_are_told(stage: Stage, chosen: int, words: str) -> None:
    answer = official(stage, "market_review").post(
        reverse("cases:documents"), {"document": [str(uuid7()) for _ in range(chosen)]}
    )
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_documents_of_another_body_are_never_printed(stage: Stage) -> None:
    answer = official(stage, "forestry_review").post(reverse("cases:documents"), {"document": issued_today(stage, 1)})
    assert answer.status_code == 422


@pytest.mark.parametrize("typed", NASTY)
def test_nasty_words_never_break_a_page(stage: Stage, typed: str) -> None:
    head = official(stage, "market_decide")
    assert head.post(reverse("cases:documents"), {"document": typed, "day": typed}).status_code == 422
    assert head.get(reverse("certificates:list"), {"number": typed}).status_code == 200
    answer = head.post(reverse("certificates:record", args=[stage.held.id]), {"ground": typed, "reasons": typed})
    assert answer.status_code == 422


def test_the_lead_body_saves_the_package_and_others_do_not_find_it(stage: Stage) -> None:
    case_id = delivered(stage.cast)
    made = certificate_of_case(case_id)
    assert made is not None
    sign_certificate(certificate_id=made.id, at=at(date(2026, 11, 10)))
    head, address = official(stage, "market_decide"), reverse("cases:archive", args=[case_id])
    assert "本件还没有归档" in head.get(address).content.decode()
    archive_case(case_id=case_id, at=at(date(2026, 11, 11)))
    assert "归档包完整" in head.get(address).content.decode()
    data = head.get(reverse("cases:archive_file", args=[case_id, 1])).content
    assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    assert Archive.objects.get().size == len(data)
    assert official(stage, "fire_review").get(address).status_code == 404
    assert head.get(reverse("cases:archive_file", args=[case_id, 99_999_999])).status_code == 404
    assert Case.objects.get(pk=case_id).state == "closed"
