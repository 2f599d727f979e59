"""我的事: what waits for me, what is on its way, what is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.steps import CHECK, PAPERS, step_url
from tongban.cases.queries.bundles import open_bundles_of
from tongban.cases.queries.draft import DraftLine, drafts_of
from tongban.cases.queries.limits import ZONE
from tongban.cases.queries.mine import Hand, MatterLine, matters_of
from tongban.cases.rules import State
from tongban.exchange.queries.systems import foreign_cases_of_applicant


@dataclass(frozen=True, slots=True)
class Row:
    """A case in words: what it is, where it stands, in whose hands."""

    matter: MatterLine
    item: str
    words: str
    hands: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft in words, with the address where it goes on."""

    draft: DraftLine
    item: str
    url: str


@for_citizens
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """How far are my matters, and what waits for me?"""
    now, actor = timezone.now(), actor_of(request)
    rows = [row_of(matter) for matter in matters_of(actor, now)]
    today = now.astimezone(ZONE).date()
    drafts = [_draft(line) for line in (drafts_of(actor.ref, today) if actor.ref else [])]
    waiting = [row for row in rows if row.matter.mine]
    going = [row for row in rows if row.matter.open and not row.matter.mine]
    context: dict[str, Any] = {
        "waiting": waiting,
        "drafts": drafts,
        "going": going,
        "closed": [row for row in rows if not row.matter.open],
        "todo": len(waiting) + len(drafts),
        "bundles": open_bundles_of(actor),
        "elsewhere": foreign_cases_of_applicant(actor.ref) if actor.ref else [],
    }
    return render(request, "cases/public/my.html", context)


def _draft(line: DraftLine) -> DraftRow:
    groups = line.ref.content.form.groups
    first = groups[0].key if groups else (PAPERS if line.ref.content.materials else CHECK)
    return DraftRow(line, line.ref.content.name.words(language()), step_url(line.id, first))


def row_of(matter: MatterLine) -> Row:
    """A case in the words of the page's language."""
    tongue = language()
    return Row(matter, matter.ref.content.name.words(tongue), matter.state_words(tongue), hands_words(matter))


def hands_words(matter: MatterLine) -> str:
    """现在在谁手里: department and post, never a name; who is asked to do what."""
    tongue = language()
    if matter.mine:
        return _("In your hands: supply what the notice lists.")
    if not matter.open:
        return _ended(matter)
    if matter.state is State.SUSPENDED:
        return _("It stands still; the letter says why. You are told when it goes on.")
    if not matter.hands:
        return _("With %(body)s: the result is being made.") % {"body": matter.body(tongue)}
    listed = _joined(hand.words(tongue) for hand in _different(matter.hands))
    if matter.state is State.RECEIVED:
        return _("With %(hands)s, to answer whether it is accepted.") % {"hands": listed}
    if matter.state is State.DECIDED:
        return _("With %(hands)s, to deliver the decision.") % {"hands": listed}
    return _("With %(hands)s.") % {"hands": listed}


def _different(hands: Iterable[Hand]) -> list[Hand]:
    return list({hand.words("zh"): hand for hand in hands}.values())


def _ended(matter: MatterLine) -> str:
    words = {
        State.NOT_ACCEPTED: _("It was not accepted; the reasons stand in the notice."),
        State.WITHDRAWN: _("You withdrew it."),
        State.TERMINATED: _("It was ended without a decision; the letter says why."),
    }
    return words.get(matter.state, _("It is done; nobody has it any more."))


def _joined(parts: Iterable[str]) -> str:
    return ("、" if language() == "zh" else "; ").join(parts)
