"""What is entrusted is done in the entruster's name: papers, certificate, remedies; before and after, in one's own.

Licence Law art. 24: the entrusted organ acts in the name of the entrusting one, which answers for what it does.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest

from tests.cast import on
from tests.delegation.stage import Stage, stage
from tests.delegation.test_handover import decided, received, reviewed
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import issue_result
from tongban.cases.queries import step as reading
from tongban.certificates.models import Certificate
from tongban.documents.actions.remedies import set_review_line
from tongban.documents.models import Document
from tongban.kernel.actor import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
COURT = ("青禾县人民法院", "Qinghe County Court")


def made_with_lines() -> Stage:
    """The bureau is run from above, the township by the county: who reviews tells whose decision it is."""
    made = stage()
    for body, line, above in (
        ("market", "vertical", ("河阳市市场监督管理局", "City bureau")),
        ("liuhe", "level", ("", "")),
    ):
        set_review_line(
            body_id=made.cast.county.bodies[body], line=line, court=COURT, authority=above, by=SYSTEM, at=on(1, 5)
        )
    return made


def finished(made: Stage, who: str, at: datetime) -> UUID:
    """A case received on a morning and decided the same day by a body; its certificate issued."""
    case = received(made, at)
    accept_case(case_id=case, by=made.cast.officer(f"{who}_review", at), at=at)
    reviewed(made, case, at)
    assert decided(made, case, f"{who}_decide", at) == "grant"
    issue_result(case_id=case, at=at)
    return case


def named(case: UUID) -> tuple[set[UUID], set[str], str, UUID]:
    """Whose papers and certificate these are, whose name is printed, and who reviews the decision."""
    papers = Document.objects.filter(subject_id=case, kind__in=["acceptance", "grant"])
    assert papers.count() == 2
    decision = papers.get(kind="grant").data
    printed = {one.data["body_name"]["zh"] for one in papers}
    whose = Certificate.objects.values_list("body_id", flat=True).get(case_id=case)
    return {one.body_id for one in papers}, printed, decision["remedies"]["reconsideration_body"], whose


def test_d_12_what_is_entrusted_bears_the_entrusters_name_and_seal_and_is_reviewed_as_its_act() -> None:
    made = made_with_lines()
    made.activated()
    bureau = made.cast.county.bodies["market"]
    asked = {at: named(finished(made, who, at)) for who, at in (("market", on(6, 30, 10)), ("liuhe", on(7, 1, 10)))}
    told = ({bureau}, {"青禾县市场监督管理局"}, "河阳市市场监督管理局", bureau)
    assert list(asked.values()) == [told, told]


def test_d_12_what_the_province_gave_bears_the_townships_own_name() -> None:
    made = made_with_lines()
    made.activated(form="transferred", authority_level="province", lines=[made.wish()])
    papers, printed, above, whose = named(finished(made, "liuhe", on(7, 1, 10)))
    assert (papers, printed, whose) == ({made.town}, {"青禾县柳河镇人民政府"}, made.town)
    assert above == "青禾县人民政府"


def test_d_12_a_reading_that_forgets_the_form_would_print_the_holders_name(monkeypatch: pytest.MonkeyPatch) -> None:
    made = made_with_lines()
    made.activated()
    for name in ("_COLUMNS", "_BY_TASK", "_BY_CASE", "_TAKING"):
        monkeypatch.setattr(reading, name, getattr(reading, name).replace(reading._NAMED, "c.body_id"))
    assert named(finished(made, "liuhe", on(7, 1, 10)))[0] == {made.town}
