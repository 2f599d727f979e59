"""In which form a body holds a power, and what follows from it: who answers for its decisions, who supervises. Pure.

Licence Law art. 24 (who entrusts answers), art. 25 (several bodies' licences in one, by approval of the State Council).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, TypeVar

from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules import codes

HOLDER, FORMER = "holder", "former"
ANSWERS: Final[Mapping[str, str]] = {
    "statutory": HOLDER,
    "transferred": HOLDER,
    "concentrated": HOLDER,
    "entrusted": FORMER,
    "posted_team": FORMER,
    "co_handling": HOLDER,
}
"""Who is the respondent when a decision is reviewed or sued: whoever holds the power, or who gave it out of hand."""
IN_FORMERS_NAME: Final = tuple(sorted(form for form, who in ANSWERS.items() if who == FORMER))
"""The forms in which the holder acts in the name of the body that had the power before (Licence Law art. 24)."""
WATCHED: Final = frozenset({"concentrated", "entrusted", "posted_team"})
"""The forms in which the body that had the power before goes on to supervise what is granted."""
KEPT: Final = frozenset({"statutory", "transferred", "concentrated"})
"""The forms in which the list office itself says who has a power; the others need a delegation decision."""
BELOW: Final = frozenset({"township", "centre"})
"""Kinds of bodies to which a power comes down, and from which it goes back, by a delegation decision alone."""
Body = TypeVar("Body")


def respondent(form: str, holder: Body, former: Body | None) -> Body:
    """The body that answers for decisions made in a form."""
    return former if ANSWERS[form] == FORMER and former is not None else holder


def grant_problem(function: str, form: str, *, ends_first: bool, watched: bool) -> Refusal | None:
    """Why a power cannot be given so; `watched`: another body is named that supervises what is granted."""
    if function not in codes.FUNCTIONS or form not in codes.LEGAL_FORMS:
        return Refusal(
            "holding.form", "职能或法律形式不在规定之内。", "The function or legal form is not one of the list."
        )
    if ends_first:
        return Refusal("holding.order", "结束时间应晚于开始时间。", "It must end after it begins.")
    if form == "concentrated" and not watched:
        return Refusal(
            "holding.unwatched",
            "相对集中行使的权力，要写明由哪个原主管部门负责监管。",
            "For a concentrated power say which former body supervises what is granted.",
        )
    return None


def move_problem(form: str, *, same_body: bool, had: bool, kinds: Collection[str]) -> Refusal | None:
    """Why a power cannot be moved so; None if it can. `kinds`: what the body that has it and the new one are."""
    if not had:
        return Refusal(
            "holding.nobody", "这项权力现在没有单位行使，不能划转。", "Nobody holds this power now; it cannot be moved."
        )
    if same_body:
        return Refusal("holding.same", "这项权力本来就由这个单位行使。", "This body holds this power already.")
    if form not in ANSWERS:
        return Refusal("holding.form", "法律形式不在规定之内。", "The legal form is not one of the list.")
    return None if form in KEPT and not BELOW & set(kinds) else BY_DECISION


def first_problem(form: str, *, decided: bool) -> Refusal | None:
    """Why a power cannot be given to its first body at a place; `decided`: somebody decides on it there already."""
    return BY_DECISION if decided or form not in KEPT else None


BY_DECISION: Final = Refusal(
    "holding.delegated",
    "交给乡镇（街道）、中心，或者从那里收回，以及委托、派驻、协同办理，要在“放权”里办理：先征求意见、公布，条件到位后启用。",
    "What goes to townships or centres, or back from them, and what is entrusted, seconded or co-handled needs a "
    "delegation decision: asked about, published, ready, then activated.",
)
