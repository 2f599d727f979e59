"""One thing of several items at the window: found, received once, its slips in one print; who sees it afterwards."""

from __future__ import annotations

import io
import re
from typing import Any

import pypdfium2
import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cases.test_bundles import BOARD, DRAIN, FOOD, PAPERS, WHOLE, Stage, case_of, states
from tests.cases.window.conftest import text
from tests.cases.window.test_window import NUMBER
from tests.cast import Cast
from tongban.agencies.queries import account_of_official, sealing_key
from tongban.cases.models import Bundle, Case
from tongban.cases.queries.certificate import answers_of

ADDRESS = "/window/QH-YJS-002/"


STANDS = Stage


@pytest.fixture
def stage(standing: Stage) -> Stage:
    return standing


def at_desk(cast: Cast, post: str) -> Client:
    client = Client(headers={"accept-language": "zh-CN"})
    user = get_user_model().objects.get(pk=account_of_official(cast.county.holders[post][0]))
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def sent(client: Client, **more: str) -> dict[str, str]:
    once = re.search(r'name="w-once" value="([^"]+)"', text(client.get(ADDRESS)))
    assert once is not None
    told = {"party-id_number": NUMBER, "party-name": "罗大勇", "w-once": once[1], "w-all": "on"}
    words = {key: "yes" if value is True else "no" if value is False else str(value) for key, value in WHOLE.items()
             if not isinstance(value, list)}  # fmt: skip
    return {**words, "qh_zj_002_kind": "catering", **told, **{f"have-{key}": "on" for key in PAPERS}, **more}


def test_s_09_the_window_finds_and_receives_one_thing_of_several_items(stage: Stage) -> None:
    client = at_desk(stage.cast, "window_1")
    assert f'href="{ADDRESS}"' in text(client.get("/window/", {"q": "开饭店一件事"}))
    page = text(client.post(ADDRESS, sent(client)))
    assert states() == {FOOD: "received", BOARD: "received", DRAIN: "waiting"}
    assert "3 个事项已开始 2 个" in page
    assert {case.channel for case in Case.objects.all()} == {"window"}


def test_what_decides_which_items_are_wanted_is_typed_at_the_window(stage: Stage) -> None:
    client = at_desk(stage.cast, "window_1")
    client.post(ADDRESS, sent(client, has_board="no", has_drain="no", qh_zj_002_kind=""))
    assert states() == {FOOD: "received"}
    told = answers_of(case_of(FOOD), sealing_key(Bundle.objects.get().applicant_id))
    assert "has_board" not in told


def test_a_second_press_leads_to_what_the_first_received(stage: Stage) -> None:
    client = at_desk(stage.cast, "window_1")
    form = sent(client)
    client.post(ADDRESS, form)
    again = client.post(ADDRESS, form)
    assert (again.status_code, Bundle.objects.count()) == (302, 1)
    assert text(client.get(again["Location"])).count("QH2026") >= 2


def test_the_slips_come_in_one_print_with_the_codes_of_that_moment(stage: Stage) -> None:
    client = at_desk(stage.cast, "window_1")
    page = text(client.post(ADDRESS, sent(client)))
    codes = dict(re.findall(r'name="(code-[^"]+)" value="([^"]+)"', page))
    answer = client.post(f"/window/b/{Bundle.objects.get().pk}/", codes)
    with pypdfium2.PdfDocument(io.BytesIO(answer.content)) as paper:
        words = "".join(sheet.get_textpage().get_text_bounded() for sheet in paper)
        assert len(paper) == len(codes) == 2
    assert all(code in words for code in codes.values())


@pytest.mark.parametrize(("post", "status"), [("window_1", 200), ("market_review", 403), ("urban_review", 403)])
def test_only_who_received_it_reads_it_again(stage: Stage, post: str, status: int) -> None:
    first = at_desk(stage.cast, "window_1")
    first.post(ADDRESS, sent(first))
    answer: Any = at_desk(stage.cast, post).get(f"/window/b/{Bundle.objects.get().pk}/")
    assert answer.status_code == status
