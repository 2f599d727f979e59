"""Counts the words of searches that found nothing, by day, for the list office. No person is part of it.

No event is written: nobody's right or duty depends on it.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import connection

from tongban.powerlist.rules.misses import keepable

MOST_A_DAY: Final = 500
"""Different words counted in one day: a technical guard, so that a machine cannot fill the table."""
_COUNT: Final = """
INSERT INTO powerlist_searchmiss AS miss (day, words, times)
SELECT %(day)s::date, %(words)s::text, 1
 WHERE EXISTS (SELECT 1 FROM powerlist_searchmiss WHERE day = %(day)s::date AND words = %(words)s::text)
    OR (SELECT count(*) FROM powerlist_searchmiss WHERE day = %(day)s::date) < %(most)s
ON CONFLICT (day, words) DO UPDATE SET times = miss.times + 1
"""


def count_miss(typed: str, *, on: date) -> None:
    """Counts what somebody typed and did not find on a day; what could be about a person is not kept."""
    words = keepable(typed)
    if words:
        with connection.cursor() as cursor:
            cursor.execute(_COUNT, {"day": on, "words": words, "most": MOST_A_DAY})
