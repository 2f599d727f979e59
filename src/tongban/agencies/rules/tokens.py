"""Tokens for other systems 接口凭据: how a secret looks and is kept, for which purposes, with which scopes. Pure."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from collections.abc import Collection
from typing import Final

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MARK: Final = "tb1_"
SECRET_BYTES: Final = 32
NONCE: Final = 12
READ: Final = "read"
# Duties that a token may carry. Nobody administers, and nobody watches over security, through one: those acts are a
# person's, signed in.
SCOPES: Final = frozenset(
    {READ, "receive", "accept", "review", "decide", "deliver", "lead", "manage_list", "centre_manage", "operate",
     "dispatch", "handle", "call_back"}
)  # fmt: skip
PURPOSES: Final[dict[str, tuple[str, str]]] = {
    "exchange": ("与其他系统交换办件", "Exchanging cases with another system"),
    "window": ("窗口设备或自助终端", "A machine at the window or a self-service terminal"),
    "figures": ("统计与核对", "Figures and reconciliation"),
    "hotline": ("与其他热线平台交换工单", "Exchanging orders with another hotline platform"),
    "trial": ("接口联调", "Trying the interface out"),
}
# With which purpose a token opens the operations on orders of the hotline.
ORDERS: Final = frozenset({"hotline", "trial"})
LONGEST_SYSTEM: Final = 60


def new_secret() -> str:
    """A fresh secret: 256 random bits behind a mark by which leaked ones are found in files."""
    return MARK + base64.urlsafe_b64encode(os.urandom(SECRET_BYTES)).decode().rstrip("=")


def secret_hash(secret: str) -> bytes:
    """The stored form. The secret is random and long, so no slow hash is needed."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).digest()


def allowed_scopes(duties: Collection[str]) -> frozenset[str]:
    """What a token of a post with these duties may be given: reading, and the post's own duties."""
    return (frozenset(duties) & SCOPES) | {READ}


def answer_keys(secret: bytes, caller: str, key: str) -> tuple[bytes, bytes]:
    """(under which a kept answer is found, with which it is sealed): both need the key that only the caller has."""
    message = f"{caller}\0{key}".encode("utf-8", "replace")
    found, sealed = (hmac.new(secret, mark + message, hashlib.sha256).digest() for mark in (b"find\0", b"seal\0"))
    return found, sealed


def seal_answer(key: bytes, plain: bytes) -> bytes:
    """One kept answer, unreadable without its key."""
    nonce = os.urandom(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, None)


def open_answer(key: bytes, sealed: bytes) -> bytes:
    """What `seal_answer` sealed."""
    return AESGCM(key).decrypt(sealed[:NONCE], sealed[NONCE:], None)
