"""Candidates on real tables: what is counted, who chooses, what is kept, and that a published table stays."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from tests.cast import on

from tongban.delegation.actions.candidates import choose_mode, set_traits
from tongban.delegation.actions.tables import publish_table, save_table, ship_table
from tongban.delegation.models import ModeChoice, TableEdition
from tongban.delegation.queries.cancelled import cancelled
from tongban.delegation.queries.candidates import candidate, candidates, cases_behind, voices_behind, voices_by_township
from tongban.delegation.queries.tables import draft_of_table, edition_in_force, editions_of
from tongban.delegation.rules.tables import shipped
from tongban.delegation.tests.candidates_stage import NOW, restaurant
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.powerlist.actions.items import cancel_item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]


def test_d_07_what_is_counted_is_the_year_and_each_person_once() -> None:
    _, told, code = restaurant()
    for day in range(10):
        told.case(on(10, 1 + day), applicant=day % 4, fee=100)
    told.case(NOW - timedelta(days=366), applicant=9)
    told.case(NOW + timedelta(days=1), applicant=9)
    found = candidate(code, NOW)
    assert (found.evidence.volume, found.evidence.people, found.evidence.money) == (10, 4, 1000)
    assert len(cases_behind(found.item_id, NOW, 50)) == 10
    by_hand = sum(line.points * line.weight for line in found.components)
    assert found.score == by_hand
    assert [one.code for one in candidates(NOW)] == [code]


def test_d_07_the_score_of_a_past_decision_is_recomputed_by_hand_from_what_was_stored() -> None:
    _, told, code = restaurant()
    ship_table(by=SYSTEM, at=on(11, 1))
    for day in range(10):
        told.case(on(10, 1 + day), applicant=day % 4, fee=100)
    told.request(on(10, 9))
    choose_mode(code=code, act="adopt", by=SYSTEM, at=NOW)
    for day in range(9):
        told.case(on(10, 1 + day), applicant=day)
    kept = ModeChoice.objects.get()
    counted = {key: (number, points) for key, number, points, _ in kept.components}
    # 10 of 200 cases, 4 of 200 persons, 1,000 of 100,000 yuan, 1 of 20 voices
    assert [counted[key] for key in ("volume", "people", "money", "wishes")] == [(10, 5), (4, 2), (1000, 1), (1, 5)]
    assert kept.score == sum(points * weight for _, _, points, weight in kept.components)
    assert sum(weight for *_, weight in kept.components) == 100
    assert candidate(code, NOW).score != kept.score, "what came later does not change the past"


def test_d_07_a_cancelled_item_that_nobody_asked_for_is_hollow_and_one_that_was_is_not() -> None:
    _, told, code = restaurant()
    cancel_item(item_id=told.item, since=date(2026, 11, 18), basis_doc="青政发〔2026〕9号", by=SYSTEM, at=on(11, 17))
    told.case(on(11, 18), applicant=1)
    told.case(datetime(2025, 11, 17, 15, tzinfo=NOW.tzinfo), applicant=1)
    assert [(one.code, one.volume, one.worth) for one in cancelled("zh", 9)] == [(code, 0, "hollow")]
    for day in (1, 17):
        told.case(on(11, day), applicant=1)
    assert [(one.volume, one.people, one.worth) for one in cancelled("zh", 9)] == [(2, 1, "real")]


def test_d_08_the_evidence_of_a_candidate_opens_and_matches() -> None:
    _, told, code = restaurant()
    for day in range(3):
        told.request(on(10, 1 + day))
    told.rating(on(10, 9), 1)
    told.rating(on(10, 9), 4)
    found = candidate(code, NOW)
    behind = voices_behind(found.item_id, NOW, 50)
    assert (found.evidence.requests, found.evidence.low_ratings) == (3, 1)
    assert sorted(one.kind for one in behind) == ["low_rating", "request", "request", "request"]
    assert {one.subject_id for one in behind} <= {event.subject for event in told.events}


def test_d_08_requests_and_low_ratings_are_counted_for_the_township_they_came_from() -> None:
    cast, told, _ = restaurant()
    liuhe, hewan = (cast.county.places[f"99082310{n}"] for n in (1, 2))
    for place in (liuhe, liuhe, hewan, None):
        told.request(on(10, 1), place)
    told.rating(on(10, 9), 5, liuhe)
    found = voices_by_township(told.item, NOW)
    assert [(one.place_id, one.requests, one.low_ratings) for one in found] == [
        (liuhe, 2, 1), *sorted([(hewan, 1, 0), (None, 1, 0)], key=lambda one: str(one[0])),
    ]  # fmt: skip


def test_d_10_the_table_proposes_a_person_decides_and_both_are_kept() -> None:
    cast, _, code = restaurant()
    ship_table(by=SYSTEM, at=on(11, 1))
    assert ship_table(by=SYSTEM, at=on(11, 2)) is None
    proposed = candidate(code, NOW).proposal
    assert (proposed.mode, proposed.hits) == ("centre", (5,))
    with pytest.raises(Refused) as refused:
        choose_mode(code=code, act="other", mode="direct", by=SYSTEM, at=NOW)
    assert refused.value.refusal.code == "mode_reason"
    choose_mode(code=code, act="other", mode="direct", reason="镇里已有专职人员", by=SYSTEM, at=NOW)
    kept = ModeChoice.objects.get()
    assert (kept.proposed, kept.chosen, kept.facts["power"]) == ("centre", "direct", "approval")
    event = next(iter(events_of("mode_choice", kept.pk)))
    assert event.data["chosen"] == "direct"
    assert "镇里" not in str(event.data)
    with pytest.raises(Refused):
        choose_mode(code=code, act="adopt", by=cast.officer("market_review", NOW), at=NOW)


def test_d_10_traits_move_an_item_to_the_network() -> None:
    _, told, code = restaurant()
    ship_table(by=SYSTEM, at=on(11, 1))
    set_traits(item_id=told.item, traits=["life_safety"], expertise=2, reason="食品安全", by=SYSTEM, at=NOW)
    set_traits(item_id=told.item, traits=["life_safety"], expertise=3, reason="食品安全", by=SYSTEM, at=NOW)
    assert (candidate(code, NOW).proposal.mode, candidate(code, NOW).evidence.expertise) == ("joint", 3)


@pytest.mark.parametrize(("traits", "expertise", "reason"), [(["odd"], 0, "x"), ([], 5, "x"), ([], 0, " ")])
def test_traits_need_the_list_and_a_reason(traits: list[str], expertise: int, reason: str) -> None:
    _, told, _ = restaurant()
    with pytest.raises(Refused):
        set_traits(item_id=told.item, traits=traits, expertise=expertise, reason=reason, by=SYSTEM, at=NOW)


def test_a_table_with_a_gap_or_without_a_source_is_not_published() -> None:
    restaurant()
    table = replace(shipped(), rules=shipped().rules[1:])
    save_table(table=table, by=SYSTEM, at=NOW)
    for wrong, source in ((table, "x"), (shipped(), " ")):
        with pytest.raises(Refused):
            publish_table(table=wrong, source=source, by=SYSTEM, at=NOW)
    assert draft_of_table() is not None
    assert edition_in_force(NOW) is None


def test_a_published_table_never_changes_and_the_next_one_stands_beside_it() -> None:
    restaurant()
    ship_table(by=SYSTEM, at=on(11, 1))
    publish_table(table=replace(shipped(), hit="F"), source="县政府常务会议", by=SYSTEM, at=on(11, 10))
    assert [(one.no, one.table.hit) for one in editions_of()] == [(2, "F"), (1, "U")]
    earlier, later = edition_in_force(on(11, 5)), edition_in_force(NOW)
    assert earlier is not None
    assert later is not None
    assert (earlier.no, later.no) == (1, 2)
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute("UPDATE delegation_tableedition SET source = 'x' WHERE no = 1")


def test_the_same_draft_saved_twice_is_one_event() -> None:
    restaurant()
    first = save_table(table=shipped(), by=SYSTEM, at=NOW)
    assert save_table(table=shipped(), by=SYSTEM, at=NOW) == first
    assert TableEdition.objects.get().seq == 1
