"""Reading tokens: who comes with one, how often, which there are; and the log of what was read with one."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from tongban.agencies.models import Token
from tongban.agencies.models.access import write_access
from tongban.agencies.queries.posts import who_acts
from tongban.agencies.rules.tokens import secret_hash
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused

UNKNOWN = Refusal(
    "token_unknown",
    "接口凭据无效、已过期或已收回。请向发放单位换发。",
    "The token is unknown, has ended or was taken back. Ask the body that gave it for another one.",
)
# One statement: the next request of this minute is counted, whichever worker it comes to. A counter may be forgotten in
# a power cut, so by itself it does not wait for the disk; inside an act's transaction it changes nothing about that.
_COUNT = """
WITH quick AS MATERIALIZED (SELECT CASE WHEN %s::boolean THEN set_config('synchronous_commit', 'off', true) END)
INSERT INTO agencies_tokenuse AS u (token_id, minute, count)
SELECT %s, date_trunc('minute', %s::timestamptz), 1 FROM quick
ON CONFLICT (token_id, minute) DO UPDATE SET count = u.count + 1 RETURNING count
"""

# Asked with each request of another system.
_BEARER = """
SELECT t.id, t.purpose, t.system, t.scopes, t.created_at, t.expires_at, t.revoked_at,
  t.post_id, p.body_id, p.place_id, p.duties
FROM agencies_token t JOIN agencies_post p ON p.id = t.post_id WHERE t.secret_hash = %s
"""


@dataclass(frozen=True, slots=True)
class TokenLine:
    """A token as a list shows it; its secret is not known to anybody here."""

    id: UUID
    body_id: UUID
    post_zh: str
    post_en: str
    purpose: str
    system: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who comes with a token: the acting official of its post, with no more duties than its scopes."""

    token_id: UUID
    actor: Actor
    purpose: str
    system: str
    scopes: frozenset[str]


def bearer_of(secret: str, at: datetime) -> Bearer:
    """Who comes with a secret at a moment; refused (`token_unknown`) for one that is unknown, ended or taken back.

    The act is the post's: it stands under whoever acts in it (A, or B while A is away); with both away it is refused
    as at the desk. Duties are those of post and token both.
    """
    with connection.cursor() as cursor:
        cursor.execute(_BEARER, [secret_hash(secret)])
        row = cursor.fetchone()
    if row is None:
        raise Refused(UNKNOWN)
    token_id, purpose, system, scopes, created_at, expires_at, revoked_at, post_id, body_id, place_id, duties = row
    if revoked_at is not None or not created_at <= at < expires_at:
        raise Refused(UNKNOWN)
    acting = who_acts(post_id, at)
    actor = Actor(
        ActorKind.OFFICIAL, ref=acting.official_id, post_id=post_id, body_id=body_id, place_id=place_id,
        duties=frozenset(duties) & frozenset(scopes), cover_for=acting.cover_for, channel="api",
    )  # fmt: skip
    return Bearer(token_id, actor, purpose, system, frozenset(scopes))


def count_use(token_id: UUID, at: datetime) -> int:
    """Counts one request with a token; answers how many there were in this minute, this one included."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [not connection.in_atomic_block, token_id, at])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def tokens_of(body_ids: Collection[UUID] | None) -> list[TokenLine]:
    """The tokens of some bodies (None: of all), the newest first."""
    rows = Token.objects.select_related("post").order_by("-created_at", "id")
    if body_ids is not None:
        rows = rows.filter(body_id__in=body_ids)
    return [
        TokenLine(
            row.pk, row.body_id, row.post.name_zh, row.post.name_en, row.purpose, row.system, tuple(row.scopes),
            row.created_at, row.expires_at, row.revoked_at,
        )
        for row in rows[:500]
    ]  # fmt: skip


def log_token_reading(
    parties: Collection[UUID], *, bearer: Bearer, fields: Collection[str], case_ref: str, at: datetime
) -> None:
    """Writes, before anything is answered, that these persons' data were read with a token, and for which purpose.

    On its own connection, like every reading; if it cannot be written it raises, and nothing may be answered.
    """
    write_access(
        party_ids=sorted(parties), by=bearer.actor, at=at, fields=sorted(fields), purpose=bearer.purpose,
        case_ref=case_ref, reason=bearer.system,
    )  # fmt: skip
