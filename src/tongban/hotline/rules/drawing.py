"""Whether an answered order is called back: drawn by a secret no handler knows, so that none can steer it. Pure."""

from __future__ import annotations

import hashlib
import hmac
from uuid import UUID

from tongban.hotline.rules.kinds import ALWAYS_CALLED


def drawn(secret: bytes, order_id: UUID, round_no: int, share: int) -> bool:
    """Drawn with a share of so many in a hundred; the same order and round always gives the same answer."""
    mark = hmac.new(secret, f"callback:{order_id}:{round_no}".encode(), hashlib.sha256).digest()
    return int.from_bytes(mark[:8], "big") % 100 < share


def always_called(kind: str, *, round_no: int, supervised: bool) -> bool:
    """Complaints, what was sent back or reopened, and supervised orders are always called back."""
    return kind in set(map(str, ALWAYS_CALLED)) or round_no > 0 or supervised
