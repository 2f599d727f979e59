"""One window 一窗收件: 这件能收吗，给什么凭证？ Receiving on paper for an applicant, with the slip."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.actions import register_party
from tongban.agencies.queries import party_by_id_number, party_cards
from tongban.cases.actions.at_once import decide_at_once, receive_promised
from tongban.cases.actions.bundles import BundleReceipt, receive_bundle
from tongban.cases.actions.receive import Given, Receipt, receive_case
from tongban.cases.forms.apply import clean, read_answers
from tongban.cases.forms.window import PartyForm, case_number, chosen_keys, once_of
from tongban.cases.pages.clerks import clerk, language
from tongban.cases.pages.window_bundle import bundle_page
from tongban.cases.queries.answers import missing_answer, wrong_answers
from tongban.cases.queries.at_once import may_offer_at_once
from tongban.cases.queries.missing import needed, shown
from tongban.cases.queries.registers import with_registers
from tongban.cases.queries.together import received_bundle
from tongban.cases.queries.window import (
    Counter,
    checklist,
    counter_for,
    deferred_case,
    lacking,
    noticed_case,
    paper_answers,
    printed_fields,
    received_case,
    typed_fields,
)
from tongban.cases.rules.committing import promised_papers
from tongban.documents.queries.papers import documents_of
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import search
from tongban.powerlist.rules.content import FormField, ItemContent
from tongban.powerlist.rules.providers import number_of

MOST_FOUND = 8
LONGEST = 60


@require_safe
@never_cache
def window(request: HttpRequest) -> HttpResponse:
    """What does this person want to do? Search for the item, or go to a case that waits for papers."""
    clerk(request)
    typed = clean(request.GET.get("q", "")[:LONGEST]).replace("\0", "")
    number = clean(request.GET.get("number", "")[:LONGEST])
    context: dict[str, Any] = {"typed": typed, "number": number}
    if number:
        plain = case_number(number)
        follows = deferred_case(plain) if plain else None
        if follows is not None:
            return redirect("cases:window_later", follows)
        found = noticed_case(number=plain) if plain else None
        if found is not None:
            return redirect("cases:window_supplement", found.case_id)
        context["unknown"] = True
    if typed:
        context["found"] = [entry.version for entry in search(typed, MOST_FOUND) if entry.version.content.whole]
    return render(request, "cases/window/window.html", context)


@dataclass(slots=True)
class Sheet:
    """The page of one item as the clerk has filled it so far, with what is wrong by the id of its field."""

    counter: Counter
    party: PartyForm
    answers: dict[str, Any] = field(default_factory=dict)
    have: set[str] = field(default_factory=set)
    held: set[str] = field(default_factory=set)
    place: str = ""
    once: str = ""
    committed: bool = False
    corrected: set[str] = field(default_factory=set)
    faults: dict[str, str] = field(default_factory=dict)
    refused: Refused | None = None

    @property
    def content(self) -> ItemContent:
        """What the item says."""
        return self.counter.ref.content

    @property
    def fields(self) -> list[FormField]:
        """The questions that this page asks: what must be typed, then what will be printed."""
        typed = typed_fields(self.content)
        return typed + printed_fields(self.content, {one.key for one in typed})


def _counter(code: str, once: str) -> Counter:
    """The item as it is received here; choices from a register in the order drawn for this very application."""
    try:
        counter = counter_for(code, timezone.now()) if "\0" not in code else None
    except Refused:
        counter = None
    if counter is None or not counter.ref.content.whole:
        raise Http404
    content = with_registers(counter.ref.content, number=number_of(once), on=timezone.localdate())
    return replace(counter, ref=replace(counter.ref, content=content))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def window_item(request: HttpRequest, code: str) -> HttpResponse:
    """Can this be received, and what does the applicant get for it?"""
    actor, once = clerk(request), once_of(request.POST)
    counter = _counter(code, once)
    if request.method != "POST":
        held = {paper.key for paper in counter.ref.content.materials if paper.held}
        sheet = Sheet(counter, PartyForm(prefix="party"), held=held, once=once)
        return _page(request, sheet, status=200)
    sheet = _read(counter, request.POST, once)
    before = _received_before(sheet)
    if before is not None:
        return before
    _judge(sheet)
    if sheet.party.is_valid() and not sheet.faults:
        receipt = _receive(sheet, actor, at_once=request.POST.get("do") == "at_once")
        if isinstance(receipt, BundleReceipt):
            return bundle_page(request, receipt.bundle_id, actor, receipt)
        if receipt is not None:
            return _received(request, receipt.case_id, actor, receipt)
    return _page(request, sheet, status=409 if sheet.refused else 422)


def _received_before(sheet: Sheet) -> HttpResponse | None:
    """A second press of the button leads to what the first one received."""
    once = UUID(sheet.once)
    if sheet.content.members:
        return redirect("cases:window_bundle", once) if received_bundle(once) is not None else None
    again = received_case(once)
    return redirect("cases:window_received", again.case_id) if again is not None else None


def _read(counter: Counter, sent: QueryDict, once: str) -> Sheet:
    sheet = Sheet(counter, PartyForm(sent, prefix="party"), once=once)
    sheet.answers = read_answers(sheet.fields, sent)
    papers = {paper.key: paper for paper in sheet.content.materials}
    everything = {key for key, paper in papers.items() if needed(paper, sheet.answers)}
    sheet.held = {key for key in chosen_keys(sent, "use-") if key in papers and papers[key].held}
    sheet.have = {key for key in chosen_keys(sent, "have-") if key in papers}
    if "w-all" in sent:
        sheet.have |= everything - sheet.held
    sheet.committed = "w-commit" in sent and sheet.content.commitment is not None
    sheet.corrected = chosen_keys(sent, "fix-") & {*papers, *(one.key for one in sheet.fields)}
    sheet.place = sent.get("w-place", "")[:40]
    return sheet


def _judge(sheet: Sheet) -> None:
    """Everything that is wrong at once, in the order of the page."""
    places = sheet.counter.places
    if len(places) == 1:
        sheet.place = str(places[0].id)
    elif sheet.place not in {str(place.id) for place in places}:
        sheet.faults["w-place"] = _("Choose where it is applied for.")
    wrong = wrong_answers(sheet.content, sheet.answers, {one.key for one in sheet.fields})
    for one in typed_fields(sheet.content):
        if one.required and shown(one, sheet.answers) and sheet.answers.get(one.key) in (None, "", []):
            wrong.setdefault(one.key, missing_answer(one))
    sheet.faults |= {f"q_{key}": problem.sentence(language()) for key, problem in wrong.items()}


def _receive(sheet: Sheet, actor: Actor, *, at_once: bool) -> Receipt | BundleReceipt | None:
    try:
        with transaction.atomic():  # whose application is refused is not registered by it either
            return _taken_in(sheet, actor, at_once=at_once)
    except Refused as refused:
        sheet.refused = refused
        return None


def _taken_in(sheet: Sheet, actor: Actor, *, at_once: bool) -> Receipt | BundleReceipt | None:
    now, told = timezone.now(), sheet.party.cleaned_data
    party = _party(sheet, actor)
    if party is None:
        return None
    papers = [Given(key) for key in sorted(sheet.have)]
    papers += [Given(key, held=True) for key in sorted(sheet.held - sheet.have)]
    answers = paper_answers(sheet.content, sheet.answers | _known(sheet.content, told))
    given: dict[str, Any] = {
        "version_id": sheet.counter.ref.id, "applicant_id": party, "place_id": UUID(sheet.place), "by": actor,
        "answers": answers, "materials": papers, "at": now,
    }  # fmt: skip
    if sheet.content.members:
        return receive_bundle(**given, channel="window", bundle_id=UUID(sheet.once))
    given |= {"case_id": UUID(sheet.once), "corrected": sheet.corrected}
    if at_once:
        return decide_at_once(**given, committed=sheet.committed).receipt
    return receive_promised(**given) if sheet.committed else receive_case(**given, channel="window")


def _party(sheet: Sheet, actor: Actor) -> UUID | None:
    """The applicant: registered now or before; a known number without a name is enough, the card has been read."""
    told = sheet.party.cleaned_data
    known = party_by_id_number(told["id_number"]) if not told["name"] else None
    if known is not None:
        return known
    if not told["name"]:
        sheet.faults["id_party-name"] = _("This number is not registered yet. Write the name as on the card.")
        return None
    return register_party(
        kind=sheet.party.kind(), name=told["name"], id_number=told["id_number"], phone=told["phone"], by=actor,
        at=timezone.now(),
    )  # fmt: skip


def _known(content: ItemContent, told: Mapping[str, str]) -> dict[str, Any]:
    """Answers that the applicant's own data give already: telephone and number are not typed twice."""
    own = {"phone": told["phone"], "uscc": told["id_number"], "citizen_id": told["id_number"]}
    found = {one.key: own[one.type] for one in content.fields() if own.get(one.type)}
    return {key: value for key, value in found.items() if not wrong_answers(content, {key: value}, {key})}


def _page(request: HttpRequest, sheet: Sheet, *, status: int) -> HttpResponse:
    papers = checklist(sheet.content, sheet.answers)
    rows = [_paper(place, paper, sheet) for place, paper in enumerate(papers, start=1)]
    typed = {one.key for one in typed_fields(sheet.content)}
    questions: list[dict[str, Any]] = [
        {"field": one, "value": sheet.answers.get(one.key), "error": sheet.faults.get(f"q_{one.key}", "")}
        for one in sheet.fields
    ]
    context = {
        "sheet": sheet,
        "name": sheet.content.name.words(language()),
        "typed": [row for row in questions if row["field"].key in typed],
        "printed": [row for row in questions if row["field"].key not in typed],
        "papers": rows,
        "places": [(str(place.id), place.en if language() == "en" else place.zh) for place in sheet.counter.places],
        "lacking": [p.name.words(language()) for p in lacking(papers, sheet.have | sheet.held, sheet.answers)],
        "sent": request.method == "POST",
        "faults": sheet.faults,
        "together": bool(sheet.content.members),
        "may_at_once": may_offer_at_once(clerk(request), sheet.content),
        "commitment": sheet.content.commitment,
        "promised": [paper.name.words(language()) for paper in promised_papers(sheet.content)],
        "fixes": _fixes(sheet, rows),
    }
    return render(request, "cases/window/item.html", context, status=status)


def _fixes(sheet: Sheet, papers: list[dict[str, Any]]) -> list[tuple[str, str, bool]]:
    """What can be put right on the spot: each question that is asked here and each paper (key, name, ticked)."""
    named = [(one.key, one.label.words(language())) for one in sheet.fields]
    named += [(row["key"], row["name"]) for row in papers if not row["held"]]
    return [(key, name, key in sheet.corrected) for key, name in named]


def _paper(place: int, paper: Any, sheet: Sheet) -> dict[str, Any]:
    return {
        "key": paper.key,
        "digit": place if place < 10 else "",
        "name": paper.name.words(language()),
        "note": paper.note.words(language()),
        "copies": paper.copies,
        "held": paper.held,
        "used": paper.key in sheet.held,
        "have": paper.key in sheet.have,
        "deferrable": paper.necessity == "deferrable",
        "situational": paper.necessity == "situation",
    }


@require_safe
@never_cache
def window_received(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was received, and how is the slip printed again? The lookup code was shown once and is not kept."""
    return _received(request, case_id, clerk(request), None)


def _received(request: HttpRequest, case_id: UUID, actor: Actor, receipt: Receipt | None) -> HttpResponse:
    case = received_case(case_id)
    if case is None or (case.window_post_id != actor.post_id and case.body_id != actor.body_id):
        raise Http404
    card = party_cards([case.applicant_id], viewer=actor).get(case.applicant_id)
    documents = [one for one in documents_of(case_id) if one.kind != "receipt_slip"] if case.closed else []
    titles = [(one.id, one.title_en if language() == "en" else one.title_zh, one.number) for one in documents]
    context = {"case": case, "receipt": receipt, "card": card, "documents": titles}
    return render(request, "cases/window/received.html", context)
