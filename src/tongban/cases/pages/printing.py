"""The documents list 文书: what one's own body issued on a day, printed together as one PDF."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import party_cards
from tongban.cases.actions.printing import Sheet, documents_pdf
from tongban.cases.pages.acting import Staff, staff_of
from tongban.cases.queries.issued import papers_chosen, papers_of_day
from tongban.documents.rules.storing import attachment_headers
from tongban.kernel.refusals import Refusal
from tongban.rulebook.lookup import number

HANDLING: Final = ("receive", "accept", "review", "decide", "deliver")
NOTHING: Final = Refusal(
    "nothing_chosen", "还没有选文书。请勾选要打印的文书，再打印。", "Nothing is chosen. Tick what to print, then print."
)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: HttpRequest) -> HttpResponse:
    """What did we issue on this day, and which of it do I print now?"""
    staff, today = staff_of(request), timezone.localdate()
    day, most = _day(request, today), number("print.batch_documents", today)
    problem = None
    if request.method == "POST":
        chosen = _chosen(request)
        problem = _problem(len(chosen), most)
        if problem is None:
            found = papers_chosen(_bodies(staff), chosen)
            sheets = [Sheet(one.view, one.applicant_id, one.case_number) for one in found]
            if sheets:
                pdf = documents_pdf(sheets, by=staff.with_duty(HANDLING), at=timezone.now())
                return HttpResponse(pdf, headers=attachment_headers(f"{day.isoformat()}.pdf", "application/pdf"))
            problem = NOTHING
    return render(request, "cases/staff/documents.html", _page(staff, day, today, most) | {"problem": problem},
                  status=422 if problem else 200)  # fmt: skip


def _bodies(staff: Staff) -> list[UUID]:
    acting = (staff.actor, *staff.actors)
    return list(dict.fromkeys(actor.body_id for actor in acting if actor.body_id is not None))


def _day(request: HttpRequest, today: date) -> date:
    typed = request.POST.get("day") or request.GET.get("day") or ""
    try:
        return min(parse_date(typed[:10]) or today, today)
    except ValueError:
        return today


def _chosen(request: HttpRequest) -> list[UUID]:
    """The ticked documents; what is no id is left out."""
    found = []
    for text in request.POST.getlist("document")[:1000]:
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _problem(chosen: int, most: int) -> Refusal | None:
    if chosen == 0:
        return NOTHING
    if chosen > most:
        return Refusal(
            "too_many_chosen",
            "选了 {chosen} 份，一次最多打印 {most} 份。请减少后再打印。",
            "{chosen} are chosen; at most {most} are printed at once. Choose fewer.",
            {"chosen": chosen, "most": most},
        )
    return None


def _page(staff: Staff, day: date, today: date, most: int) -> dict[str, Any]:
    found = papers_of_day(_bodies(staff), day, number("list.page_size", today) * 4)
    cards = party_cards([one.applicant_id for one in found], viewer=staff.with_duty(HANDLING))
    rows = [{"paper": one, "name": cards[one.applicant_id].name if one.applicant_id in cards else ""} for one in found]
    return {"rows": rows, "day": day, "most": most}
