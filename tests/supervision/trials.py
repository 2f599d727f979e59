"""For each rule one breach and one look-alike: the same story but for the one thing that makes it lawful."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from tests.supervision.story import Small, Story, done, on, ref, step, usual

Tell = Callable[[], Story | list[Story]]


@dataclass(frozen=True)
class Trial:
    """What breaks a rule and what only looks like it; `until`: when somebody looks; `world`: the lists they look at."""

    breach: Tell
    alike: Tell
    until: datetime | None = None
    world: Callable[[], Small] = Small
    alike_world: Callable[[], Small] | None = None


def begun() -> Story:
    """Accepted on 3 November: the promise ends on 13 November, the law's limit on the 17th."""
    return Story().received(on(11, 2)).accepted(on(11, 3))


def resumed(story: Story, at: datetime) -> Story:
    return story.told("case.resumed", at, pause="p", due=None, promised_due=None)


def paused_over(last: datetime) -> Story:
    """Testing from 6 to 16 November: six working days not counted."""
    return resumed(begun().paused(on(11, 6)), last)


TIMES: dict[str, Trial] = {
    "due.one_day": Trial(begun, lambda: begun().reviewed(on(11, 5)).decided(on(11, 11)), on(11, 12, 9)),
    "due.near": Trial(begun, lambda: begun().paused(on(11, 6)), on(11, 13, 9)),
    "due.promise": Trial(begun, lambda: paused_over(on(11, 16)), on(11, 16)),
    "due.statutory": Trial(
        begun, lambda: begun().told("case.extended", on(11, 16), length=10, unit="working_day", document="d"),
            on(11, 18)
    ),
    "step.over": Trial(begun, lambda: begun().reviewed(on(11, 10)), on(11, 12)),
    "answer.silent": Trial(
        lambda: Story().received(on(11, 2)).accepted(on(11, 10), origin="deemed", by="", body=""),
        lambda: Story().received(on(11, 2)).accepted(on(11, 9)),
    ),
    "answer.renewal": Trial(
        lambda: begun().told("case.renewed_by_law", on(11, 20), expired="2026-11-19", counts_from="2026-11-20"), usual
    ),
    "answer.right_body": Trial(
        lambda: Story().received(on(11, 2)).told("case.not_ours", on(11, 3), task="accept", state="received"),
        lambda: Story().received(on(11, 2)).told("case.not_ours", on(11, 3), task="accept", state="received")
        .told("case.not_accepted", on(11, 4), state="not_accepted", ground="not_competent", right_body="b",
            document="d"),
        on(11, 10),
    ),
    "delivery.late": Trial(
        lambda: begun().reviewed(on(11, 5)).decided(on(11, 9)),
        lambda: begun().reviewed(on(11, 5)).decided(on(11, 9)).delivered(on(11, 23)), on(11, 25),
    ),
    "result.late": Trial(
        lambda: begun().reviewed(on(11, 5)).decided(on(11, 9)),
        lambda: begun().reviewed(on(11, 5)).decided(on(11, 9), decision="refuse"), on(11, 10),
    ),
    "result.unsigned": Trial(
        lambda: Story(kind="certificate").told("certificate.issued", on(11, 9), case="c"),
        lambda: Story(kind="certificate").told("certificate.issued", on(11, 9), case="c")
        .told("certificate.signed", on(11, 9, 11)),
        on(11, 10),
    ),
    "pause.longer": Trial(lambda: begun().paused(on(11, 6), "2026-11-10"), lambda: begun().paused(on(11, 6)),
        on(11, 11)),
    "suspension.longer": Trial(
        lambda: begun().told("case.suspended", on(11, 5), ground="g", until="2026-11-10", document="d"),
        lambda: begun().told("case.suspended", on(11, 5), ground="g", until=None, document="d"), on(12, 1),
    ),
    "hearing.longer": Trial(
        lambda: begun().told("case.hearing_called", on(11, 5), held=on(11, 16).isoformat(), chair="x", document="d"),
        lambda: begun().told("case.hearing_called", on(11, 5), held=on(11, 16).isoformat(), chair="x", document="d")
        .told("case.hearing_closed", on(11, 16, 15), outcome="held"),
        on(11, 17),
    ),
    "hearing.late": Trial(
        lambda: begun().told("case.hearing_called", on(11, 5), held=on(11, 16).isoformat(), chair="x", late=True),
        lambda: begun().told("case.hearing_called", on(11, 5), held=on(11, 16).isoformat(), chair="x", late=False),
    ),
    "testing.late": Trial(lambda: begun().paused(on(11, 6), late=True), lambda: begun().paused(on(11, 6), late=False)),
    "commitment.late": Trial(
        lambda: usual().told("case.commitment_checked", on(12, 1), result="kept", due="2026-11-20", late=True),
        lambda: usual().told("case.commitment_checked", on(11, 18), result="kept", due="2026-11-20", late=False),
    ),
    "handover.silent": Trial(
        lambda: begun().told("case.handover_offered", on(11, 4), task="review_market", to_post="p"),
        lambda: begun().told("case.handover_offered", on(11, 4), task="review_market", to_post="p")
        .told("case.handover_answered", on(11, 5), task="review_market", answer="declined"),
        on(11, 6),
    ),
    "elsewhere.late": Trial(
        lambda: Story(kind="foreign_case").told("foreign_case.seen", on(11, 2), state="accepted", due="2026-11-10"),
        lambda: Story(kind="foreign_case").told("foreign_case.seen", on(11, 2), state="accepted", due="2026-11-10")
        .told("foreign_case.moved", on(11, 9), state="closed", due=None),
        on(11, 12),
    ),
    "report.late": Trial(
        lambda: Story(kind="record").told("record.queued", on(11, 2), system="s"),
        lambda: Story(kind="record").told("record.queued", on(11, 2), system="s").told("record.sent", on(11, 3)),
            on(11, 5),
    ),
    "queue.waiting": Trial(
        lambda: Story(kind="ticket").told("ticket.taken", on(11, 2), no=1),
        lambda: Story(kind="ticket").told("ticket.taken", on(11, 2), no=1).told("ticket.called", on(11, 2, 10, 40)),
        on(11, 2, 12),
    ),
}  # fmt: skip


def ended(event: str, **data: object) -> Story:
    return begun().reviewed(on(11, 5)).told(event, on(11, 6), **data)


def decided(**data: object) -> Story:
    return begun().reviewed(on(11, 5)).decided(on(11, 6), **data)


def turned_away(**data: object) -> Story:
    fields = {"state": "not_accepted", "ground": "not_competent", "right_body": "b", "document": "d", "outside": False}
    return Story().received(on(11, 2)).told("case.not_accepted", on(11, 3), **{**fields, **data})


def noticed(*numbers: int, seen: list[str] | None = None, points: list[str] | None = None) -> Story:
    story = Story().received(on(11, 2))
    for number in numbers:
        story.told("case.notified", on(11, 2 + number), state="noticed", no=number, document="d",
                   points=points or ["m_sign:missing"], seen=(seen or []) if number > 1 else [])  # fmt: skip
    return story


def heard(outcome: str, record: str | None) -> Story:
    story = begun().told(
        "case.hearing_called", on(11, 4), held=on(11, 13).isoformat(), chair=str(ref("sun")), document="d"
    )
    story.told("case.hearing_closed", on(11, 13, 12), outcome=outcome, document="r")
    return story.reviewed(on(11, 13, 13)).decided(on(11, 13, 15), hearing_record=record)


def repeated(event: str, times: int, **data: object) -> Story:
    story = begun()
    for number in range(times):
        story.told(event, on(11, 4, 9 + number), **data)
    return story


def paused_times(*kinds: str) -> Story:
    story = begun()
    for day, kind in enumerate(kinds, start=4):
        resumed(story.paused(on(11, day), pause_kind=kind), on(11, day, 15))
    return story


STEPS: dict[str, Trial] = {
    "order.unaccepted": Trial(lambda: Story().received(on(11, 2)).decided(on(11, 3)), usual),
    "order.unreviewed": Trial(lambda: begun().decided(on(11, 6)), usual),
    "order.undecided": Trial(lambda: ended("case.delivered", method="window", document="d"), usual),
    "order.result_first": Trial(
        lambda: ended("case.result_issued", certificate="c"),
        lambda: ended("case.renewed_by_law", expired="x", counts_from="y").issued(on(11, 6, 12)),
    ),
    "order.statement": Trial(
        lambda: begun().told("case.statement_taken", on(11, 4), interested="n").reviewed(on(11, 5)).decided(on(11, 6)),
        lambda: begun().told("case.statement_taken", on(11, 4), interested="n")
        .told("case.statement_weighed", on(11, 4, 15), interested="n", taken="adopted").reviewed(on(11, 5))
        .decided(on(11, 6)),
    ),
    "order.hearing_right": Trial(
        lambda: begun().told("case.hearing_right_told", on(11, 4), right="r", until="2026-11-11").reviewed(on(11, 5))
        .decided(on(11, 9)),
        lambda: begun().told("case.hearing_right_told", on(11, 4), right="r", until="2026-11-11").reviewed(on(11, 5))
        .decided(on(11, 12)),
    ),
    "order.hearing_record": Trial(lambda: heard("held", None), lambda: heard("given_up", None)),
    "order.while_paused": Trial(
        lambda: begun().reviewed(on(11, 5)).paused(on(11, 6)).decided(on(11, 9)),
        lambda: resumed(begun().reviewed(on(11, 5)).paused(on(11, 6)), on(11, 9)).decided(on(11, 9, 15)),
    ),
    "order.deferred": Trial(
        lambda: Story().received(on(11, 2)).accepted(on(11, 3),
            deferred=["m_lease"]).reviewed(on(11, 5)).decided(on(11, 6)),
        lambda: Story().received(on(11, 2)).accepted(on(11, 3), deferred=["m_lease"])
        .told("case.supplied_later", on(11, 4), materials=["m_lease"],
            late=False).reviewed(on(11, 5)).decided(on(11, 6)),
    ),
    "pause.no_document": Trial(lambda: begun().paused(on(11, 6), document=""), lambda: begun().paused(on(11, 6))),
    "pause.no_end": Trial(lambda: begun().paused(on(11, 6), None), lambda: begun().paused(on(11, 6))),
    "pause.not_told": Trial(
        lambda: begun().paused(on(11, 6), told=on(11, 9).isoformat()),
        lambda: begun().paused(on(11, 6), told=on(11, 6, 16).isoformat()),
    ),
    "testing.one_person": Trial(
        lambda: begun().paused(on(11, 6), staff=["a"]),
        lambda: begun().paused(on(11, 6), staff=[], pause_kind="expert_review"),
    ),
    "refusal.no_basis": Trial(lambda: decided(decision="refuse", basis=[]), lambda: decided(basis=[])),
    "refusal.no_document": Trial(lambda: turned_away(document=""), turned_away),
    "refusal.no_right_body": Trial(
        lambda: turned_away(right_body=None), lambda: turned_away(right_body=None, ground="not_needed")
    ),
    "decision.no_document": Trial(lambda: decided(document=""), decided),
    "extension.no_document": Trial(
        lambda: begun().told("case.extended", on(11, 9), length=5, unit="working_day", document=""),
        lambda: begun().told("case.extended", on(11, 9), length=5, unit="working_day", document="d"),
    ),
    "closed.no_contact": Trial(
        lambda: decided(decision="refuse"),
        lambda: begun().told("case.hearing_right_told", on(11, 4), right="r", until="2026-11-05").reviewed(on(11, 5))
        .decided(on(11, 9), decision="refuse"),
    ),
    "owner.none": Trial(
        lambda: Story().received(on(11, 2), opened=[step("accept", post="")]),
        lambda: Story().received(on(11, 2), opened=[step("supplement", post="")]),
    ),
    "commitment.broken": Trial(
        lambda: usual().told("case.commitment_checked", on(11, 18), result="broken", due="2026-11-20", late=False),
        lambda: usual().told("case.commitment_checked", on(11, 18), result="kept", due="2026-11-20", late=False),
    ),
    "holding.no_basis": Trial(
        lambda: Story(kind="holding").told("holding.granted", on(11, 2), basis_doc=""),
        lambda: Story(kind="holding").told("holding.granted", on(11, 2), basis_doc="青政发〔2026〕1号"),
    ),
    "item.no_basis": Trial(
        lambda: Story(kind="item").told("item.state_changed", on(11, 2), state_after=3, basis_doc=""),
        lambda: Story(kind="item").told("item.state_changed", on(11, 2), state_after=3, basis_doc="青政发〔2026〕2号"),
    ),
    "notice.seen": Trial(lambda: noticed(1, 2, seen=["m_sign"]), lambda: noticed(1, 2)),
    "notice.many": Trial(lambda: noticed(1, 2, 3), lambda: noticed(1, 2)),
    "extension.second": Trial(
        lambda: repeated("case.extended", 2, length=3, unit="working_day", document="d"),
        lambda: repeated("case.extended", 1, length=3, unit="working_day", document="d"),
    ),
    "pause.again": Trial(
        lambda: paused_times("testing", "testing", "testing"), lambda: paused_times("testing", "hearing", "testing")
    ),
    "suspension.again": Trial(
        lambda: repeated("case.suspended", 2, ground="g", document="d", until=None),
        lambda: repeated("case.suspended", 1, ground="g", document="d", until=None),
    ),
    "urged.often": Trial(
        lambda: repeated("case.urged", 3, task="review_market"),
        lambda: repeated("case.urged", 2, task="review_market").told("case.urged", on(11, 5), task="review_fire"),
    ),
    "handover.often": Trial(
        lambda: repeated("case.handover_offered", 3, task="review_market", to_post="p"),
        lambda: repeated("case.handover_offered", 2, task="review_market", to_post="p"),
    ),
    "clock.moved": Trial(
        lambda: moved("case.handover_answered", 11), lambda: moved("case.resumed", 11),
    ),
}  # fmt: skip


def moved(event: str, day: int) -> Story:
    """The review opened again with a deadline two days later."""
    first = step("review", "review_market", "review_market", due=on(11, 9).isoformat())
    later = step("review", "review_market", "review_market", due=on(11, day).isoformat())
    story = Story().received(on(11, 2)).accepted(on(11, 3), opened=[first])
    return story.told(event, on(11, 4), task="review_market", closed=[done("review_market")], opened=[later])
