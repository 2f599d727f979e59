"""The item guide: 我符合条件吗，要带什么，多久？ For everybody, without signing in and without script."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.agencies.queries import bodies
from tongban.documents.rules.kinds import KINDS
from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.flow.chart_words import chart_steps
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import PublishedItem, VersionRef, basis_lines, guide, holdings_of
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.bases import one_an_article
from tongban.powerlist.rules.content import ItemContent
from tongban.powerlist.rules.guide import limit_lines, material_line, need_answer, step_limits
from tongban.powerlist.rules.guideflow import guide_net
from tongban.powerlist.rules.holdings import respondent
from tongban.rulebook.lookup import number


@dataclass(frozen=True, slots=True)
class NeedLine:
    """One question of "do I need this?" with what was answered, as the page shows it."""

    number: int
    question: str
    answer: str


@require_safe
def item_guide(request: HttpRequest, code: str) -> HttpResponse:
    """Am I eligible, what do I bring, and how long does it take?"""
    try:
        item = guide(code)
    except Refused as refused:
        raise Http404 from refused
    language = get_language() or "zh-hans"
    return render(request, "powerlist/guide.html", guide_context(request, item, language))


def guide_context(request: HttpRequest, item: PublishedItem, language: str) -> dict[str, Any]:
    """Everything the guide of an item shows; the list office sees its drafts by the same page."""
    version = item.version
    assert version is not None  # `guide` answers no item without one
    content = version.content
    open_question, outcome = need_answer(content, _answers(request), language)
    return {
        "item": item,
        "version": version,
        "content": content,
        "name": content.name.words(language),
        "in_use": item.state == codes.IN_USE,
        "state": codes.ITEM_STATES[item.state][1 if language.startswith("en") else 0],
        "body": _body_name(content, language),
        "hold": _hold(item, content, language),
        "promise": _promise(content, language),
        "needs": _needs(request, content, language, open_question),
        "open_question": open_question,
        "outcome": outcome,
        "conditions": [text.words(language) for text in content.conditions],
        "materials": [material_line(material, language) for material in content.materials],
        "limits": limit_lines(content, language),
        "bases": basis_lines(one_an_article(content.legal_basis)),
        "places": [text.words(language) for text in content.places],
        "hours": content.hours.words(language),
        "channels": [codes.word(codes.CHANNELS, code, language) for code in content.channels],
        "elsewhere": getattr(content.elsewhere, "en" if language.startswith("en") else "zh", ""),
        "remedies": _remedies(content, language),
        "faq": [(entry.q.words(language), entry.a.words(language)) for entry in content.faq],
        **_flow(version, language),
    }


def _answers(request: HttpRequest) -> dict[int, str]:
    return {number: request.GET.get(f"need{number}", "") for number in range(10)}


def _needs(request: HttpRequest, content: ItemContent, language: str, open_question: int) -> list[NeedLine]:
    asked = content.need_questions if open_question < 0 else content.need_questions[: open_question + 1]
    answers = _answers(request)
    lines = [NeedLine(number, q.question.words(language), answers[number]) for number, q in enumerate(asked[:10])]
    return [line for line in lines if line.answer or line.number == open_question]


def _promise(content: ItemContent, language: str) -> str:
    limit = content.limit("whole_promised") or content.limit("whole_statutory")
    return step_limits(content, language)[limit.key] if limit else ""


def _body_name(content: ItemContent, language: str) -> str:
    found = next((body for body in bodies() if body.key == content.body), None)
    return found.name if found else content.handler


@dataclass(frozen=True, slots=True)
class HoldLine:
    """Who decides where the power was moved: in which form, by which document, who supervises, who answers for it."""

    decides: str
    form: str
    basis: str
    supervises: str
    answers: str


def _hold(item: PublishedItem, content: ItemContent, language: str) -> HoldLine | None:
    """The county's hold on the power where another body had it before; None where it is with the body it always was."""
    county = [one for one in holdings_of(item.id, timezone.now()) if one.function == "decide" and one.supervisor_id]
    if not county:
        return None
    hold, known = county[0], {body.id: body.name for body in bodies()}
    former = hold.supervisor_id
    answers = respondent(hold.legal_form, hold.body_id, former)
    form = codes.word(codes.LEGAL_FORMS, hold.legal_form, language)
    return HoldLine(known.get(hold.body_id, ""), form, hold.basis_doc, known.get(former or hold.body_id, ""),
                    known.get(answers, ""))  # fmt: skip


def _remedies(content: ItemContent, language: str) -> dict[str, Any] | None:
    told = content.remedies
    if told is None:
        return None
    today = timezone.localdate()
    return {
        "days": number("remedy.reconsideration_days", today),
        "months": number("remedy.suit_months", today),
        "body": told.reconsideration_body.words(language),
        "first": told.reconsideration_first,
        "court": told.court.words(language),
    }


def _flow(version: VersionRef, language: str) -> dict[str, Any]:
    """The chart and the same steps in words, both from one table: the one that runs, or for a guide what it says."""
    net = version.flow or guide_net(version.content, _handled_by(version.content))
    if net is None:
        return {"chart": "", "steps": ()}
    limits = step_limits(version.content, language)
    tongue = "en" if language.startswith("en") else "zh"
    # The drawing escapes every word it takes from the flow, and takes nothing from the request.
    chart = mark_safe(chart_svg(net, limits=limits, language=tongue, upright=True))  # noqa: S308
    papers = {key: (kind.en if tongue == "en" else kind.zh) for key, kind in KINDS.items()}
    steps = [(step, limits.get(step.limit, ""), papers.get(step.document, "")) for step in chart_steps(net, tongue)]
    return {"chart": chart, "steps": steps, "flow_told": version.flow is None}


def _handled_by(content: ItemContent) -> tuple[str, str]:
    """Who handles a matter, in both languages: the body, else who the guide names."""
    found = next((body for body in bodies() if body.key == content.body), None)
    if found is None:
        return content.handler or "办理单位", content.handler or "The body that handles it"
    return found.name_zh, found.name_en
