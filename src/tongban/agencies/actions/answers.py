"""The same request again: one effect, and the same answer. Claimed and kept in the very transaction of the act.

Whoever comes second with the same key waits for the first at the unique key of the table. If the first changed nothing
(it was refused, or it died), its claim is gone with its transaction and the second is the first.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson
import psycopg
from django.conf import settings
from django.db import OperationalError, connection
from django.utils import timezone

from tongban.agencies.models import KeptAnswer, TokenUse
from tongban.agencies.rules.tokens import answer_keys, open_answer, seal_answer
from tongban.kernel.refusals import Refusal, Refused
from tongban.rulebook.lookup import number

# How long the second waits for the first before it is told to come again.
PATIENCE = "10s"
RUNNING = Refusal(
    "still_running",
    "同一个请求正在办理。请稍候，用同样的 Idempotency-Key 再发一次。",
    "The same request is being handled. Wait a moment and send it again with the same Idempotency-Key.",
)
OTHER_REQUEST = Refusal(
    "key_reused",
    "这个 Idempotency-Key 已用于另一个请求。新的请求请换一个新的键。",
    "This Idempotency-Key was used for another request. Take a new key for a new request.",
)
_CLAIM = """
WITH patience AS MATERIALIZED (SELECT set_config('lock_timeout', %s, true))
INSERT INTO agencies_keptanswer AS k (key_hash, request_hash, kept_until) SELECT %s, %s, %s FROM patience
ON CONFLICT (key_hash) DO UPDATE SET request_hash = excluded.request_hash, status = NULL, sealed = NULL,
  kept_until = excluded.kept_until WHERE k.kept_until < %s RETURNING true
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered: the status, the kind of content, the content."""

    status: int
    content_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Claim:
    """The right to answer a request the first time; `kept` is the earlier answer when there was one."""

    key_hash: bytes
    seal_key: bytes
    kept: Answer | None


def claim_answer(*, caller: str, key: str, request_hash: bytes, at: datetime) -> Claim:
    """Claims a request by its caller and key, inside the transaction of the act.

    Refused (`still_running`) while another request with the key is being handled for long, and (`key_reused`) when the
    key stands for a request that is not the same.
    """
    found, sealing = answer_keys(settings.SECRET_KEY.encode(), caller, key)
    until = at + timedelta(hours=number("interface.answer_hours", timezone.localdate(at)))
    try:
        with connection.cursor() as cursor:
            cursor.execute(_CLAIM, [PATIENCE, found, request_hash, until, at])
            first = cursor.fetchone() is not None
            cursor.execute("SELECT set_config('lock_timeout', '0', true)")
    except OperationalError as waiting:
        if isinstance(waiting.__cause__, psycopg.errors.LockNotAvailable):
            raise Refused(RUNNING) from waiting
        raise
    return Claim(found, sealing, None if first else _kept(found, sealing, request_hash))


def _kept(found: bytes, sealing: bytes, request_hash: bytes) -> Answer:
    row = KeptAnswer.objects.get(key_hash=found)
    if not hmac.compare_digest(bytes(row.request_hash), request_hash):
        raise Refused(OTHER_REQUEST)
    kept = orjson.loads(open_answer(sealing, bytes(row.sealed or b"")))
    return Answer(int(row.status or 0), str(kept["type"]), bytes.fromhex(kept["content"]))


def keep_answer(claim: Claim, answer: Answer) -> None:
    """Keeps the answer with the act itself: both are there after a crash, or neither."""
    plain = orjson.dumps({"type": answer.content_type, "content": answer.content.hex()})
    KeptAnswer.objects.filter(key_hash=claim.key_hash).update(
        status=answer.status, sealed=seal_answer(claim.seal_key, plain)
    )


def sweep_answers(*, at: datetime) -> int:
    """Removes answers whose time is over, and counts of uses of past days; returns how many answers."""
    removed, _of = KeptAnswer.objects.filter(kept_until__lt=at).delete()
    TokenUse.objects.filter(minute__lt=at - timedelta(days=1)).delete()
    return removed
