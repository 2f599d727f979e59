"""A power that came down: what stays due and who sees it, who really decides (D-16, D-18, D-20)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.core.exceptions import ValidationError

from tests.cast import on
from tests.delegation.stage import EFFECTIVE, Stage, stage
from tests.delegation.test_handover import decided, received, reviewed
from tests.delegation.test_pages import page, send, signed_in
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import issue_result
from tongban.delegation.actions.use import note_use
from tongban.delegation.models import Line, Voice
from tongban.delegation.pages import board
from tongban.delegation.queries import board as queries
from tongban.delegation.queries import use
from tongban.kernel.ids import uuid7
from tongban.ledger.queries import events_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
MINE, LATE = "本单位放权后还要做的指导和抽查", "指导、抽查逾期的放权部门"


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    settings.DEMO = True


def long_ago(made: Stage) -> UUID:
    """A power that came down in February: everything about it is due by now."""
    return made.activated(
        drafted=on(1, 21), published=on(1, 22), at=on(1, 25), effective_at=on(2, 1, 0),
        authority_published_on=date(2026, 1, 10), lines=[made.wish(until=on(12, 31))],
    )  # fmt: skip


def test_d_16_the_county_sees_each_look_back_that_is_over_and_closes_it() -> None:
    made = stage()
    address, head = f"/delegation/powers/{long_ago(made)}/", signed_in(made, "county_head")

    def seen() -> tuple[bool, int]:
        matrix = page(head, "/delegation/?show=overdue").partition("<h2>")[0]
        return address in matrix, matrix.count("回头看逾期")

    assert seen() == (True, 2)  # in the cell, and counted above
    assert send(head, address, **{"do": "look_back", "look_back-outcome": "keep"}) == 302
    assert seen() == (False, 1)


def test_d_16_more_powers_than_the_board_holds_hide_no_look_back_that_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    made = stage()
    line, elsewhere = long_ago(made), made.cast.county.places["990823102"]
    made.activated(number="青禾政发〔2026〕31号", lines=[made.wish(place_id=elsewhere, until=on(12, 31))])
    monkeypatch.setattr(queries, "MOST", 1)
    head, address = signed_in(made, "county_head"), f"/delegation/powers/{line}/"
    matrix = [page(head, f"/delegation/{ask}").partition("<h2>")[0] for ask in ("", "?show=overdue", "?town=990823101")]
    assert [address in one for one in matrix] == [False, True, True]
    assert ["选择乡镇可看它的全部" in one for one in matrix] == [True, False, False]
    assert all("回头看逾期 1 项" in one for one in matrix)


@pytest.mark.parametrize("state", ["live", "trial", "taken_back"])
def test_d_16_the_database_has_no_power_in_force_without_a_day_for_its_look_back(state: str) -> None:
    (rule,) = [one for one in Line._meta.constraints if one.name == "line_in_force_is_looked_back_at"]
    line = Line(state=state, starts_at=EFFECTIVE, lookback_due=date(2027, 1, 1))
    rule.validate(Line, line)
    line.lookback_due = None
    with pytest.raises(ValidationError, match="line_in_force_is_looked_back_at"):
        rule.validate(Line, line)


def used(made: Stage, *, really: str, kinds: tuple[str, ...]) -> str:
    """A power used once, as the ledger tells it; what was done of these kinds was done by a body. Its page."""
    line, case = long_ago(made), received(made, on(3, 2))
    accept_case(case_id=case, by=made.cast.officer("liuhe_review", on(3, 3)), at=on(3, 3))
    reviewed(made, case, on(3, 4))
    assert decided(made, case, "liuhe_decide", on(3, 5)) == "grant"
    for entry in events_of("case", case):
        by = made.cast.county.bodies[really] if entry.type in kinds else entry.body_id
        note_use(replace(entry, body_id=by))
    return page(signed_in(made, "county_head"), f"/delegation/powers/{line}/")


@pytest.mark.parametrize(
    ("really", "kinds", "hollow"),
    [("market", (), False), ("market", ("case.decided",), True), ("market", ("case.reviewed",), True),
     ("urban", ("case.reviewed",), False)],
)  # fmt: skip
def test_d_20_who_really_decided_is_read_from_the_ledger_and_stands_on_the_page(
    really: str, kinds: tuple[str, ...], hollow: bool
) -> None:
    shown = used(stage(), really=really, kinds=kinds)
    assert hollow == really_above(shown)


@pytest.mark.parametrize("entrusted", [True, False])
def test_d_20_whose_seal_the_result_bears_is_read_from_the_ledger(
    entrusted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decided by the township, sealed by the giver: lawful where the power is entrusted, hollow where it was given."""
    made = stage()
    line, case = long_ago(made), received(made, on(3, 2))
    accept_case(case_id=case, by=made.cast.officer("liuhe_review", on(3, 3)), at=on(3, 3))
    reviewed(made, case, on(3, 4))
    assert decided(made, case, "liuhe_decide", on(3, 5)) == "grant"
    issue_result(case_id=case, at=on(3, 5, 11))
    told = events_of("case", case)
    assert [one.data["sealed_by"] for one in told if one.type == "case.result_issued"] == [
        str(made.cast.county.bodies["market"])
    ]
    for entry in told:
        note_use(entry)
    if not entrusted:
        monkeypatch.setattr(use, "IN_FORMERS_NAME", ())
    assert really_above(page(signed_in(made, "county_head"), f"/delegation/powers/{line}/")) is not entrusted


def really_above(shown: str) -> bool:
    """Whether the page of a power calls it hollow, with the cases that make it so."""
    former = shown.partition("原单位决定、先审或者盖章")[2].partition("</dd>")[0]
    hollow = "放虚不放实" in shown
    assert hollow == ("/cases/" in former or "第 1 件" in former), former
    return hollow


def test_d_16_requests_and_bad_ratings_stand_beside_the_figures_and_open() -> None:
    made = stage()
    line = long_ago(made)
    for number, kind in (("QZ-7", "request"), ("HP-8", "low_rating")):
        Voice.objects.create(
            event_id=uuid7(), kind=kind, item_id=made.item, subject_kind="x", subject_id=uuid7(), number=number,
            place_id=made.place, at=on(3, 2),
        )  # fmt: skip
    shown = page(signed_in(made, "county_head"), f"/delegation/powers/{line}/")
    assert [one in shown for one in ("群众诉求", "QZ-7", "差评", "HP-8")] == [True] * 4


def test_d_18_who_gave_a_power_sees_what_it_still_owes_and_the_county_who_is_late() -> None:
    made = stage()
    address = f"/delegation/powers/{long_ago(made)}/"
    giver, head = signed_in(made, "market_decide"), signed_in(made, "county_head")
    for client, words in ((giver, MINE), (head, LATE)):
        told = page(client, "/delegation/").partition(words)[2].partition("</table>")[0]
        assert (told.count("逾期"), told.count(address)) == (2, 2)
    assert MINE not in page(signed_in(made, "urban_decide"), "/delegation/")
    for kind in ("guidance", "sample"):
        assert send(giver, address, **{"do": "check", "check-kind": kind, "check-words": "到场"}) == 302
    assert "逾期" not in page(giver, "/delegation/").partition(MINE)[2].partition("</table>")[0]
    assert LATE not in page(head, "/delegation/")


def test_d_18_a_board_that_forgets_what_the_giver_owes_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "visits_owed", lambda *_, **__: [])
    with pytest.raises(AssertionError):
        test_d_18_who_gave_a_power_sees_what_it_still_owes_and_the_county_who_is_late()
