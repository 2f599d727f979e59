"""What signing in writes to the ledger: of administrators alone, since they are audited; no address, no name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from tongban.ledger.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """管理员登录: an administrator signed in. `way`: password, code, passkey, other; `network`: inside, outside or "".

    Of the address nothing is kept but whether it is of the offices' own networks, where the installation knows those.
    """

    type: ClassVar[str] = "sign_in.succeeded"
    kind: ClassVar[str] = "sign_in"

    way: str
    network: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFailed(Event):
    """管理员登录未成功: somebody failed at an administrator's account. No actor; the post is the account's."""

    type: ClassVar[str] = "sign_in.failed"
    kind: ClassVar[str] = "sign_in"

    way: str
    network: str
