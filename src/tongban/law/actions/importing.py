"""Loads official texts into the library: new laws, awaited texts and amendments, in the order of their days.

Every file is its own act, so that a text that cannot be kept stops no other; the same folder again changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.law.actions.laws import amend_law, enact_law, need_keeper, record_text
from tongban.law.actions.texts import text_digest
from tongban.law.models import Law, LawVersion
from tongban.law.rules.kinds import likely_kind
from tongban.law.rules.names import name_key
from tongban.law.rules.reading import read_statute
from tongban.law.rules.statute import Statute, day_of, in_force_from

UNKNOWN_DAY = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file: enacted, recorded, amended, same, older, undated or refused, with words to it."""

    name: str
    what: str
    title: str
    articles: int
    words: str = ""


def import_texts(*, files: Iterable[tuple[str, str]], source: str, by: Actor, at: datetime) -> Iterator[Outcome]:
    """Takes in (name, text) pairs, the earlier texts of a law first; tells what became of each."""
    need_keeper(by)
    read = [(name, text, read_statute(text)) for name, text in files]
    read.sort(key=lambda one: (name_key(one[2].title), _day(one[0], one[2]) or UNKNOWN_DAY, one[0]))
    for name, text, statute in read:
        try:
            what = _take(text, statute, _day(name, statute), source, by, at)
            words = "; ".join(f"line {fault.line}: {fault.en}" for fault in statute.faults)
        except Refused as refused:
            what, words = "refused", refused.refusal.sentence("en")
        yield Outcome(name, what, statute.title, len(statute.articles), words)


@transaction.atomic
def _take(text: str, statute: Statute, day: date | None, source: str, by: Actor, at: datetime) -> str:
    law = Law.objects.filter(key=name_key(statute.title), repealed_on__isnull=True).first()
    if law is None:
        enact_law(
            title=statute.title, kind=likely_kind(statute.title, statute.document_number, _notes(statute)),
            valid_from=day or UNKNOWN_DAY, source=source, number=statute.document_number, text=text, by=by, at=at,
        )  # fmt: skip
        return "enacted" if day else "undated"
    if LawVersion.objects.filter(law=law, digest=text_digest(statute)).exists():
        return "same"
    last = LawVersion.objects.filter(law=law).order_by("-no")[0]
    if not last.digest:
        record_text(version_id=last.pk, text=text, source=source, valid_from=day, by=by, at=at)
        return "recorded"
    if day is None or day <= last.valid.lower:
        return "older"
    document = statute.notes[-1].text[:200] if statute.notes else source
    amend_law(law_id=law.pk, valid_from=day, document=document, source=source, text=text, by=by, at=at)
    return "amended"


def _day(name: str, statute: Statute) -> date | None:
    """The day the text says, or a later one in the name of its file: texts often lack the note of their last change."""
    found = re.search(r"\((\d{4})-(\d{2})-(\d{2})\)", name)
    days = [in_force_from(statute), day_of(*found.groups()) if found else None]
    return max([day for day in days if day], default=None)


def _notes(statute: Statute) -> str:
    return " ".join(note.text for note in statute.notes)
