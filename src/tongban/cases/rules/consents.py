"""同意使用已有材料: where a paper comes from, and whose consent lets the platform use what it has. Pure."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.refusals import Refusal

OTHER_BODY, CERTIFICATE, EARLIER = "other_body", "certificate", "earlier"
SOURCES: Final = {
    OTHER_BODY: ("{who}有这份材料", "{who} has it"),
    CERTIFICATE: ("本平台发的证照 {who}", "a certificate issued here, {who}"),
    EARLIER: ("您在办件 {who} 交过的材料", "what you handed in with case {who}"),
}


def source_words(source: str, who: str, language: str) -> str:
    """Where a paper comes from, in words; `who` is a body, a certificate's number or a case number."""
    return SOURCES[source][1 if language == "en" else 0].format(who=who)


def may_consent(by: Actor, *, party_id: UUID, mandate_allows: bool) -> Refusal | None:
    """The person consents; a helper only where the mandate says so (PIPL arts. 13, 14; Order 716 art. 8)."""
    if by.kind is ActorKind.CITIZEN and by.ref == party_id:
        return None
    if by.on_behalf_of == party_id and mandate_allows:
        return None
    return Refusal(
        "consent_own",
        "同意使用已有材料由本人作出；委托书没有写代办人可以代为同意。请本人登录后同意，或者上传材料。",
        "Only the person consents that what the platform has is used; the mandate does not name it. The person signs "
        "in and consents, or the paper is uploaded.",
    )
