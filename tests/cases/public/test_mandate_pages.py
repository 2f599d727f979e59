"""Acting for others on pages: a paper recorded in the village, filed on a phone, a mandate taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from tests.cast import ANSWERS, Cast
from tests.people import signed_in
from tests.village import Village, made_png, village
from tongban.agencies.actions.accounts import open_citizen_account
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.drafts import save_answers
from tongban.cases.models import Case, Draft, Mandate
from tongban.cases.queries.mandates import proxy_on_draft
from tongban.kernel.actor import SYSTEM
from tongban.powerlist.queries import version
from tongban.simulation.rules.codes import citizen_code

pytestmark = pytest.mark.django_db
BORN: Final = date(1988, 3, 14)


@pytest.fixture
def there(cast: Cast, settings: Any) -> Village:
    settings.DEMO = True  # no second step
    return village(cast)


@pytest.fixture
def worker(there: Village) -> Client:
    return signed_in(account_of_official(there.holders[0]))


@pytest.fixture
def person(there: Village) -> Client:
    now = timezone.now()
    return signed_in(
        open_citizen_account(username="chen", password=None, party_id=there.cast.applicant, by=SYSTEM, at=now)
    )


def sheet(there: Village, **more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=30)
    return {
        "item": str(version(there.cast.version_id).item_id), "m-id_number": citizen_code(27, BORN), "m-name": "陈芳",
        "m-until": day.isoformat(), "m-photo": SimpleUploadedFile("委托书.png", made_png(), "image/png"), **more,
    }  # fmt: skip


def filed(there: Village, worker: Client) -> Case:
    """Through the pages, the answers put in by the act that the form calls."""
    worker.post("/proxy/new/", sheet(there))
    mandate = Mandate.objects.get()
    begun = worker.post(f"/proxy/{mandate.pk}/", {"begin": str(mandate.items[0])})
    assert begun.status_code == 302
    draft, now = Draft.objects.get(), timezone.now()
    found = proxy_on_draft(draft.pk, there.worker(now), now)
    assert found is not None
    save_answers(draft_id=draft.pk, answers=ANSWERS, place_id=None, by=found[0], at=now)
    sent = worker.post(f"/apply/d/{draft.pk}/check/", {"go": "submit"})
    assert sent["Location"] == f"/my/{draft.pk}/receipt/"
    return Case.objects.get(pk=draft.pk)


def test_s_08_a_village_worker_records_a_paper_and_files_on_the_phone(
    there: Village, worker: Client, person: Client
) -> None:
    case = filed(there, worker)
    assert (case.applicant_id, case.channel) == (there.cast.applicant, "agent")
    own = worker.get(f"/my/{case.pk}/").content.decode()
    assert "您正在受陈*委托代办" in own
    assert "撤回申请</a>" not in own
    assert case.number[:10] in worker.get("/proxy/").content.decode().replace(" ", "")
    seen = person.get(f"/my/{case.pk}/").content.decode()
    assert "代办" in seen
    assert "提交了申请" in person.get(f"/proxy/{Mandate.objects.get().pk}/").content.decode()


def test_whoever_took_a_mandate_back_is_no_longer_seen_by_the_worker(
    there: Village, worker: Client, person: Client
) -> None:
    case, mandate = filed(there, worker), Mandate.objects.get()
    assert person.post(f"/proxy/{mandate.pk}/", {"end": "1"}).status_code == 302
    assert worker.get(f"/my/{case.pk}/").status_code == 403
    assert worker.get(f"/apply/d/{case.pk}/check/").status_code == 403
    assert "已收回" in person.get("/my/mandates/").content.decode()
    assert "1 份委托已经结束" in worker.get("/proxy/").content.decode()


def test_a_worker_is_sent_to_a_page_that_the_post_may_open(there: Village, worker: Client) -> None:
    page = worker.get("/my/").content.decode()
    assert 'class="btn" href="/proxy/"' in page
    assert "/window/" not in page.split("<main")[1]


def test_a_worker_sees_no_other_case_of_the_person(there: Village, worker: Client) -> None:
    filed(there, worker)
    older = there.cast.receive(timezone.now() - timedelta(days=3)).case_id
    for path in (f"/my/{older}/", f"/my/{older}/receipt/", f"/my/{older}/supplement/", f"/my/{older}/withdraw/"):
        assert worker.get(path).status_code == 403
    assert worker.get(f"/desk/c/{older}/").status_code == 404


def test_a_paper_without_its_photograph_is_not_recorded(there: Village, worker: Client) -> None:
    told = sheet(there)
    del told["m-photo"]
    answer = worker.post("/proxy/new/", told)
    assert answer.status_code == 422
    assert "请选择文件“已签名的委托书照片”。" in answer.content.decode()
    assert not Mandate.objects.exists()


def test_a_name_that_is_too_long_is_not_called_missing_too(there: Village, person: Client) -> None:
    told = {**sheet(there), "m-helper": "person", "m-helper_name": "长" * 61, "m-helper_number": "1"}
    page = person.post("/proxy/new/", told).content.decode()
    assert "“代办人姓名”：最多 60 个字，现在有 61 个" in page
    assert "时要填写" not in page


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"m-id_number": "990823199005060440"}, '#id_m-id_number">“委托人身份证号”：身份证号第 18 位不符'),
        ({"m-phone": "0990-8123456"}, "手机号应为 11 位数字，以 13 至 19 开头，请核对。<"),
        ({"m-until": "2020-01-01"}, '#id_m-until">“委托到哪一天？”：委托期限要到今天以后'),
        ({"m-until": "2027-02-30"}, "#id_m-until"),
    ],
)
def test_what_is_wrong_in_a_mandate_is_told_beside_its_field(
    there: Village, worker: Client, wrong: dict[str, str], told: str
) -> None:
    answer = worker.post("/proxy/new/", sheet(there, **wrong))
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not Mandate.objects.exists()


def test_a_person_names_a_village_post_online(there: Village, person: Client) -> None:
    told = {**sheet(there), "m-helper": str(there.post)}
    assert person.post("/proxy/new/", told).status_code == 302
    made = Mandate.objects.get()
    assert (made.way, made.helper_post_id, made.file_id) == ("online", there.post, None)


def test_nasty_words_in_an_address_find_no_mandate(there: Village, worker: Client) -> None:
    for query in ("?item=%00&q=%00", "?item=x&case=%ff", f"?q={'事' * 5000}"):
        assert worker.get(f"/proxy/new/{query}").status_code == 200
    answer = worker.post("/proxy/new/", sheet(there, **{"m-until": "9999-99-99"}))
    assert answer.status_code == 422
