"""A database that another Tongban migrated: brought over when its tables are those of today, else refused in words.

Until the first release the tables came into being in 75 steps; each thing now makes its own in one, and the result is
the same (docs/decisions/0017-one-migration-a-thing.md). It is not for steps to come: those are ordinary migrations.
"""

from collections.abc import Mapping, Set
from typing import Any, Final

# (thing, name of a migration), as `django_migrations` keeps it.
Step = tuple[str, str]

FIRST: Final = "0001_tables"
# The last step of each thing before they were made one; whoever stands here has today's tables.
LAST: Final[Mapping[str, str]] = {
    "agencies": "0010_hotline_tokens",
    "cases": "0016_paper_notes",
    "centres": "0003_first_contacts",
    "certificates": "0002_renewal_and_succession",
    "delegation": "0008_long_acts",
    "documents": "0004_standing_references",
    "exchange": "0003_misreadings",
    "hotline": "0008_nodes_of_bodies",
    "law": "0002_succeeded",
    "ledger": "0003_epochs",
    "powerlist": "0010_clearing",
    "ratings": "0002_orders",
    "reminders": "0001_initial",
    "supervision": "0003_pattern",
}
NEWER: Final = "This database was migrated by a newer Tongban than this one ({step} is not known here)."
NEWER_TODO: Final = "Start the newer one, or restore a backup from before the change. Nothing has been touched."
OLDER: Final = "This database was made by a Tongban of before 1.0 and has not taken the last of its steps ({step})."
OLDER_TODO: Final = "Take them with that version first: docs/operate, “A new version”. Nothing has been touched."

_READ: Final = "SELECT app, name FROM django_migrations WHERE app = ANY(%s)"
_FORGET: Final = "DELETE FROM django_migrations WHERE (app, name) IN (SELECT * FROM unnest(%s::text[], %s::text[]))"
_RECORD: Final = (
    "INSERT INTO django_migrations (app, name, applied) SELECT app, %s, now() FROM unnest(%s::text[]) AS app"
)


def strange(recorded: Set[Step], known: Set[Step]) -> set[Step]:
    """The recorded steps of our things that the present code does not have."""
    ours = {thing for thing, _ in known}
    return {step for step in recorded - known if step[0] in ours}


def refusal(recorded: Set[Step], known: Set[Step]) -> str | None:
    """Why the present code cannot go on with a database in which these steps were taken; None when it can."""
    unknown = strange(recorded, known)
    if not unknown:
        return None
    if any((thing, FIRST) in recorded for thing, _ in unknown):
        return f"{NEWER.format(step='.'.join(max(unknown)))}\n{NEWER_TODO}"
    missing = sorted(LAST.items() - dict(sorted(unknown)).items())
    return f"{OLDER.format(step='.'.join(missing[0]))}\n{OLDER_TODO}" if missing else None


def bring_over(cursor: Any, known: Set[Step]) -> str | None:
    """Records the one step of each thing instead of the many, in the caller's transaction; gives a refusal."""
    cursor.execute("SELECT to_regclass('django_migrations') IS NOT NULL")
    if not cursor.fetchone()[0]:
        return None
    cursor.execute(_READ, [sorted({thing for thing, _ in known})])
    recorded = set(cursor.fetchall())
    reason, unknown = refusal(recorded, known), sorted(strange(recorded, known))
    if reason is None and unknown:
        cursor.execute(_FORGET, [[thing for thing, _ in unknown], [name for _, name in unknown]])
        cursor.execute(_RECORD, [FIRST, sorted(LAST)])
    return reason
