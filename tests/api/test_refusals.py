"""Each refusal of the interface has its number by what it says: somebody else's, not possible now, or to be mended."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.api import refusals
from tests.api.conftest import Caller
from tests.api.test_problems import told
from tests.api.test_whole_way import done, submitted
from tests.cast import Cast
from tongban.config.interface.problems import STATUS, status_of
from tongban.kernel.refusals import Refusal

Token = Callable[..., Caller]
LISTED = [code for codes in STATUS.values() for code in codes]


def unjudged(listed: set[str]) -> set[str]:
    """Refusals that an operation can end in and of which nobody has said what they are."""
    return set(refusals.refusals()) - listed - refusals.INPUT - refusals.OURS - refusals.GENERAL


def test_every_refusal_of_an_operation_was_judged_once() -> None:
    assert unjudged(set(LISTED)) == set(), "say in problems.STATUS or in tests/api/refusals.py what it is"
    assert len(LISTED) == len(set(LISTED))
    assert not set(LISTED) & (refusals.INPUT | refusals.OURS)
    gone = (refusals.INPUT | refusals.OURS) - set(refusals.refusals())
    assert gone == set(), "no operation ends in these any more"
    assert len(refusals.refusals()) > 250


def test_a_refusal_that_nobody_judged_turns_the_check_red() -> None:
    assert unjudged(set(LISTED) - {"hearing_told_already"}) == {"hearing_told_already"}


@pytest.mark.parametrize(
    ("code", "status"),
    [("hearing_told_already", 409), ("quota_full", 409), ("rights_nobody", 409), ("only_oneself", 403),
     ("second_person", 403), ("hearing_venue", 422), ("rights_confirm", 422)],
)  # fmt: skip
def test_what_the_state_forbids_is_no_fault_of_what_was_sent(code: str, status: int) -> None:
    assert status_of(Refusal(code, "", "")) == status


def test_the_right_to_a_hearing_told_twice_is_a_matter_of_the_state(
    cast: Cast, applicant: Caller, token: Token
) -> None:
    case, review = str(submitted(applicant, cast)["case_id"]), token("market_review")
    done(review.post(f"/cases/{case}/accept?promise=signed"))
    done(review.post(f"/cases/{case}/hearing/rights", {}))
    told(review.post(f"/cases/{case}/hearing/rights", {}), 409, "hearing_told_already")
