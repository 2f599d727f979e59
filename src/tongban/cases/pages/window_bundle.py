"""One thing of several items at the window 一件事收件: what was received, what waits, the slips in one print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import party_cards
from tongban.cases.actions.bundles import BundleReceipt
from tongban.cases.actions.printing import Sheet, documents_pdf
from tongban.cases.forms.apply import clean
from tongban.cases.pages.clerks import clerk, language
from tongban.cases.queries.lookup import lookup_hash
from tongban.cases.queries.together import ReceivedBundle, ReceivedMember, received_bundle
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import Actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def window_bundle(request: HttpRequest, bundle_id: UUID) -> HttpResponse:
    """What was received together, and how is it printed? POST prints the slips, with the codes the page had."""
    actor = clerk(request)
    if request.method != "POST":
        return bundle_page(request, bundle_id, actor, None)
    found = _seen(bundle_id, actor)
    sheets = [sheet for member in found.members if (sheet := _slip(found, member, request.POST)) is not None]
    if not sheets:
        raise Http404
    headers = {"Content-Disposition": 'inline; filename="slips.pdf"'}
    pdf = documents_pdf(sheets, by=actor, at=timezone.now())
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)


def _seen(bundle_id: UUID, actor: Actor) -> ReceivedBundle:
    """The bundle for the post that received it and its body's others; for the rest there is none."""
    found = received_bundle(bundle_id)
    if found is None or (found.post_id != actor.post_id and found.body_id != actor.body_id):
        raise Http404
    return found


def _slip(found: ReceivedBundle, member: ReceivedMember, sent: Mapping[str, Any]) -> Sheet | None:
    """The slip of a member that is a case; its lookup code only when the page still has it."""
    if member.case_id is None:
        return None
    view = next((one for one in documents_of(member.case_id) if one.kind == "receipt_slip"), None)
    code = clean(str(sent.get(f"code-{member.item}", ""))[:40])
    known = bool(code) and lookup_hash(member.number, code) == member.lookup_hash
    return Sheet(view, found.applicant_id, member.number, code if known else "") if view is not None else None


def bundle_page(request: HttpRequest, bundle_id: UUID, actor: Actor, receipt: BundleReceipt | None) -> HttpResponse:
    """What started now, what waits for what, and the codes when they have just been made."""
    found = _seen(bundle_id, actor)
    place = 1 if language() == "en" else 0
    names = {member.item: member.names[place] for member in found.members}
    made = {one.case_id: one for one in receipt.receipts} if receipt is not None else {}
    rows = [
        {
            "member": member, "name": names[member.item], "words": member.words[place],
            "receipt": made.get(member.case_id) if member.case_id else None,
            "after": ("、", ", ")[place].join(names[item] for item in member.after if item in names),
        }
        for member in found.members
    ]  # fmt: skip
    context = {
        "bundle": found,
        "name": found.names[place],
        "rows": rows,
        "started": sum(member.case_id is not None for member in found.members),
        "fresh": bool(made),
        "card": party_cards([found.applicant_id], viewer=actor).get(found.applicant_id),
    }
    return render(request, "cases/window/together.html", context)
