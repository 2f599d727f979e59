"""Breach and look-alike of the rules on seals, first says, charges, promises never checked, bad ratings and vetoes."""

from __future__ import annotations

from typing import Any

from tests.supervision.story import Small, Story, on, ref, version_of
from tests.supervision.trials import Trial, begun, turned_away
from tests.supervision.trials_lists import decides, handed_on, many, without


def sealed(name: str = "case", by: str = "market") -> Story:
    """Decided by Liuhe, which holds the power now; the result bears the seal of a body."""
    story = Story(name).received(on(11, 2)).accepted(on(11, 3)).reviewed(on(11, 5), body="liuhe")
    return story.decided(on(11, 9), body="liuhe").issued(on(11, 9, 10, 5), sealed_by=str(ref(by)))


def entrusted() -> Small:
    """Liuhe decides in the name of the market bureau: name and seal stay."""
    world = handed_on()
    world.seals = ref("market")
    return world


def said_first(name: str, place: int, body: str = "market") -> Story:
    """Reviewed by a body before Liuhe decided."""
    return decides(name, place, spread=90, body="liuhe") if body == "market" else _own(name, place)


def _own(name: str, place: int) -> Story:
    story = decides(name, place, spread=90, body="liuhe")
    for place_, fact in enumerate(story.facts):
        if fact.type == "case.reviewed":
            story.facts[place_] = fact.__class__(**{**_columns(fact), "body_id": ref("liuhe")})
    return story


def _columns(fact: Any) -> dict[str, Any]:
    return {name: getattr(fact, name) for name in fact.__dataclass_fields__}


def charge(name: str, amount: int) -> Story:
    return Story("charge", "charge").told(
        "charge.assessed", on(11, 4), charge="fee", item=str(ref("restaurant")), name=name, amount=amount
    )


def priced() -> Small:
    """Ten yuan for each certificate."""
    paid = {"charged": True, "items": [{"name": "工本费", "rate": "每证 10 元", "basis": "价目表"}]}
    return Small(version_of("v1", lambda content: content.update(fee=paid)))


def promised() -> Small:
    """The item can be granted on a promise that is checked within ten working days."""
    told = {"conditions": [{"zh": "符合条件", "en": "Conditions met"}], "check_days": 10,
            "consequence": {"zh": "撤销", "en": "revoked"}}  # fmt: skip
    return Small(version_of("v1", lambda content: content.update(commitment=told)))


def granted_on_a_promise(*, checked: bool) -> Story:
    """Granted on 9 November, so to be checked until the 23rd."""
    story = begun().told("case.committed", on(11, 3), materials=[], conditions=1, document="d").reviewed(on(11, 5))
    story.decided(on(11, 9)).delivered(on(11, 10))
    return story.told("case.commitment_checked", on(11, 20), result="kept", late=False) if checked else story


def asked_for_a_hearing(*, called: bool) -> Story:
    story = begun().told("case.hearing_right_told", on(11, 4), right="r", until="2026-11-11", document="d")
    story.told("case.hearing_answered", on(11, 6), right="r", answer="asked", hearing="h", hold_by="2026-12-04")
    fields = {"hearing": "h", "held": on(12, 3).isoformat(), "chair": "x", "document": "d", "late": False}
    return story.told("case.hearing_called", on(11, 20), **fields) if called else story


def bad_rating(*steps: dict[str, Any]) -> Story:
    """A bad rating by name on 2 November: contact until the 3rd, put right until the 23rd."""
    story = Story("rating", "rating").told(
        "rating.given", on(11, 2), by="chen", body="", post="", level=5, named=True,
        contact_by=on(11, 3, 17).isoformat(),
        rectify_by=on(11, 23, 17).isoformat(), state="open",
    )  # fmt: skip
    story.facts[-1].data["body"] = str(ref("market"))
    for day, fields in enumerate(steps, start=3):
        story.told("rating.moved", on(11, day), **fields)
    return story


CONTACT = {"act": "contact", "result": "reached", "late": False}
PLANNED = {"act": "rectify", "result": "planned", "late": False, "rectify_by": on(11, 30, 17).isoformat()}
FIXED = {"act": "rectify", "result": "fixed", "late": False}

MORE: dict[str, Trial] = {
    "holder.seal": Trial(sealed, sealed, world=handed_on, alike_world=entrusted),
    "holder.hollow_seal": Trial(
        lambda: many(4, lambda name, _: sealed(name)), lambda: many(4, lambda name, _: sealed(name, "liuhe")),
        world=handed_on,
    ),
    "holder.hollow_review": Trial(
        lambda: many(4, said_first), lambda: many(4, lambda name, place: said_first(name, place, "liuhe")),
        world=handed_on,
    ),
    "accept.turned_away": Trial(turned_away, turned_away, alike_world=without("accept")),
    "fee.rate": Trial(lambda: charge("工本费", 2550), lambda: charge("工本费", 3000), world=priced),
    "pause.unlisted": Trial(
        lambda: begun().paused(on(11, 6), pause_kind="site_survey"),
        lambda: begun().paused(on(11, 6), pause_kind="expert_review"),
    ),
    "hearing.not_called": Trial(
        lambda: asked_for_a_hearing(called=False), lambda: asked_for_a_hearing(called=True), on(12, 5)
    ),
    "commitment.unchecked": Trial(
        lambda: granted_on_a_promise(checked=False), lambda: granted_on_a_promise(checked=True), on(11, 25),
        world=promised,
    ),
    "rating.uncontacted": Trial(bad_rating, lambda: bad_rating(CONTACT), on(11, 5)),
    "rating.unrectified": Trial(
        lambda: bad_rating(CONTACT, PLANNED), lambda: bad_rating(CONTACT, PLANNED, FIXED), on(12, 1)
    ),
    "veto.tried": Trial(
        lambda: Story("plan", "appraisal_plan").told("appraisal_plan.refused", on(11, 2), found=["weight"]),
        lambda: Story("plan", "appraisal_plan").told("appraisal_plan.filed", on(11, 2), approved=1),
    ),
}  # fmt: skip
