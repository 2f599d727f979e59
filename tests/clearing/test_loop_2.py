"""Loop 2: complaints about an item make it a candidate, a clean-up round decides, steps go, time and rating improve.

Every step is an act that the county itself takes. Everybody takes as long as the limits allow, before and after.
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from tests.cast import ANSWERS, Cast, on
from tests.clearing.stage import CLOSES, DOCUMENT, ITEMS, MEMBERS, decide, entries, item, line, office, votes
from tests.hotline.stage import Line
from tests.ratings.stage import followed
from tests.stages import reviewer
from tongban.cases.actions.accept import accept_case
from tongban.cases.actions.decide import decide_case, deliver_case, issue_result
from tongban.cases.actions.receive import Given, receive_case
from tongban.cases.actions.review import review_task
from tongban.cases.models import Case, Task
from tongban.cases.queries.tasks import open_tasks
from tongban.delegation.actions.candidates import note_event
from tongban.delegation.queries.candidates import Candidate, candidate, candidates, voices_behind
from tongban.kernel.actor import SYSTEM
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.adjusting import draft_adjustment
from tongban.powerlist.actions.items import publish_version, save_draft_version
from tongban.powerlist.actions.rounds import open_round, publish_round
from tongban.powerlist.models import Adjustment, ItemVersion
from tongban.powerlist.queries import version
from tongban.powerlist.queries.powers import powers
from tongban.ratings.actions.rating import give_rating
from tongban.ratings.models import Occasion
from tongban.ratings.queries.heard import low_ratings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
BEFORE, AFTER = on(10, 12), on(11, 16)
SIGN = "review_urban|sign_asked|sign_known"


def lived(cast: Cast, version_id: UUID, at: datetime, level: int) -> Case:
    """陈芳 applies, everybody works until the last moment, she collects the licence and rates."""
    case_id = receive_case(
        version_id=version_id, applicant_id=cast.applicant, place_id=cast.county.home, channel="window",
        answers=ANSWERS, materials=[Given("m_lease"), Given("m_layout")], by=cast.officer("window_1", at), at=at,
    ).case_id  # fmt: skip
    accept_case(case_id=case_id, by=cast.officer("market_review", at), at=at + timedelta(hours=1))
    reviews = open_tasks(case_id)
    for task in reviews:
        assert task.due_at is not None
        by = reviewer(cast, task, task.due_at)
        review_task(task_id=task.id, opinion="agree", reasons="", by=by, at=task.due_at)
    done = max(task.due_at for task in reviews if task.due_at)
    head, hands = cast.officer("market_decide", done), cast.officer("delivery", done)
    decide_case(case_id=case_id, decision="grant", reasons="", basis=[], by=head, at=done)
    issue_result(case_id=case_id, at=done)
    deliver_case(case_id=case_id, method="window", by=hands, at=done + timedelta(hours=1))
    followed(case_id)
    rated = Occasion.objects.get(case_id=case_id, stage="ended").pk
    rating = give_rating(
        occasion_id=rated, level=level, reasons=["waiting"] if level == 5 else [], words="", named=True, channel="mine",
        by=cast.citizen, at=done + timedelta(days=1),
    )  # fmt: skip
    noted("case", case_id)
    noted("rating", rating)
    return Case.objects.get(pk=case_id)


def noted(kind: str, subject: UUID) -> None:
    """The candidates' follower hears a subject."""
    for event in events_of(kind, subject):
        note_event(event)


def complained(cast: Cast, about: UUID, phone: str, words: str) -> UUID:
    """Somebody calls about the item."""
    order = Line(cast).take(on(10, 20), item_id=about, text=words, name="", phone=phone).order_id
    noted("order", order)
    return order


def cleaned_up(cast: Cast, code: str) -> Adjustment:
    """The heads merge the yearly check of the shop sign into the licence; the docket wants the licence changed."""
    entries()
    made = open_round(
        title="2026 年第四季度清理", document=DOCUMENT, closes_on=CLOSES, items=[ITEMS[2]],
        members=[cast.county.posts[post] for post in MEMBERS], by=office(cast), at=on(11, 2),
    )  # fmt: skip
    votes(cast, ITEMS[2], "merge", "merge", "merge", into=code)
    assert decide(cast, ITEMS[2]) == "merge"
    publish_round(round_id=made, by=office(cast), at=on(11, 3))
    entry = Adjustment.objects.get(item__code=code)
    assert (entry.wanted, entry.source) == ("change", line(ITEMS[2]).pk)
    return entry


def shortened(cast: Cast, entry: Adjustment) -> UUID:
    """The next version: no review of the sign, half the time for the others."""
    draft = draft_adjustment(adjustment_id=entry.pk, by=office(cast), at=on(11, 4))
    row = ItemVersion.objects.get(pk=draft)
    content = row.content
    content["joint_bodies"] = ["fire"]
    content["limits"] = [one | {"length": 3} if one["key"] in ("review_market", "review_fire") else one
                         for one in content["limits"] if one["key"] != "review_urban"]  # fmt: skip
    save_draft_version(item_id=row.item_id, content=content, flow=without_the_sign(row.flow), by=SYSTEM, at=on(11, 4))
    publish_version(version_id=draft, valid_from=date(2026, 11, 10), by=SYSTEM, at=on(11, 5))
    return draft


def without_the_sign(flow: str) -> str:
    """The drawing without the branch of the sign."""
    flow = re.sub(r'<bpmn:lane id="lane_urban".*?</bpmn:lane>', "", flow, flags=re.S)
    for tag in ("userTask", "exclusiveGateway"):
        flow = re.sub(rf'<bpmn:{tag} id="(?:{SIGN})"[^>]*?/>', "", flow)
    ends = rf'<bpmn:sequenceFlow id="f\d+" (?=[^>]*(?:source|target)Ref="(?:{SIGN})")'
    return re.sub(rf"{ends}[^>]*?(?:/>|[^/]>.*?</bpmn:sequenceFlow>)", "", flow, flags=re.S)


def at_work(case: Case) -> timedelta:
    """From the application to the decision."""
    assert case.decided_at is not None
    return case.decided_at - case.received_at


def top(at: datetime) -> Candidate:
    """The first of the candidates."""
    return candidates(at)[0]


def test_loop_2_complaints_lead_by_a_clean_up_round_to_fewer_steps_less_time_and_a_better_rating(cast: Cast) -> None:
    of = version(cast.version_id).item_id
    code = powers([of])[of].code
    first = lived(cast, cast.version_id, BEFORE, level=5)
    calls = {
        complained(cast, of, "13900000021", "办个餐馆要三个单位审查，等了半个月。"),
        complained(cast, of, "13900000022", "招牌为什么还要单独审一次？"),
    }
    heard = top(on(11, 1))
    assert (heard.code, heard.evidence.requests, heard.evidence.low_ratings) == (code, 2, 1)
    assert calls < {one.subject_id for one in voices_behind(of, on(11, 1), 50)}
    entry = cleaned_up(cast, code)
    new = shortened(cast, entry)
    entry.refresh_from_db()
    assert entry.state == "published"
    second = lived(cast, new, AFTER, level=1)
    steps = [Task.objects.filter(case_id=one.pk).exclude(act="issue").count() for one in (first, second)]
    assert steps[1] < steps[0]
    assert candidate(code, on(12, 1)).evidence.steps < heard.evidence.steps
    assert at_work(second) < at_work(first) / 1.5
    assert len(low_ratings(date(2026, 10, 1), date(2026, 10, 31), of)) == 1
    assert low_ratings(date(2026, 11, 10), date(2026, 12, 31), of) == []
    assert item(code) == of
