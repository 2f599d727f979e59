"""Using what the platform has for a paper: with the applicant's consent, from the best source there is."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tongban.agencies.queries import unseal
from tongban.cases.actions.consents import give_consent
from tongban.cases.actions.drafts import put_material
from tongban.cases.actions.receive import Given
from tongban.cases.queries.draft import draft_of
from tongban.cases.queries.sources import sources_for
from tongban.documents.actions.files import store_file
from tongban.documents.queries.files import file_bytes, file_ref
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import refuse


@transaction.atomic
def reuse_paper(*, draft_id: UUID, key: str, by: Actor, at: datetime) -> None:
    """Puts a paper to a draft from its source: a certificate or another body (`held`), or a copy of an earlier file.

    Refused when the platform has no such paper of this person, and as `give_consent` refuses.
    """
    draft = draft_of(draft_id, by)
    source = sources_for(draft.ref.content, draft.party_id, at).get(key)
    if source is None:
        raise refuse("paper_not_held", zh="平台没有这份材料，请上传。", en="The platform does not have it; upload it.")
    if source.file_id is None:
        put_material(draft_id=draft_id, given=Given(key, held=True), by=by, at=at)
    else:
        old = file_ref(source.file_id)
        name = unseal(draft.key, old.sealed_name).decode() if old.sealed_name else ""
        sealed = old.sealed_name
        stored = store_file(
            data=file_bytes(old.id), name=name or "earlier", owner=draft_id, by=by, at=at,
            seal=(lambda plain: bytes(sealed)) if sealed is not None else None,
        )  # fmt: skip
        put_material(draft_id=draft_id, given=Given(key, file_id=stored.id), by=by, at=at)
    give_consent(draft_id=draft_id, key=key, source=source, by=by, at=at)
