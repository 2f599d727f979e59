"""一件事: one page for everything that was applied for together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from tongban.cases.actions.bundles import tell_member_done
from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.mine import Row, row_of
from tongban.cases.pages.citizen.submit import lookup_code
from tongban.cases.queries.bundles import BundleLine, MemberLine, own_bundle
from tongban.cases.rules.bundles import DONE, ENDED, OUTSIDE, RECEIVED, STOPPED
from tongban.kernel.refusals import Refusal, Refused

MARKS = {DONE: "done", RECEIVED: "on", OUTSIDE: "on", STOPPED: "gap"}


@dataclass(frozen=True, slots=True)
class Part:
    """A member in words: its name, state, whom it waits for, its case with code, or where it is handled."""

    name: str
    mark: str
    words: str
    waits_for: str
    row: Row | None
    code: str
    member: MemberLine
    tells: bool
    books: bool


@for_citizens
@require_safe
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """How far is the whole thing, and what does each part wait for?"""
    return _page(request, bundle_id)


@require_POST
@for_citizens
def bundle_told(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """The applicant says that what another office handles is done."""
    try:
        tell_member_done(
            bundle_id=bundle_id, item=request.POST.get("item", "")[:60], by=actor_of(request), at=timezone.now()
        )
    except Refused as refused:
        if refused.refusal.code == "not_found":
            raise Http404 from refused
        return _page(request, bundle_id, refused.refusal)
    return HttpResponseRedirect(reverse("cases:bundle", args=[bundle_id]))


def _page(request: HttpRequest, bundle_id: UUID, refusal: Refusal | None = None) -> HttpResponse:
    found = own_bundle(bundle_id, actor_of(request), timezone.now())
    if found is None:
        raise Http404
    parts = [part_of(request, member, found) for member in found.members]
    context: dict[str, Any] = {
        "refusal": refusal,
        "bundle": found,
        "name": found.ref.content.name.words(language()),
        "parts": parts,
        "left": len(parts) - found.done,
        "stopped": any(part.member.state == STOPPED for part in parts),
        "licences": [(line.item, line.label.words(language())) for line in found.licences],
        "lookup": any(part.code for part in parts),
    }
    return render(request, "cases/public/bundle.html", context, status=409 if refusal else 200)


def part_of(request: HttpRequest, member: MemberLine, whole: BundleLine) -> Part:
    """One member for the page."""
    tongue = language()
    names = {one.item: one.name_en if tongue == "en" else one.name_zh for one in whole.members}
    waits = ("、" if tongue == "zh" else ", ").join(names[item] for item in member.after if item in names)
    row = row_of(member.matter) if member.matter is not None else None
    code = lookup_code(request, member.matter.id) if member.matter is not None else ""
    words = member.en if tongue == "en" else member.zh
    outside = member.state == OUTSIDE
    tells = outside and not any(member.item in one.after for one in whole.members if one.state not in ENDED)
    mark = MARKS.get(member.state, "todo")
    return Part(names[member.item], mark, words, waits, row, code, member, tells, outside and member.bookable)
