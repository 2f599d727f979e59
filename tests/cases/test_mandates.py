"""S-08, law art. 29: whoever acts for somebody has a mandate for it, every act says so, and its giver is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from tests.cast import ANSWERS, Cast, on
from tests.village import Village, made_png, village
from tongban.agencies.actions.parties import register_party
from tongban.cases.actions.accept import NoticePoint, notify_once
from tongban.cases.actions.drafts import save_answers, start_draft, submit_draft
from tongban.cases.actions.mandates import end_mandate, give_mandate
from tongban.cases.actions.proxy import begin_for, supply_for
from tongban.cases.actions.receive import Given
from tongban.cases.actions.turns import withdraw_case
from tongban.cases.models import Case
from tongban.cases.queries.draft import draft_of
from tongban.cases.queries.mandates import assisted, mandate_for, proxy_on_case, proxy_on_draft, uses_of
from tongban.kernel.actor import SYSTEM, Actor, ActorKind
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.queries import version
from tongban.reminders.queries import told_to
from tongban.simulation.rules.codes import citizen_code

pytestmark = pytest.mark.django_db
UNTIL = date(2026, 12, 31)


@pytest.fixture
def there(cast: Cast) -> Village:
    return village(cast)


def begun(there: Village, mandate: UUID) -> tuple[UUID, Actor]:
    cast, by = there.cast, there.worker(on(11, 3))
    draft = begin_for(
        mandate_id=mandate, version_id=cast.version_id, place_id=cast.county.home, by=by, at=on(11, 3)
    )  # fmt: skip
    found = proxy_on_draft(draft, by, on(11, 3))
    assert found is not None
    save_answers(draft_id=draft, answers=ANSWERS, place_id=None, by=found[0], at=on(11, 3))
    return draft, found[0]


def filed(there: Village, mandate: UUID) -> UUID:
    draft, acting = begun(there, mandate)
    return submit_draft(draft_id=draft, by=acting, at=on(11, 3, 11)).case_id


def paper(there: Village) -> UUID:
    return there.on_paper(on(11, 2), until=UNTIL, photo=made_png())


def refusal(act: Any) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.refusal.code


def test_s_08_each_act_by_mandate_bears_the_helper_and_the_person(there: Village) -> None:
    mandate = paper(there)
    case_id = filed(there, mandate)
    worker = there.holders[0]
    first = events_of("case", case_id)[0]
    assert (first.actor, first.post_id, first.on_behalf) == (worker, there.post, there.cast.applicant)
    used = events_of("mandate", mandate)
    assert [one.type for one in used] == ["mandate.given", "mandate.used", "mandate.used"]
    assert [one.data["what"] for one in used[1:]] == ["begun", "filed"]
    assert {(one.actor, one.on_behalf) for one in used[1:]} == {(worker, there.cast.applicant)}
    assert used[2].data["case"] == str(case_id)


def test_s_08_the_person_is_told_of_the_mandate_and_of_each_filing(there: Village) -> None:
    case_id = filed(there, paper(there))
    told = told_to(there.cast.citizen, "zh", on(11, 4))
    assert [one.kind for one in told] == ["mandate_filed", "mandate_given"]
    assert told[0].case_id == case_id
    assert "12月31日" in told[1].text


def test_filing_by_mandate_is_no_receipt_at_a_window(there: Village) -> None:
    case = Case.objects.get(pk=filed(there, paper(there)))
    assert (case.channel, case.window_post_id, case.applicant_id) == ("agent", None, there.cast.applicant)


def test_without_a_mandate_a_village_worker_begins_nothing(there: Village) -> None:
    cast, by = there.cast, there.worker(on(11, 3))
    asked = {"version_id": cast.version_id, "party_id": cast.applicant, "place_id": cast.county.home}
    assert refusal(lambda: start_draft(**asked, channel="agent", by=by, at=on(11, 3))) == "not_found"


def test_whoever_pretends_to_act_for_somebody_submits_nothing(there: Village) -> None:
    cast = there.cast
    draft = start_draft(
        version_id=cast.version_id, party_id=cast.applicant, place_id=cast.county.home, channel="web",
        by=cast.citizen, at=on(11, 3),
    )  # fmt: skip
    save_answers(draft_id=draft, answers=ANSWERS, place_id=None, by=cast.citizen, at=on(11, 3))
    pretender = replace(there.worker(on(11, 3)), on_behalf_of=cast.applicant)
    assert refusal(lambda: submit_draft(draft_id=draft, by=pretender, at=on(11, 3))) == "not_found"


def test_a_mandate_that_was_taken_back_files_nothing(there: Village) -> None:
    mandate = paper(there)
    draft, acting = begun(there, mandate)
    end_mandate(mandate_id=mandate, by=there.cast.citizen, at=on(11, 3, 10, 30))
    assert refusal(lambda: submit_draft(draft_id=draft, by=acting, at=on(11, 3, 11))) == "mandate_ended"
    assert proxy_on_draft(draft, there.worker(on(11, 3, 11)), on(11, 3, 11)) is None
    assert draft_of(draft, there.cast.citizen).party_id == there.cast.applicant  # the person goes on alone


def test_the_last_day_is_a_day_of_the_mandate_and_the_next_is_not(there: Village) -> None:
    mandate = there.on_paper(on(11, 2), until=date(2026, 11, 3), photo=made_png())
    draft, _acting = begun(there, mandate)
    assert proxy_on_draft(draft, there.worker(on(11, 3, 23)), on(11, 3, 23)) is not None
    assert proxy_on_draft(draft, there.worker(on(11, 4)), on(11, 4)) is None


def test_a_mandate_carries_only_the_items_it_names(there: Village) -> None:
    mandate = there.on_paper(on(11, 2), until=UNTIL, photo=made_png(), items=(UUID(int=7),))
    asked = {"mandate_id": mandate, "version_id": there.cast.version_id, "place_id": there.cast.county.home}
    assert refusal(lambda: begin_for(**asked, by=there.worker(on(11, 3)), at=on(11, 3))) == "mandate_scope"


def test_another_worker_and_a_colleague_who_does_not_act_learn_nothing(there: Village) -> None:
    mandate = paper(there)
    case_id = filed(there, mandate)
    clerk = there.cast.officer("window_1", on(11, 4))
    for other in (clerk, there.worker(on(11, 4), role=1), replace(there.worker(on(11, 4)), post_id=UUID(int=5))):
        assert proxy_on_case(case_id, other, on(11, 4)) is None
        assert refusal(lambda by=other: mandate_for(mandate, by)) == "not_found"


def test_older_cases_of_the_person_are_not_seen(there: Village) -> None:
    older = there.cast.receive(on(10, 20)).case_id
    paper(there)
    newer = there.cast.receive(on(11, 3)).case_id
    worker = there.worker(on(11, 4))
    assert proxy_on_case(older, worker, on(11, 4)) is None
    assert proxy_on_case(newer, worker, on(11, 4)) is not None


def test_s_08_supplying_by_mandate_is_told_and_recorded(there: Village) -> None:
    mandate = paper(there)
    case_id = filed(there, mandate)
    reviewer = there.cast.officer("market_review", on(11, 4))
    points = [NoticePoint("m_sign", "missing", "未提交")]
    notify_once(case_id=case_id, points=points, by=reviewer, at=on(11, 4))
    supply_for(
        mandate_id=mandate, case_id=case_id, answers=None, materials=[Given("m_sign")], by=there.worker(on(11, 5)),
        at=on(11, 5),
    )  # fmt: skip
    last = events_of("case", case_id)[-1]
    assert (last.type, last.on_behalf) == ("case.supplemented", there.cast.applicant)
    assert [one.what for one in uses_of(mandate)] == ["supplied", "filed", "begun"]
    assert [one.case_id for one in assisted([mandate])[mandate]] == [case_id]


def test_withdrawing_stays_with_the_person(there: Village) -> None:
    case_id = filed(there, paper(there))
    found = proxy_on_case(case_id, there.worker(on(11, 4)), on(11, 4))
    assert found is not None
    assert refusal(lambda: withdraw_case(case_id=case_id, by=found[0], at=on(11, 4))) == "only_oneself"


BAD = {
    "mandate_empty": {"items": ()},
    "mandate_term": {"valid_to": date(2028, 1, 1)},
    "helper_missing": {"helper_post": None},
    "helper_no_duty": {"helper_post": "window_1"},
    "not_own_case": {"case_id": UUID(int=9)},
    "not_for_mandates": {"by": "window_1"},
}


@pytest.mark.parametrize("code", BAD)
def test_a_mandate_says_who_what_and_until_when(there: Village, code: str) -> None:
    cast = there.cast
    asked: dict[str, Any] = {
        "principal_id": cast.applicant, "valid_to": UNTIL, "by": cast.citizen, "at": on(11, 2),
        "items": (version(cast.version_id).item_id,), "helper_post": there.post, **BAD[code],
    }  # fmt: skip
    if asked["helper_post"] == "window_1":
        asked["helper_post"] = cast.county.posts["window_1"]
    if asked["by"] == "window_1":
        asked["by"] = cast.officer("window_1", on(11, 2))
    assert refusal(lambda: give_mandate(**asked)) == code


def test_a_person_may_help_another_online(there: Village) -> None:
    cast = there.cast
    friend = register(cast)
    item = version(cast.version_id).item_id
    mandate = give_mandate(
        principal_id=cast.applicant,
        valid_to=UNTIL,
        by=cast.citizen,
        at=on(11, 2),
        items=(item,),
        helper_party=friend.ref,
    )
    draft = begin_for(
        mandate_id=mandate, version_id=cast.version_id, place_id=cast.county.home, by=friend, at=on(11, 3)
    )
    found = proxy_on_draft(draft, friend, on(11, 3))
    assert found is not None
    assert found[0].on_behalf_of == cast.applicant
    assert refusal(lambda: end_mandate(mandate_id=mandate, by=register(cast, 43), at=on(11, 3))) == "not_found"


def register(cast: Cast, serial: int = 41) -> Actor:
    number = citizen_code(serial, date(1979, 8, 2))
    party = register_party(kind="person", name="李明", id_number=number, by=SYSTEM, at=on(1, 6))
    return Actor(ActorKind.CITIZEN, ref=party)
