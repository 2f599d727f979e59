"""一件事: one page for everything that was applied for together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from tongban.cases.pages.citizen.entry import actor_of, for_citizens, language
from tongban.cases.pages.citizen.mine import Row, row_of
from tongban.cases.pages.citizen.submit import lookup_code
from tongban.cases.queries.bundles import BundleLine, MemberLine, own_bundle
from tongban.cases.rules.bundles import DONE, OUTSIDE, RECEIVED, STOPPED

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


@for_citizens
@require_safe
def bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """How far is the whole thing, and what does each part wait for?"""
    found = own_bundle(bundle_id, actor_of(request), timezone.now())
    if found is None:
        raise Http404
    parts = [part_of(request, member, found) for member in found.members]
    context: dict[str, Any] = {
        "bundle": found,
        "name": found.ref.content.name.words(language()),
        "parts": parts,
        "left": len(parts) - found.done,
        "stopped": any(part.member.state == STOPPED for part in parts),
        "lookup": any(part.code for part in parts),
    }
    return render(request, "cases/public/bundle.html", context)


def part_of(request: HttpRequest, member: MemberLine, whole: BundleLine) -> Part:
    """One member for the page."""
    tongue = language()
    names = {one.item: one.name_en if tongue == "en" else one.name_zh for one in whole.members}
    waits = ("、" if tongue == "zh" else ", ").join(names[item] for item in member.after if item in names)
    row = row_of(member.matter) if member.matter is not None else None
    code = lookup_code(request, member.matter.id) if member.matter is not None else ""
    words = member.en if tongue == "en" else member.zh
    return Part(names[member.item], MARKS.get(member.state, "todo"), words, waits, row, code, member)
