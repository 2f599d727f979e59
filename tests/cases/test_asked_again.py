"""X-06: a paper that the platform had and that was asked for again is found, counted by body, and opens its cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from tests.cast import Cast, on
from tests.people import signed_in
from tongban.agencies.queries import account_of_official
from tongban.cases.queries.askagain import again_between, again_lines
from tongban.cases.rules.askagain import CERTIFICATE, EARLIER, Handed, Held, asked_again, plain_name

ME, BODY, CASE = UUID(int=1), UUID(int=2), UUID(int=3)
PAPER = Handed(CASE, "QH2", ME, BODY, "食品经营许可", "营业执照副本（复印件）", on(11, 3))
# A proof that an organ issued, and a plan that the applicant drew: a plan is another each time.
PAPERS = ("m_manager", "m_layout")
CARD = Held(ME, "营业执照", CERTIFICATE, on(2, 2), "JY-1")
BEFORE = Held(ME, "营业执照（原件）", EARLIER, on(10, 1), "QH1")


@pytest.mark.parametrize(
    ("held", "how"),
    [
        ((CARD,), CERTIFICATE),
        ((BEFORE,), EARLIER),
        ((BEFORE, CARD), CERTIFICATE),  # what was issued here is the better source
        ((replace(CARD, applicant=UUID(int=9)),), None),  # somebody else's
        ((replace(CARD, since=on(11, 4)),), None),  # not yet known then
        ((replace(BEFORE, ref="QH2"),), None),  # supplied in the same case after a notice
        ((replace(BEFORE, paper="食品安全管理制度"),), None),
        ((replace(CARD, paper="（）"),), None),  # a title without a word is in every name
    ],
)
def test_x_06_what_the_platform_had_is_asked_again(held: tuple[Held, ...], how: str | None) -> None:
    found = asked_again([PAPER], held)
    assert [one.how for one in found] == ([how] if how else [])


def test_names_differ_in_their_form_only() -> None:
    assert plain_name("营业执照副本（复印件）") == plain_name("营业执照 正本") == "营业执照"


def test_x_06_lived_cases_are_counted_by_body_and_paper(cast: Cast) -> None:
    first, second = (cast.receive(on(11, day), papers=PAPERS) for day in (2, 9))
    found = again_between(on(11, 1), on(11, 30))
    assert {one.handed.number for one in found} == {second.number}
    assert [(one.ref, one.paper) for one in found] == [(first.number, "食品安全管理员考核证明")]
    counted = again_lines(found)
    assert {(one.body_id, one.how, one.count) for one in counted} == {(cast.county.bodies["market"], EARLIER, 1)}
    assert again_between(on(11, 1), on(11, 8)) == []
    assert again_between(on(11, 1), on(11, 30), [cast.county.bodies["fire"]]) == []


def test_x_06_each_number_opens_its_cases(cast: Cast, settings: Any) -> None:
    settings.DEMO = True  # no second step
    now = timezone.now()
    cast.receive(now - timedelta(days=9), papers=PAPERS)
    number = cast.receive(now - timedelta(days=2), papers=PAPERS).number
    office = signed_in(account_of_official(cast.county.holders["list_office"][0]))
    page = office.get("/desk/asked-again/").content.decode()
    assert number not in page.replace(" ", "")
    figure = page.split('<td class="num"')[1].split('href="')[1].split('"')[0].replace("&amp;", "&")
    assert number in office.get(f"/desk/asked-again/{figure}").content.decode().replace(" ", "")


def test_nasty_words_in_the_address_open_nothing(cast: Cast, settings: Any) -> None:
    settings.DEMO = True  # no second step
    office = signed_in(account_of_official(cast.county.holders["list_office"][0]))
    for query in ("?body=%00", f"?body={BODY}&paper=%00&how=x", f"?body={'9' * 400}"):
        assert office.get(f"/desk/asked-again/{query}").status_code == 200
