"""An act on very many lines is asked for on a page and done by the worker: whole, or refused with its sentence."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.delegation.stage import ACTIVATED, DRAFTED, Stage, stage
from tests.delegation.test_pages import page, signed_in
from tongban.delegation.actions.longacts import ask_long, carry_out
from tongban.delegation.models import Decision, LongAct
from tongban.delegation.pages import bulk, decision
from tongban.kernel.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


@pytest.fixture(autouse=True)
def _demonstration(settings: Any) -> None:
    """Officials without a second step."""
    settings.DEMO = True


def asked(made: Stage, subject: UUID, act: str = "activate") -> UUID:
    return ask_long(act=act, subject_id=subject, lines=1, by=made.office, at=ACTIVATED)


def test_an_act_that_was_asked_for_is_done_once_by_the_worker() -> None:
    made = stage()
    subject = made.published()
    long = asked(made, subject)
    with pytest.raises(Refused, match="long.asked"):
        asked(made, subject)
    assert [carry_out(long_id=long, at=ACTIVATED) for _ in range(2)] == ["done", ""]
    assert Decision.objects.get(pk=subject).state == "active"


def test_what_cannot_be_is_told_with_its_sentence_and_can_be_asked_for_again() -> None:
    made = stage()
    subject = made.draft(at=DRAFTED)
    assert carry_out(long_id=asked(made, subject), at=ACTIVATED) == "refused"
    row = LongAct.objects.get()
    assert row.problem["zh"]
    assert row.problem["en"]
    assert asked(made, subject) != row.pk


def test_one_that_broke_off_without_a_word_does_not_bar_the_next() -> None:
    made = stage()
    subject = made.published()
    LongAct.objects.filter(pk=asked(made, subject)).update(state="running", began_at=ACTIVATED - timedelta(hours=1))
    again = asked(made, subject)
    assert LongAct.objects.exclude(pk=again).get().state == "broken"
    assert carry_out(long_id=again, at=ACTIVATED) == "done"


def test_the_page_does_not_wait_for_a_long_act_but_tells_how_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decision, "LONG", 1)
    monkeypatch.setattr(bulk, "LONG", 1)
    made = stage()
    office, where = signed_in(made, "list_office"), f"/delegation/sheets/{made.previewed(['暂缓：x']).sheet_id}/"
    assert office.post(where).status_code == 302
    told = page(office, where)
    assert 'http-equiv="refresh"' in told
    assert "起草" not in told.split("</h1>")[1].split("<h2>")[0]
    carry_out(long_id=LongAct.objects.get().pk, at=DRAFTED)
    told = page(office, where)
    assert 'http-equiv="refresh"' not in told
    assert f"/delegation/decisions/{Decision.objects.get().pk}/" in told
