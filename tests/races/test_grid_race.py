"""R-10: a phone sends one report twice at once; away from the stage of the line, whose county is never committed."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from tests.cast import small_county
from tests.hotline.gridstage import FOUND, report
from tongban.hotline.actions.grid import report_event
from tongban.hotline.models import GridEvent


@pytest.mark.slow
def test_r_10_the_same_report_from_two_connections_at_once_is_one(committed_db: str) -> None:
    cast = small_county()
    sent, together, fared = report(cast), threading.Barrier(2), []

    def send() -> None:
        try:
            together.wait(timeout=120)
            fared.append(report_event(report=sent, by=cast.officer("liuhe_review", FOUND), at=FOUND))
        finally:
            connection.close()

    threads = [threading.Thread(target=send) for _one in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert fared == [sent.id, sent.id]
    assert GridEvent.objects.count() == 1
