"""Who may take a certificate back: the body that issued it, in a post that decides; the reviewer's desk does not."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_take_back(by: Actor, issuer: UUID) -> Refusal | None:
    """Why this actor cannot revoke, cancel or replace a certificate of `issuer`; None if they may."""
    if by.kind is ActorKind.OFFICIAL and by.body_id == issuer and by.has("decide"):
        return None
    return Refusal(
        "certificate_not_issuer",
        zh="撤销、注销和换发，只限颁发机关有决定职责的岗位。请转颁发机关办理。",
        en="Only a deciding post of the issuing body may revoke, cancel or replace. Pass this to the issuing body.",
    )
