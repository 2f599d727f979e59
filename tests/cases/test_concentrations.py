"""Where decisions are taken, counted from events: a window that only collects is flagged, until it decides."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from tests.cast import Cast, on, small_county
from tests.people import signed_in
from tests.stages import decided
from tests.village import village
from tongban.agencies.actions import open_centre
from tongban.agencies.queries import account_of_official
from tongban.centres import followers
from tongban.centres.actions.register import give_authority, place_item, withdraw_authority
from tongban.centres.queries.register import Register, authorities, decisions_of, register
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(settled: None) -> Cast:
    made = small_county()
    centre = made.county.bodies["centre"]
    open_centre(body_id=centre, address_zh="人民路 1 号", address_en="1 Renmin Road", by=SYSTEM, at=on(11, 1))
    place(made, "collects")
    return made


def place(cast: Cast, function: str, reason: str = "") -> Any:
    return place_item(
        centre_id=cast.county.bodies["centre"], item_id=version(cast.version_id).item_id,
        body_id=cast.county.bodies["market"], function=function, reason=reason, by=SYSTEM, at=on(11, 2),
    )  # fmt: skip


def counted(cast: Cast) -> Register:
    for entry in events_of("case", decided(cast)):
        followers.count_decisions(entry)
    return register(since=date(2026, 11, 1))


def authorise(cast: Cast, seal: bool = True) -> Any:
    head = cast.officer("market_decide", on(11, 2))
    items = [version(cast.version_id).item_id]
    return give_authority(post_id=cast.county.posts["market_decide"], items=items, seal=seal, by=head, at=on(11, 2))


def test_s_02_a_window_that_only_collects_is_flagged(cast: Cast) -> None:
    found = counted(cast)
    (market,) = [one for one in found.concentrations if one.body.key == "market"]
    assert (market.decided, market.in_hall, market.flagged) == (1, 0, True)
    assert (found.decisions.part, found.decisions.whole) == (0, 1)


def test_s_02_decisions_under_authority_with_the_seal_are_taken_in_the_hall(cast: Cast) -> None:
    authorise(cast)
    found = counted(cast)
    assert (found.decisions.part, found.decisions.whole, found.decisions.percent) == (1, 1, "100.00")
    assert not any(one.flagged for one in found.concentrations)


def test_s_02_without_the_seal_in_the_hall_it_is_not_decided_there(cast: Cast) -> None:
    authorise(cast, seal=False)
    assert counted(cast).decisions.part == 0


def test_s_02_an_authority_that_was_withdrawn_counts_no_more(cast: Cast) -> None:
    given = authorise(cast)
    with pytest.raises(Refused, match="authority_there"):
        authorise(cast)
    withdraw_authority(authority_id=given, by=cast.officer("market_decide", on(11, 3)), at=on(11, 3))
    assert authorities() == []
    assert counted(cast).decisions.part == 0


def test_s_03_a_section_that_came_whole_stands_there_with_its_seal_and_authority(cast: Cast) -> None:
    assert register(since=date(2026, 11, 1)).rates[1].part == 0
    given = authorise(cast)
    place(cast, "decides")
    whole = register(since=date(2026, 11, 1))
    assert (whole.rates[1].part, whole.rates[1].whole) == (1, 1)
    recorded = events_of("window_authority", given)[0]
    assert (recorded.type, recorded.data["seal"]) == ("window_authority.given", True)
    assert recorded.data["items"] == [str(version(cast.version_id).item_id)]
    assert [(one.seal, one.items) for one in authorities()] == [(True, ("开餐饮店一件事",))]


def test_s_04_the_gap_falls_when_an_item_is_opened_in_a_village_point(cast: Cast) -> None:
    body = village(cast).cast.county.bodies["heyan"]
    open_centre(body_id=body, address_zh="河沿村 1 号", address_en="1 Heyan Village", by=SYSTEM, at=on(11, 1))
    before = register(since=date(2026, 11, 1))
    assert (before.gap, [point.level for point in before.points]) == (1.0, ["county", "village"])
    place_item(
        centre_id=body, item_id=version(cast.version_id).item_id, body_id=cast.county.bodies["market"],
        function="collects", reason="", by=SYSTEM, at=on(11, 2),
    )  # fmt: skip
    after = register(since=date(2026, 11, 1))
    assert (after.gap, after.points[-1].collects) == (0.0, 1)


def test_only_the_head_of_the_body_gives_authority(cast: Cast) -> None:
    for post in ("forestry_decide", "market_review", "centre_manager"):
        with pytest.raises(Refused, match="not_the_head"):
            give_authority(
                post_id=cast.county.posts["market_decide"], items=[cast.version_id], seal=True,
                by=cast.officer(post, on(11, 2)), at=on(11, 2),
            )  # fmt: skip


def test_who_handles_an_item_outside_and_why_stands_in_the_register(cast: Cast) -> None:
    with pytest.raises(Refused, match="entry_incomplete"):
        place(cast, "outside")
    place(cast, "outside", "system")
    (line,) = register(since=date(2026, 11, 1)).outside
    assert (line.body.key, line.reason) == ("market", "system")


def test_s_05_the_manager_sees_the_register_and_no_button_to_decide(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    counted(cast)
    client = signed_in(account_of_official(cast.county.holders["centre_manager"][0]))
    page = client.get("/centre/register/").content.decode()
    assert "只收不办" in page
    assert "准予" not in page
    sent = {"centre": cast.county.bodies["centre"], "item": "QH-YJS-001", "body": cast.county.bodies["market"]}
    assert client.post("/centre/register/", sent | {"function": "outside"}).status_code == 409
    assert client.post("/centre/register/", sent | {"function": "decides"}).status_code == 302
    assert client.post("/centre/register/", sent | {"item": "NONE\0"}).status_code in (409, 422)


def test_the_head_gives_and_withdraws_authority_on_the_page(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    client = signed_in(account_of_official(cast.county.holders["market_decide"][0]))
    sent = {"post": cast.county.posts["market_decide"], "items": "QH-YJS-001", "seal": "on"}
    assert client.post("/centre/authority/", sent).status_code == 302
    (given,) = authorities()
    assert "印章在大厅" in client.get("/centre/authority/").content.decode()
    assert client.post("/centre/authority/", {"withdraw": given.id}).status_code == 302
    assert client.post("/centre/authority/", {"withdraw": given.id}).status_code == 409


FIGURE = re.compile(r'href="(\?of=[^"]*)">(\d+)<')


def test_each_figure_of_the_register_opens_as_many_records(cast: Cast, settings: Any, time_machine: Any) -> None:
    settings.DEMO = True
    counted(cast)
    time_machine.move_to(on(11, 30))
    client = signed_in(account_of_official(cast.county.holders["centre_manager"][0]))
    figures = FIGURE.findall(client.get("/centre/register/").content.decode())
    assert len(figures) >= 10
    for query, number in figures:
        page = client.get(f"/centre/register/{query.replace('&amp;', '&')}").content.decode()
        part = page.split('id="records"')[1].split("<h2>")[0]
        days = re.findall(r'decided=[^"]*">(\d+)<', part)
        rows = len(re.findall(r'<th scope="row">', part))
        if "function=decides" not in query and "of=items&amp;function" not in query:
            assert (sum(map(int, days)) if "decisions" in query else rows) == int(number), query
    assert client.get("/centre/register/?of=items&body=%00&centre=x&function=%00").status_code == 200


def test_the_days_of_decisions_open_their_cases(cast: Cast, settings: Any) -> None:
    settings.DEMO = True
    counted(cast)
    body = cast.county.bodies["market"]
    days = decisions_of(body, since=date(2026, 11, 1))
    client = signed_in(account_of_official(cast.county.holders["centre_manager"][0]))
    page = client.get(f"/desk/list/?body=market&decided={days[0].day.isoformat()}").content.decode()
    assert page.count("data-row") == sum(one.number for one in days)
