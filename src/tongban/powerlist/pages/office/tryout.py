"""Trying out a draft: 这张流程走得通吗，轮到谁，几天内？ A case that exists only here walks the flow."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import divisions
from tongban.kernel.flow.net import Net, Node
from tongban.kernel.refusals import Refusal
from tongban.powerlist.forms.answers import read_answers
from tongban.powerlist.forms.office import TrialForm
from tongban.powerlist.pages.office.entry import for_office, item_of, tongue
from tongban.powerlist.pages.office.section import page_url_of_item
from tongban.powerlist.queries.checking import drawn_flow
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.queries.tryout import due, is_held, lead_body, limit_due, paper_name, started, whose
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.guide import limit_words
from tongban.powerlist.rules.office.sections import code_words
from tongban.powerlist.rules.office.tryout import (
    FIRST_PAPER,
    MOST_STEPS,
    Taken,
    Trial,
    facts_of,
    outcomes,
    papers_asked,
    steering,
    walk,
)

BAR = "|"
WHOLE = ("whole_promised", "whole_statutory")


@require_http_methods(["GET", "HEAD", "POST"])
@for_office
def item_try(request: HttpRequest, code: str) -> HttpResponse:
    """If somebody applied by this draft: which step opens, whose, until when, with which document?"""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    content, flow = item.draft.content, drawn_flow(item.draft_flow)
    places = [(str(one.id), one.name) for one in divisions()]
    sent = request.method == "POST"
    first = {"day": timezone.localdate(), "place": places[0][0] if places else ""}
    form = TrialForm(request.POST if sent else None, places=places, initial=first)
    answers = read_answers(steering(content), request.POST) if sent else {}
    context: dict[str, Any] = {
        "item": item,
        "name": content.name.words(tongue()),
        "form": form,
        "questions": [(field, answers.get(field.key), "") for field in steering(content)],
        "broken": [one.sentence(tongue()) for one in flow.findings if one.blocks],
        "runs": flow.net is not None,
    }
    if not sent or flow.net is None or not form.is_valid() or request.POST.get("do") == "again":
        status = 422 if sent and not form.is_valid() else 200
        return render(request, "powerlist/office/tryout.html", context, status=status)
    return render(request, "powerlist/office/tryout.html", context | _walked(request, item, flow.net, form, answers))


def _walked(
    request: HttpRequest, item: OfficeItem, net: Net, form: TrialForm, answers: Mapping[str, Any]
) -> dict[str, Any]:
    assert item.draft is not None  # asked before
    content, given = item.draft.content, form.cleaned_data
    begun: date = given["day"]
    taken, problem = _steps(request.POST, net)
    trial = walk(net, facts_of(content, answers), begun, taken)
    if trial.stopped is not None and trial.stopped.code != "no_way_on":
        taken = taken[: len(trial.walked)]
    place_id = UUID(given["place"]) if given["place"] else None
    lead = lead_body(content, item.id, place_id, begun)
    return {
        "trial": trial,
        "nobody": not is_held(item.id, place_id, begun),
        "begun": begun,
        "problem": problem or trial.stopped,
        "hidden": _hidden(request.POST, steering(content), taken),
        "open": [_open_line(content, node, day, begun, trial, (lead, place_id)) for node, day in trial.open],
        "walked": [_walked_line(one) for one in trial.walked],
        "papers": _papers(content, answers),
        "first_paper": paper_name(FIRST_PAPER, tongue()),
        "whole": _whole(content, begun, trial),
        "result": content.result.name.words(tongue()) if content.result else "",
    }


def _steps(posted: QueryDict, net: Net) -> tuple[list[Taken], Refusal | None]:
    """The steps taken before, and the one just asked for; what cannot be read is left out."""
    told = [str(one) for one in posted.getlist("taken")[:MOST_STEPS]]
    do = posted.get("do", "")
    if do.startswith("step:"):
        node = do.partition(":")[2]
        told.append(BAR.join((node, posted.get(f"outcome-{node}", ""), posted.get(f"day-{node}", ""))))
    if do == "undo":
        told = told[:-1]
    read = [_taken(one, net) for one in told]
    unread = any(one is None for one in read)
    problem = Refusal("day", "请写明办结的日期和结果。", "Give the outcome and the day.", {}) if unread else None
    return [one for one in read if one is not None], problem


def _taken(told: str, net: Net) -> Taken | None:
    node, _bar, rest = told.partition(BAR)
    outcome, _bar, day = rest.partition(BAR)
    try:
        return Taken(node, outcome, date.fromisoformat(day)) if node in net.nodes and _sane(day) else None
    except ValueError:
        return None


def _sane(day: str) -> bool:
    """Years that calendars and limits can be asked about."""
    return day[:2] == "20" and len(day) == 10


def _hidden(posted: QueryDict, fields: Any, taken: list[Taken]) -> list[tuple[str, str]]:
    """What the next request must know again: the answers and the steps taken."""
    answers = [(field.key, str(value)) for field in fields for value in posted.getlist(field.key)]
    return answers + [("taken", BAR.join((one.node, one.outcome, one.day.isoformat()))) for one in taken]


def _open_line(
    content: ItemContent, node: Node, opened: date, begun: date, trial: Trial, where: tuple[UUID | None, UUID | None]
) -> dict[str, Any]:
    limit = content.limit(node.limit) if node.limit else None
    return {
        "id": node.id,
        "name": _name(node),
        "who": whose(node, *where, opened, tongue()),
        "opened": opened,
        "limit": limit_words(limit, tongue()) if limit else "",
        "due": due(content, node.limit, opened, begun, trial),
        "counted": node.clock == "counted",
        "outcomes": code_words(outcomes(node.act), tongue()),
        "day": max(opened, trial.last_day or opened),
    }


def _walked_line(one: Any) -> dict[str, Any]:
    words = outcomes(one.node.act)[one.outcome][1 if tongue() == "en" else 0]
    paper = paper_name(one.paper, tongue()) if one.paper else ""
    return {"name": _name(one.node), "outcome": words, "opened": one.opened, "day": one.day, "paper": paper}


def _name(node: Node) -> str:
    return node.name_en or node.name if tongue() == "en" else node.name


def _papers(content: ItemContent, answers: Mapping[str, Any]) -> list[str]:
    wanted = papers_asked(content, answers)
    return [material.name.words(tongue()) for material in content.materials if material.key in wanted]


def _whole(content: ItemContent, begun: date, trial: Trial) -> list[dict[str, Any]]:
    """The limits of the whole case once it is accepted."""
    limits = [limit for limit in map(content.limit, WHOLE) if limit is not None and limit.length > 0]
    if trial.accepted is None:
        return []
    day = trial.accepted
    return [
        {
            "kind": limit.kind,
            "words": limit_words(limit, tongue()),
            "due": limit_due(limit, started(limit, day, begun, trial)),
        }
        for limit in limits
    ]
