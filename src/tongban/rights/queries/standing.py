"""What stands against erasing a person's data, in one statement."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db import connection
from django.utils import timezone

from tongban.rights.rules.standing import KINDS, Kept, Stand, kept_by_law
from tongban.rulebook.lookup import number

# Of each kind: how many, how many are open, when the last one ended, and by which day all that is open ends by itself.
_ONE: Final = {
    "case": """SELECT count(*), count(*) FILTER (WHERE closed_at IS NULL), max(closed_at), NULL::date FROM (
        SELECT closed_at FROM cases_case WHERE applicant_id = %(party)s UNION ALL
        SELECT closed_at FROM cases_bundle WHERE applicant_id = %(party)s UNION ALL
        SELECT c.closed_at FROM cases_interested i JOIN cases_case c ON c.id = i.case_id
         WHERE i.party_id = %(party)s UNION ALL
        SELECT c.closed_at FROM exchange_entrant e JOIN cases_case c ON c.id = e.case_id
         WHERE e.party_id = %(party)s) x""",
    "certificate": """SELECT count(*),
        count(*) FILTER (WHERE state = 'active' AND (valid_to IS NULL OR valid_to >= %(today)s)),
        max(coalesce(state_from, valid_to::timestamptz, issued_at)), CASE WHEN NOT coalesce(bool_or(valid_to IS NULL)
        FILTER (WHERE state = 'active'), FALSE) THEN max(valid_to) FILTER (WHERE state = 'active') END
        FROM certificates_certificate WHERE holder_id = %(party)s""",
    "charge": """SELECT count(*), 0, max(assessed_at), NULL::date FROM cases_charge WHERE case_id IN (
        SELECT id FROM cases_case WHERE applicant_id = %(party)s)""",
    "mandate": """SELECT count(*), count(*) FILTER (WHERE ended_at IS NULL AND valid_to >= %(today)s),
        max(coalesce(ended_at, valid_to::timestamptz)), max(valid_to) FILTER (WHERE ended_at IS NULL) FROM cases_mandate
        WHERE principal_id = %(party)s OR helper_id = %(party)s""",
    "outside": """SELECT count(*), count(*) FILTER (WHERE closed_at IS NULL), max(closed_at), NULL::date
        FROM exchange_foreigncase WHERE applicant_id = %(party)s""",
    "order": """SELECT count(*), count(*) FILTER (WHERE closed_at IS NULL), max(closed_at), NULL::date
        FROM hotline_order WHERE id IN (SELECT order_id FROM hotline_ordercontact WHERE party_id = %(party)s)""",
    "mediation": """SELECT count(*), count(*) FILTER (WHERE m.closed_at IS NULL), max(m.closed_at), NULL::date
        FROM hotline_mediationside s JOIN hotline_mediation m ON m.id = s.mediation_id
        WHERE s.party_id = %(party)s""",
    "question": """SELECT count(*), count(*) FILTER (WHERE answered_at IS NULL), max(answered_at), NULL::date
        FROM centres_contact WHERE party_id = %(party)s""",
    "rating": """SELECT count(*), count(*) FILTER (WHERE r.state IN ('open', 'contacted', 'rectified')),
        max(coalesce(r.closed_at, r.rated_at)), NULL::date FROM ratings_rating r JOIN ratings_occasion o
        ON o.id = r.occasion_id
        WHERE o.party_id = %(party)s""",
}
_ALL: Final = " UNION ALL ".join(f"SELECT '{kind}' AS kind, * FROM ({one}) AS {kind}_" for kind, one in _ONE.items())


def kept_of(party_id: UUID, today: date) -> tuple[Kept, ...]:
    """What stands against erasing a person's data on a day; nothing: all of it can go."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, {"party": party_id, "today": today})
        found = cursor.fetchall()
    stands = [
        Stand(kind, many, still, timezone.localdate(last) if last else None, expires)
        for kind, many, still, last, expires in found
    ]
    return kept_by_law(stands, years_on(today), today)


def years_on(today: date) -> dict[str, int]:
    """How many years each row of the rulebook keeps things on a day."""
    return {key: number(key, today) for _words, key, _why in KINDS.values()}
