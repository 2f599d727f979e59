"""Where the papers of an application could come from: a certificate issued here, an earlier case, another body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.utils import timezone

from tongban.cases.models import CaseMaterial, Consent
from tongban.cases.rules.askagain import plain_name
from tongban.cases.rules.consents import CERTIFICATE, EARLIER, OTHER_BODY
from tongban.certificates.queries import certificates_of_holder
from tongban.certificates.rules import State
from tongban.powerlist.queries import version
from tongban.powerlist.rules.content import ItemContent, Material

LOOKED_AT: Final = 200


@dataclass(frozen=True, slots=True)
class PaperSource:
    """A source of one paper: which kind, who or which number, its record, and the file that would be taken over."""

    source: str
    who: str
    ref: UUID | None = None
    file_id: UUID | None = None


def sources_for(content: ItemContent, party_id: UUID, now: datetime) -> dict[str, PaperSource]:
    """For each paper that the platform could use, the best source; a form is filled in anew. Two statements.

    A certificate in force comes first, then the body that the item names, then the person's own earlier paper.
    """
    papers = [paper for paper in content.materials if paper.kind != "form"]
    if not papers:
        return {}
    certificates = {
        plain_name(one.title): PaperSource(CERTIFICATE, one.number, one.id)
        for one in certificates_of_holder(party_id)
        if one.state is State.ACTIVE and (one.valid_to is None or one.valid_to >= timezone.localdate(now))
    }
    earlier = _earlier(party_id)
    found = {paper.key: _best(paper, certificates, earlier) for paper in papers}
    return {key: source for key, source in found.items() if source is not None}


def _best(
    paper: Material, certificates: Mapping[str, PaperSource], earlier: Mapping[str, PaperSource]
) -> PaperSource | None:
    name = plain_name(paper.name.zh)
    ours = next((source for title, source in certificates.items() if len(title) > 1 and title in name), None)
    other = PaperSource(OTHER_BODY, paper.held) if paper.held else None
    return ours or other or earlier.get(name)


def _earlier(party_id: UUID) -> dict[str, PaperSource]:
    """The newest file of each paper that the person handed in with an earlier case, by its plain name."""
    rows = CaseMaterial.objects.filter(case__applicant_id=party_id, held=False, file_id__isnull=False)
    columns = ("key", "file_id", "case_id", "case__number", "case__item_version_id")
    found: dict[str, PaperSource] = {}
    for key, file_id, case_id, number, version_id in rows.order_by("-at").values_list(*columns)[:LOOKED_AT]:
        paper = version(version_id).content.material(key)
        if paper is not None and paper.kind != "form":
            found.setdefault(plain_name(paper.name.zh), PaperSource(EARLIER, number, case_id, file_id))
    return found


def consents_of(draft_id: UUID) -> dict[str, tuple[str, datetime]]:
    """(source, when) of the standing consents of an application, by paper."""
    rows = Consent.objects.filter(draft_id=draft_id, withdrawn_at=None)
    return {key: (source, at) for key, source, at in rows.values_list("key", "source", "given_at")}
