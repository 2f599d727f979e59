"""Acts on the ledger: recording, order and following (`recording`), sealing (`sealing`)."""

from tongban.ledger.actions.recording import (
    FOLLOW_BATCH,
    FOLLOWERS,
    PREPARATIONS,
    SEQUENCE_BATCH,
    STALE,
    STALE_STATE,
    FollowerOvertaken,
    Handler,
    Recorded,
    append,
    connection_as,
    encode,
    follow,
    is_stale,
    refused_when_stale,
    sequence,
)

__all__ = [
    "FOLLOWERS",
    "FOLLOW_BATCH",
    "PREPARATIONS",
    "SEQUENCE_BATCH",
    "STALE",
    "STALE_STATE",
    "FollowerOvertaken",
    "Handler",
    "Recorded",
    "append",
    "connection_as",
    "encode",
    "follow",
    "is_stale",
    "refused_when_stale",
    "sequence",
]
