"""Who may take a certificate back: the body that issued it, in a post that decides, or the body above it."""

from __future__ import annotations

from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal


def may_take_back(by: Actor, issuer: UUID, superiors: frozenset[UUID] = frozenset()) -> Refusal | None:
    """Why this actor cannot revoke, cancel or replace a certificate of `issuer`; None if they may.

    `superiors` are the bodies above the issuer, which may revoke as well (licence law art. 69); empty for other acts.
    """
    official = by.kind is ActorKind.OFFICIAL
    if official and by.body_id == issuer and by.has("decide"):
        return None
    if official and by.body_id in superiors and (by.has("decide") or by.has("lead")):
        return None
    return Refusal(
        "certificate_not_issuer",
        zh="撤销、注销和换发，只限颁发机关有决定职责的岗位；撤销也可以由它的上级机关决定。请转颁发机关办理。",
        en="Only a deciding post of the issuing body may do this; its superior may revoke. Pass it to the issuer.",
    )


def may_see_certificate(by: Actor, issuer: UUID, superiors: frozenset[UUID]) -> bool:
    """Officials of the issuing body and of those above it see the whole record; everybody has the public check."""
    return by.kind is ActorKind.OFFICIAL and (by.body_id == issuer or by.body_id in superiors)
