"""Relief on real tables: the township receives, two verify, the village is told for its days, the county decides."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.test import Client

from tests.cast import on
from tests.relief import Village, village
from tongban.agencies.queries import account_of_official, sealing_key, unseal
from tongban.cases.actions.accept import deem_accepted
from tongban.cases.actions.decide import deliver_case, issue_result
from tongban.cases.actions.waits import end_wait, end_waits
from tongban.cases.models import Case
from tongban.cases.queries.leader import bodies_in_view
from tongban.cases.queries.mine import own_case
from tongban.cases.queries.tasks import open_tasks, silent_cases
from tongban.cases.queries.urgent import UrgentLine, urgent_alarms
from tongban.documents.queries.papers import DocumentView, document, documents_of, with_words
from tongban.documents.rules.wording import Letter, compose_letter
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


STANDS = village


@pytest.fixture
def liuhe(standing: Village) -> Village:
    return standing


def letter_of(view: DocumentView) -> Letter:
    if view.sealed is not None:  # what officials worded lies under the applicant's key
        key = sealing_key(Case.objects.values_list("applicant_id", flat=True).get(pk=view.subject_id))
        view = with_words(view, unseal(key, view.sealed))
    return compose_letter(view.kind, number="", issued_on="2026-11-13", data=view.data, addressee="李桂英")


def steps(case_id: UUID) -> list[str]:
    return [task.node for task in open_tasks(case_id)]


def verified(liuhe: Village, **answers: object) -> UUID:
    """Received on 2 November, accepted on the 3rd, the household checked on the 4th."""
    case_id = liuhe.asks(on(11, 2), **answers)
    liuhe.accepts(case_id, on(11, 3))
    liuhe.reviews(open_tasks(case_id)[0], on(11, 4))
    return case_id


def ready(liuhe: Village, **answers: object) -> UUID:
    """The notice has run and the township has given its opinion."""
    case_id = verified(liuhe, **answers)
    end_waits(at=on(11, 11, 17, 1))
    liuhe.reviews(open_tasks(case_id)[0], on(11, 12))
    return case_id


def test_the_township_accepts_in_its_own_name(liuhe: Village) -> None:
    view = document(liuhe.accepts(liuhe.asks(on(11, 2)), on(11, 3)))
    assert view.body_id == liuhe.county.bodies["liuhe"]


def test_the_notice_hangs_seven_days_and_nobody_shortens_it(liuhe: Village) -> None:
    case_id = verified(liuhe)
    assert [(task.node, task.due_at) for task in open_tasks(case_id)] == [("public_notice", on(11, 11, 17))]
    with pytest.raises(Refused) as early:
        end_wait(case_id=case_id, at=on(11, 11, 16, 59))
    assert (early.value.refusal.code, end_waits(at=on(11, 11, 16, 59))) == ("not_due", 0)


def test_after_the_notice_the_case_goes_on_by_itself_once(liuhe: Village) -> None:
    case_id = verified(liuhe)
    assert (end_waits(at=on(11, 11, 17, 1)), end_waits(at=on(11, 11, 17, 2))) == (1, 0)
    assert steps(case_id) == ["review_notice"]
    assert events_of("case", case_id)[-1].type == "case.wait_ended"


@pytest.mark.parametrize(
    ("amount", "step", "post"), [(800, "decide_entrusted", "liuhe_decide"), (3000, "decide", "civil_decide")]
)
def test_small_amounts_are_decided_in_the_township_in_the_countys_name(
    liuhe: Village, amount: int, step: str, post: str
) -> None:
    case_id = ready(liuhe, amount=amount)
    task = open_tasks(case_id)[0]
    assert (task.node, task.post_id) == (step, liuhe.county.posts[post])
    assert document(liuhe.decides(case_id, on(11, 13))).body_id == liuhe.county.bodies["civil"]


@pytest.mark.parametrize(
    ("decision", "kind", "words"),
    [("grant", "relief_grant", "决定同意给予临时救助"), ("refuse", "relief_refusal", "决定不同意给予临时救助")],
)
def test_decisions_speak_of_relief(liuhe: Village, decision: str, kind: str, words: str) -> None:
    case_id = ready(liuhe)
    letter = document(liuhe.decides(case_id, on(11, 13), decision))
    told = "".join(block.text for block in letter_of(letter).blocks)
    assert (letter.kind, words in told) == (kind, True)


def test_no_document_of_relief_speaks_of_a_licence(liuhe: Village) -> None:
    case_id = ready(liuhe)
    liuhe.decides(case_id, on(11, 13))
    issue_result(case_id=case_id, at=on(11, 13, 11))
    deliver_case(case_id=case_id, method="window", by=liuhe.officer("liuhe_window", on(11, 16)), at=on(11, 16))
    letters = [view for view in documents_of(case_id) if view.kind not in {"receipt_slip", "delivery_record"}]
    said = [letter_of(view) for view in letters]
    assert len(said) == 2
    assert [one.title for one in said if "许可" in one.title + "".join(block.text for block in one.blocks)] == []
    assert Case.objects.get(pk=case_id).state == "closed"


def test_states_are_told_in_the_words_of_relief(liuhe: Village) -> None:
    case_id, me = ready(liuhe), Actor(ActorKind.CITIZEN, ref=liuhe.person)
    before = own_case(case_id, me, on(11, 12))
    liuhe.decides(case_id, on(11, 13))
    after = own_case(case_id, me, on(11, 13, 11))
    assert before is not None
    assert after is not None
    assert (before.state_words("zh"), after.state_words("zh")) == ("核查中", "同意给予，待送达")


def test_silence_accepts_no_relief(liuhe: Village) -> None:
    case_id = liuhe.asks(on(11, 2))
    assert silent_cases(on(11, 20), 10) == []
    with pytest.raises(Refused) as refused:
        deem_accepted(case_id=case_id, at=on(11, 20))
    assert refused.value.refusal.code == "no_licence"


def seen_by_the_township(liuhe: Village, address: str) -> str:
    """A page as 柳河镇's reviewer sees it on 6 November."""
    client = Client(headers={"accept-language": "zh-CN"})
    account = account_of_official(liuhe.county.holders["liuhe_review"][0])
    with time_machine.travel(on(11, 6), tick=False):
        client.force_login(get_user_model().objects.get(pk=account), backend=BACKEND)
        return client.get(address).content.decode()


def test_no_page_says_that_silence_accepts_relief(liuhe: Village, settings: Any) -> None:
    settings.DEMO = True
    case_id = liuhe.asks(on(11, 2))
    for address in ("/desk/", f"/desk/c/{case_id}/", f"/desk/c/{case_id}/notice/"):
        page = seen_by_the_township(liuhe, address)
        assert ("临时救助" in page, "视为受理" in page) == (True, False)


def test_during_the_notice_the_page_says_so_and_draws_what_can_come(liuhe: Village, settings: Any) -> None:
    settings.DEMO = True
    page = seen_by_the_township(liuhe, f"/desk/c/{verified(liuhe)}/")
    assert "正在村（社区）公示，期满后自动进入下一步" in page
    assert ("民政局审批" in page, "先行救助审批" in page, "部门同时办" in page) == (True, False, False)


def test_an_urgent_case_is_helped_within_hours_also_on_a_rest_day(liuhe: Village) -> None:
    saturday = on(11, 7, 20)
    case_id = liuhe.asks(saturday, urgent=True)
    assert open_tasks(case_id)[0].due_at == on(11, 8, 0)
    liuhe.accepts(case_id, on(11, 7, 21))
    assert [(task.node, task.due_at) for task in open_tasks(case_id)] == [("decide_urgent", on(11, 8, 21))]


def alarms(liuhe: Village, day: int, hour: int, minute: int = 0) -> list[UrgentLine]:
    leader = liuhe.officer("county_head", on(11, day, hour, minute))
    return urgent_alarms([body.id for body in bodies_in_view(leader)], on(11, day, hour, minute))


def told(lines: list[UrgentLine]) -> list[tuple[str, int]]:
    return [(line.body, line.hours) for line in lines]


def test_s_16_an_urgent_medical_case_never_waits_on_one_party_without_an_alarm(liuhe: Village) -> None:
    case_id = liuhe.asks(on(11, 7, 20), item="medical_assistance")
    assert (told(alarms(liuhe, 8, 0)), told(alarms(liuhe, 8, 2, 30))) == ([], [("青禾县柳河镇人民政府", 2)])
    liuhe.accepts(case_id, on(11, 8, 3))
    assert alarms(liuhe, 8, 15) == []
    parties = {"青禾县柳河镇人民政府", "青禾县民政局", "青禾县医疗保障局"}
    assert {line.body for line in alarms(liuhe, 8, 16)} == parties
    for task in open_tasks(case_id)[:2]:
        liuhe.reviews(task, on(11, 8, 16))
    assert told(alarms(liuhe, 8, 18)) == [("青禾县医疗保障局", 3)]
    liuhe.reviews(open_tasks(case_id)[0], on(11, 8, 19))
    assert (steps(case_id), alarms(liuhe, 9, 19)) == (["decide_urgent"], [])
    assert told(alarms(liuhe, 9, 20)) == [("青禾县医疗保障局", 1)]


def test_a_limit_in_days_raises_no_alarm(liuhe: Village) -> None:
    liuhe.asks(on(11, 2), item="medical_assistance", urgent=False)
    assert alarms(liuhe, 30, 10) == []


def test_an_alarm_that_looks_at_one_body_only_is_found(liuhe: Village) -> None:
    """Seeded fault: the township's lateness is not seen by whoever looks at the county's bodies alone."""
    liuhe.asks(on(11, 7, 20), item="medical_assistance")
    medical = liuhe.county.bodies["medical"]
    assert urgent_alarms([medical], on(11, 9)) == []
    assert alarms(liuhe, 9, 0) != []
