"""Two at the same moment: one person is registered once, a post gets one holder. The naive way is shown to fail."""

import threading

import pytest
from django.db import connection, transaction

from tongban.agencies import actions
from tongban.agencies.actions import parties
from tongban.agencies.models import Party, PostHolding
from tongban.agencies.tests.factories import AT, START, office, official, person
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

CLIENTS = 4


def at_once(*acts):
    """Runs the acts in threads that start together; gives their results or exceptions."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(place, act):
        gate.wait()
        try:
            results[place] = act()
        except Exception as error:  # noqa: BLE001 - the test looks at every kind
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def all_look_before_any_writes(monkeypatch):
    """Holds every client between its look-up and its insert until all have looked: the worst order there is."""
    gate, looked, real = threading.Barrier(CLIENTS), threading.local(), parties._registered

    def look(facts):
        found = real(facts)
        if not hasattr(looked, "once"):
            looked.once = True
            gate.wait()
        return found

    monkeypatch.setattr(parties, "_registered", look)


@pytest.mark.parametrize(("unique", "made"), [(True, 1), (False, CLIENTS)])
def test_one_person_registered_by_many_at_once_is_one_party(committed_db, monkeypatch, unique, made):
    """The second row is the seeded bug: the look-up alone, with nothing in the unique index, lets each make a party."""
    if not unique:
        monkeypatch.setattr(parties, "_index", lambda row, facts: setattr(row, "index_key_id", "i1"))
    all_look_before_any_writes(monkeypatch)
    results = at_once(*[person] * CLIENTS)
    assert len(set(results)) == Party.objects.count() == made


def test_inside_longer_transactions_too(committed_db):
    def slow():
        with transaction.atomic():
            party = person()
            person(id_number="")
            return party

    assert len(set(at_once(*[slow] * CLIENTS))) == 1


def test_two_appointments_at_once_give_one_holder_and_one_refusal(committed_db):
    county = office()
    people = [official(f"赵{number}", f"R{number}", county.body) for number in range(2)]
    post = actions.create_post(
        body_id=county.body, key="new", name_zh="新岗", name_en="New", duties=["review"], by=SYSTEM, at=AT
    )
    results = at_once(
        *[
            lambda who=who: actions.appoint(post_id=post, official_id=who, role="A", valid_from=START, by=SYSTEM, at=AT)
            for who in people
        ]
    )
    assert sum(isinstance(result, Refused) for result in results) == 1
    assert PostHolding.objects.filter(post_id=post).count() == 1
