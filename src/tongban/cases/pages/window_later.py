"""Papers that follow acceptance, at the window: 容缺的材料交来了吗？ Recorded, and what waited for them goes on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import party_cards
from tongban.cases.actions.decide import issue_result
from tongban.cases.actions.deferring import supply_later
from tongban.cases.actions.receive import Given
from tongban.cases.forms.window import chosen_keys
from tongban.cases.pages.arrangements import follow_row
from tongban.cases.pages.clerks import clerk, language
from tongban.cases.queries.deferring import follows_of
from tongban.cases.queries.tasks import open_tasks
from tongban.cases.queries.window import noticed_case
from tongban.cases.rules import State
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import version


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def window_later(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Which of the papers that were to follow are handed in now?"""
    actor, case = clerk(request), noticed_case(case_id=case_id)
    content = version(case.version_id).content if case is not None else None
    if case is None or content is None:
        raise Http404
    follows, now = follows_of(case_id, content), timezone.now()
    if not follows:
        raise Http404
    refused: Refusal | None = None
    if request.method == "POST":
        asked = {one.key for one in follows if one.supplied_at is None}
        papers = [Given(key) for key in sorted(chosen_keys(request.POST, "have-") & asked)]
        try:
            supply_later(case_id=case_id, materials=papers, by=actor, at=now)
            make_waiting_result(case_id, case.state, now)
            return redirect("cases:window_later", case_id)
        except Refused as problem:
            refused = problem.refusal
    rows = [follow_row(one, timezone.localdate(now)) for one in follows if one.supplied_at is None]
    card = party_cards([case.applicant_id], viewer=actor).get(case.applicant_id)
    context = {
        "item": content.name.words(language()), "case_number": case.number, "card": card, "rows": rows,
        "refused": refused,
    }  # fmt: skip
    return render(request, "cases/window/later.html", context, status=409 if refused else 200)


def make_waiting_result(case_id: UUID, state: str, now: datetime) -> None:
    """Makes the result of a granted case whose last paper has come; what still waits the worker looks at again."""
    if state == State.DECIDED and any(task.act == "issue" for task in open_tasks(case_id)):
        try:
            issue_result(case_id=case_id, at=now)
        except Refused:
            return
