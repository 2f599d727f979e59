"""Numbers under races: a thousand allotments by eight connections leave no gap and no double."""

import threading

import pytest

from tongban.documents.actions.numbers import ALLOT_SQL
from tongban.documents.tests.factories import marked_office

WORKERS, TOTAL = 8, 1000
NAIVE_SQL = "SELECT coalesce(max(no), 0) + 1 FROM taken"


def race(new_connection, allot, rollbacks=False):
    """Each worker allots in transactions of its own, some rolled back, and notes what it got in table `taken`."""
    faults = []

    def work(connection, turns):
        for turn in range(turns):
            try:
                with connection.transaction(force_rollback=rollbacks and turn % 5 == 0):
                    number = connection.execute(*allot).fetchone()[0]
                    connection.execute("INSERT INTO taken VALUES (%s)", [number])
            except Exception as error:
                faults.append(error)

    connections = [new_connection() for _ in range(WORKERS)]
    threads = [threading.Thread(target=work, args=(each, TOTAL // WORKERS)) for each in connections]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = connections[0].execute("SELECT no FROM taken ORDER BY no").fetchall()
    return [row[0] for row in rows], faults


def gapless(numbers):
    return numbers == list(range(1, len(numbers) + 1))


@pytest.fixture
def taken(committed_db, owner_connection):
    owner_connection.execute("CREATE TABLE taken (no int); GRANT ALL ON taken TO PUBLIC")


@pytest.mark.slow
@pytest.mark.parametrize("rollbacks", [False, True])
def test_x_04_a_thousand_racing_allotments_leave_no_gap_and_no_double(taken, new_connection, rollbacks):
    body = marked_office().body
    allot = (ALLOT_SQL, {"body_id": body, "series": "受", "year": 2026})
    numbers, faults = race(new_connection, allot, rollbacks)
    assert faults == []
    assert gapless(numbers)
    assert len(numbers) == (TOTAL if not rollbacks else TOTAL - WORKERS * (TOTAL // WORKERS // 5))


@pytest.mark.slow
def test_x_04_the_race_notices_the_highest_number_plus_one(taken, new_connection):
    numbers, _ = race(new_connection, (NAIVE_SQL,))
    assert not gapless(numbers)
