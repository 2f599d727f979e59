"""办理经过: the events of a case in words, newest first, with the documents they made. Reads nothing itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from tongban.agencies.queries import body_named, posts
from tongban.cases.actions.papers import name_of
from tongban.cases.pages import words
from tongban.cases.pages.specialwords import SPECIAL_SAY
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.rules import PAUSE_KINDS
from tongban.kernel.clock.limits import Unit
from tongban.kernel.clock.words import amount
from tongban.kernel.refusals import Refused
from tongban.ledger.events import Entry
from tongban.powerlist.rules.codes import BENEFIT


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line: when, what in words, a note, and the document it made (id, title and number)."""

    at: datetime
    text: str
    note: str
    document_id: UUID | None
    document: str


def body_words(body_id: UUID | None) -> str:
    """A body's name without the county's own, as colleagues say it."""
    if body_id is None:
        return ""
    try:
        name = body_named(body_id, words.day_now()).name
    except Refused:
        return ""
    county = settings.COUNTY[words.language()]
    return name.removeprefix(county).strip()


def history(file: CaseFile, names: Mapping[UUID, str]) -> list[HistoryEntry]:
    """All events of a case, newest first."""
    return [_entry(file, entry, names) for entry in reversed(file.events)]


def _entry(file: CaseFile, entry: Entry, names: Mapping[UUID, str]) -> HistoryEntry:
    say = _SAY.get(entry.type)
    said = say(file, entry.data) if say else entry.type
    person = names.get(entry.actor, "") if entry.actor else ""
    who = " ".join(part for part in (body_words(entry.body_id), person) if part)
    if entry.on_behalf is not None:
        who = _("%(who)s (by mandate for the applicant)") % {"who": who or _("a person the applicant named")}
    elif entry.body_id is None:
        who = _("the system") if entry.type in _BY_SYSTEM else _("the applicant")
    text = _("%(who)s: %(what)s") % {"who": who, "what": said}
    document = file.document(entry.data.get("document")) or _of_seq(file, entry)
    title = ""
    if document is not None:
        name = document.title_en if words.language() == "en" else document.title_zh
        title = f"{name} {document.number}"
    note = _NOTES[entry.type](file, entry) if entry.type in _NOTES else ""
    return HistoryEntry(entry.at, text, note, document.id if document else None, title)


def _of_seq(file: CaseFile, entry: Entry) -> Any:
    return next((one for one in file.documents if one.seq == entry.seq), None)


def _received(file: CaseFile, data: Mapping[str, Any]) -> str:
    return _("applied; the receipt was given")


def _accepted(file: CaseFile, data: Mapping[str, Any]) -> str:
    if data.get("origin") == "deemed":
        return _("five working days passed without a word, so the case counts as accepted")
    reviews = sum(one.get("act") == "review" for one in data.get("opened", ()))
    if reviews > 1:
        return _("accepted; %(count)s bodies began at the same time") % {"count": reviews}
    return _("accepted")


def _notified(file: CaseFile, data: Mapping[str, Any]) -> str:
    points = data.get("points", ())
    names = words.listed(name_of(file.content, point.partition(":")[0]) for point in points)
    told = (
        _("told once, %(count)s points: %(names)s")
        if int(data.get("no", 1)) == 1
        else _("told again, %(count)s points: %(names)s")
    )
    return told % {"count": len(points), "names": names}


def _supplemented(file: CaseFile, data: Mapping[str, Any]) -> str:
    names = words.listed(name_of(file.content, key) for key in data.get("materials", ()))
    return _("supplied %(names)s") % {"names": names} if names else _("corrected the answers")


def _not_accepted(file: CaseFile, data: Mapping[str, Any]) -> str:
    other = data.get("ground") == "not_competent"
    return _("not accepted: another body's business") if other else _("not accepted: no licence is needed")


def _reviewed(file: CaseFile, data: Mapping[str, Any]) -> str:
    nodes = [note.get("node", "") for note in data.get("closed", ())]
    known = file.ref.net.nodes
    step = next((known[node] for node in nodes if node in known), None)
    name = (step.name_en if words.language() == "en" else step.name) if step else ""
    told = _("agreed: %(step)s") if data.get("opinion") == "agree" else _("disagreed: %(step)s")
    return told % {"step": name}


def _decided(file: CaseFile, data: Mapping[str, Any]) -> str:
    if file.content.item_type == BENEFIT:
        return _("decided to give the relief") if data.get("decision") == "grant" else _("decided not to give it")
    return _("decided to grant") if data.get("decision") == "grant" else _("decided to refuse")


def _delivered(file: CaseFile, data: Mapping[str, Any]) -> str:
    ways = {"window": _("at the window"), "post": _("by post"), "online": _("electronically")}
    return _("delivered %(way)s") % {"way": ways.get(str(data.get("method")), "")}


def _paused(file: CaseFile, data: Mapping[str, Any]) -> str:
    zh, en, _article = PAUSE_KINDS.get(str(data.get("pause_kind")), ("", "", ""))
    return _("stopped the clock for %(kind)s") % {"kind": en if words.language() == "en" else zh}


def _extended(file: CaseFile, data: Mapping[str, Any]) -> str:
    longer = amount(int(data.get("length", 0)), Unit(data.get("unit", "working_day")), words.language())
    return _("extended the limit by %(longer)s") % {"longer": longer}


def _supplied_later(file: CaseFile, data: Mapping[str, Any]) -> str:
    names = words.listed(name_of(file.content, key) for key in data.get("materials", ()))
    return _("supplied what was to follow: %(names)s") % {"names": names}


def _checked(file: CaseFile, data: Mapping[str, Any]) -> str:
    kept = data.get("result") == "kept"
    return _("checked the commitment: as promised") if kept else _("checked the commitment: not as promised")


def _opinion(file: CaseFile, data: Mapping[str, Any]) -> str:
    agreed = data.get("opinion") == "agree"
    return _("agreed as the first of two") if agreed else _("disagreed as the first of two")


def _handed(file: CaseFile, data: Mapping[str, Any]) -> str:
    return _("took the step over") if data.get("answer") == "taken" else _("declined to take the step over")


def _post(data: Mapping[str, Any]) -> str:
    post_id = UUID(str(data.get("to_post")))
    found = posts([post_id]).get(post_id)
    return found.name if found else ""


_SAY: Final[Mapping[str, Callable[[CaseFile, Mapping[str, Any]], str]]] = {
    "case.received": _received,
    "case.accepted": _accepted,
    "case.notified": _notified,
    "case.supplemented": _supplemented,
    "case.not_accepted": _not_accepted,
    "case.reviewed": _reviewed,
    "case.decided": _decided,
    "case.result_issued": lambda file, data: _("made the result"),
    "case.delivered": _delivered,
    "case.paused": _paused,
    "case.resumed": lambda file, data: _("let the clock go on"),
    "case.extended": _extended,
    "case.withdrawn": lambda file, data: _("took the application back"),
    "case.urged": lambda file, data: _("urged"),
    "case.supplied_later": _supplied_later,
    "case.supply_reminded": lambda file, data: _("the applicant was reminded of papers that follow"),
    "case.committed": lambda file, data: _("made the commitment"),
    "case.commitment_checked": _checked,
    "case.noted": lambda file, data: _("wrote a note on a paper"),
    "case.not_ours": lambda file, data: _("recorded that it is another body's business"),
    "case.opinion_given": _opinion,
    "case.handover_offered": lambda file, data: _("offered the step to %(to)s") % {"to": _post(data)},
    "case.handover_answered": _handed,
    "case.renewed_by_law": lambda file, data: _(
        "nobody decided before the certificate expired, so it is renewed by law"
    ),
    "case.wait_ended": lambda file, data: _("the notice has run its days"),
    "case.step": lambda file, data: _("did a step"),
    **SPECIAL_SAY,
}
_BY_SYSTEM: Final = frozenset(
    {"case.accepted", "case.result_issued", "case.renewed_by_law", "case.step", "case.wait_ended"}
)


def _channel(file: CaseFile, entry: Entry) -> str:
    channel = str(entry.data.get("channel"))
    words = {
        "web": _("online; five working days run from here"),
        "agent": _("online by mandate; five working days run from here"),
    }
    return words.get(channel, _("at the window; five working days run from here"))


def _breach(file: CaseFile, entry: Entry) -> str:
    return _("recorded as a breach: it was visible the first time") if entry.data.get("breach") else ""


_NOTES: Final[Mapping[str, Callable[[CaseFile, Entry], str]]] = {"case.received": _channel, "case.notified": _breach}
