"""For each rule on the hotline's orders and on questions put to an official one breach and one look-alike."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.supervision.story import Story, on, ref
from tests.supervision.trials import Trial

DAY = timedelta(days=1)


def order(name: str = "order") -> Story:
    """Taken and dispatched to the market bureau on 2 November: to be signed on the 3rd, answered on the 9th."""
    story = Story(name, "order").told("order.taken", on(11, 2), state="taken", round=0, urgency="general",
                                      due_at=on(11, 9, 17).isoformat())  # fmt: skip
    return dispatched(named(story, "desk"), on(11, 2, 11))


def named(story: Story, body: str) -> Story:
    """The newest event tells of a body, which is another than the one that acted."""
    story.facts[-1].data["body"] = str(ref(body))
    return story


def dispatched(story: Story, at: datetime, node: str = "n1", *, to: str = "market", **data: Any) -> Story:
    told = {
        "node": node, "no": 1, "role": "lead", "round": 0, "basis": "line", "sign_by": (at + DAY).isoformat(),
        "answer_by": on(11, 9, 17).isoformat(), "late": False,
    }  # fmt: skip
    return named(story.told("order.dispatched", at, body="desk", **{**told, **data}), to)


def signed(story: Story | None = None) -> Story:
    return (story or order()).told("order.signed", on(11, 2, 15), node="n1", late=False)


def contacted(story: Story | None = None, *, late: bool = False) -> Story:
    return (story or signed()).told("order.contacted", on(11, 3, 9), node="n1", how="phone", late=late)


def replied(story: Story | None = None, *, drawn: bool = True) -> Story:
    """Answered on 5 November; the callback, where it is drawn, until the 10th."""
    return (story or contacted()).told("order.replied", on(11, 5), node="n1", round=0, result="solved", drawn=drawn,
                                       next_by=on(11, 10, 17).isoformat(), late=False)  # fmt: skip


def called_back(story: Story, by: str = "liu") -> Story:
    return story.told("order.called_back", on(11, 6), by=by, body="desk", round=0, no=1, reached=True, solved=True)


def closed(story: Story, ending: str = "called_back") -> Story:
    return story.told("order.closed", on(11, 6, 11), body="desk", ending=ending, solved=True, late=False)


def sent_back(story: Story | None = None, day: int = 3) -> Story:
    return (story or order()).told("order.sent_back", on(11, day, 9), node="n1", ground="not_ours",
                                   decide_by=on(11, day + 1, 9).isoformat())  # fmt: skip


def ruled(day: int = 3) -> Story:
    story = sent_back().told("order.arbitrated", on(11, day, 15), body="desk", node="n1", upheld=False)
    return dispatched(story, on(11, day, 15), "n2")


def extended(story: Story, at: datetime, by: str = "head", *, approved: bool = True, day: int = 16) -> Story:
    story.told("order.extension_asked", at - timedelta(hours=1), by="zhang", days=5)
    return story.told("order.extension_decided", at, by=by, approved=approved, due_before=on(11, 9, 17).isoformat(),
                      due_at=on(11, day, 17).isoformat())  # fmt: skip


def excluded(by: str) -> Story:
    story = closed(called_back(replied())).told("order.exclusion_asked", on(11, 9), ground="unlawful")
    return story.told("order.exclusion_decided", on(11, 10), by=by, body="desk", granted=True)


def supervised(story: Story) -> Story:
    return story.told("order.supervised", on(11, 4), body="desk", ground="overdue",
                      answer_by=on(11, 9, 17).isoformat())  # fmt: skip


def asked() -> Story:
    return Story("asked", "contact").told("contact.recorded", on(11, 2), owner_post=str(ref("market_desk")),
                                          answer_by=on(11, 3, 17).isoformat())  # fmt: skip


def offered(story: Story, times: int = 1) -> Story:
    for place in range(times):
        story.told("contact.offered", on(11, 2, 11 + place), to_post=str(ref("market_head")),
                   take_by=on(11, 3, 9).isoformat())  # fmt: skip
        if place < times - 1:
            story.told("contact.taken", on(11, 2, 11 + place, 30), taken=True, from_post="a", to_post="b")
    return story


def pushed() -> Story:
    """A department was told of a new firm on 2 November, to claim it or send it back by the 9th."""
    return Story("push", "push").told("push.made", on(11, 2), entrant=str(ref("entrant")), item=str(ref("restaurant")),
                                      body=str(ref("market")), claim_by=on(11, 9, 17).isoformat())  # fmt: skip


ORDERS: dict[str, Trial] = {
    "order.sign": Trial(order, lambda: dispatched(order(), on(11, 3, 9), "n2"), on(11, 4, 9)),
    "order.reply": Trial(contacted, lambda: extended(contacted(), on(11, 9)), on(11, 12)),
    "order.contact_late": Trial(lambda: contacted(late=True), contacted),
    "order.no_contact": Trial(
        lambda: closed(called_back(replied(signed()))), lambda: closed(order(), ending="out_of_scope")
    ),
    "order.ruling": Trial(sent_back, ruled, on(11, 5)),
    "order.returned_again": Trial(lambda: sent_back(ruled(), 4), sent_back),
    "order.clock_moved": Trial(
        lambda: dispatched(order(), on(11, 4), "n2", answer_by=on(11, 11, 17).isoformat()),
        lambda: dispatched(closed(order()), on(11, 4), "n2", answer_by=on(11, 11, 17).isoformat(), round=1),
    ),
    "order.extended_late": Trial(
        lambda: extended(contacted(), on(11, 10)), lambda: extended(contacted(), on(11, 10), approved=False)
    ),
    "order.extended_again": Trial(
        lambda: extended(extended(contacted(), on(11, 5)), on(11, 9)),
        lambda: extended(extended(contacted(), on(11, 5), approved=False), on(11, 9)),
    ),
    "order.own_extension": Trial(
        lambda: extended(contacted(), on(11, 9), by="zhang"), lambda: extended(contacted(), on(11, 9))
    ),
    "order.own_callback": Trial(lambda: called_back(replied(), by="zhang"), lambda: called_back(replied())),
    "order.own_exclusion": Trial(lambda: excluded("zhang"), lambda: excluded("liu")),
    "order.callback": Trial(replied, lambda: replied(drawn=False), on(11, 11)),
    "order.supervised": Trial(
        lambda: supervised(contacted()),
        lambda: supervised(contacted()).told("order.supervision_answered", on(11, 6), late=False), on(11, 10),
    ),
    "asked.unanswered": Trial(
        asked, lambda: asked().told("contact.answered", on(11, 3), late=False), on(11, 4)
    ),
    "entrant.unclaimed": Trial(pushed, lambda: pushed().told("push.claimed", on(11, 5), late=False), on(11, 12)),
    "asked.unclaimed": Trial(
        lambda: offered(asked()), lambda: offered(asked()).told("contact.taken", on(11, 2, 15), taken=False),
        on(11, 3, 12),
    ),
    "asked.passed_on": Trial(lambda: offered(asked(), 3), lambda: offered(asked(), 2)),
}  # fmt: skip
