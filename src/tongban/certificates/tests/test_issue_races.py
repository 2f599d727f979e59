"""Issuing under races: eight at once for one case give one certificate, for eight cases eight numbers without a gap."""

import threading

import pytest
from django.db import connection

from tongban.agencies.tests.factories import office, person
from tongban.certificates.models import Certificate
from tongban.certificates.tests.factories import issue
from tongban.kernel.ids import uuid7

pytestmark = pytest.mark.slow
WORKERS = 8


def at_once(*calls):
    """Runs the calls in threads of their own; gives results and faults."""
    results, faults, start = [], [], threading.Barrier(len(calls))

    def work(call):
        try:
            start.wait()
            results.append(call())
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, faults


def test_eight_at_once_for_one_case_give_one_certificate(committed_db):
    at_office, holder, case = office(), person(), uuid7()
    results, faults = at_once(*[lambda: issue(at_office, case_id=case, holder=holder)] * WORKERS)
    assert faults == []
    assert len({ref.id for ref in results}) == Certificate.objects.count() == 1


def test_the_race_notices_a_missing_wait(committed_db, monkeypatch):
    at_office, holder, case = office(), person(), uuid7()
    together = threading.Barrier(WORKERS)
    monkeypatch.setattr("tongban.certificates.actions.issue._one_at_a_time", lambda _: together.wait(timeout=120))
    _, faults = at_once(*[lambda: issue(at_office, case_id=case, holder=holder)] * WORKERS)
    assert faults != []


def test_eight_cases_at_once_give_eight_numbers_without_a_gap(committed_db):
    at_office, holder = office(), person()
    _, faults = at_once(*[lambda: issue(at_office, holder=holder)] * WORKERS)
    assert faults == []
    assert sorted(Certificate.objects.values_list("no", flat=True)) == list(range(1, WORKERS + 1))
