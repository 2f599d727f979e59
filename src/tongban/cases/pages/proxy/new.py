"""登记委托: which matters, who acts, until when; on paper with its photograph, or online by the person."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions import register_party
from tongban.agencies.queries import bodies_by_id, posts_with_duty, sealing_key
from tongban.cases.actions.mandates import give_mandate
from tongban.cases.forms.apply import clean
from tongban.cases.forms.mandates import PERSON, HelperForm, TermsForm, WhoForm, read_day, read_items
from tongban.cases.pages.citizen.entry import actor_of, language
from tongban.cases.pages.citizen.uploads import most_megabytes, take
from tongban.cases.pages.proxy.entry import barred
from tongban.cases.pages.proxy.home import ASSIST
from tongban.cases.queries.mine import own_case
from tongban.kernel.actor import Actor, ActorKind
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries import search
from tongban.powerlist.queries.names import item_names

RECORDS = frozenset({"receive"}) | ASSIST
LONGEST, MOST_FOUND = 60, 8


@dataclass(slots=True)
class Asked:
    """What is asked of whoever records this mandate: three small forms, those that do not concern them left out."""

    items: list[UUID]
    case_id: UUID | None
    who: WhoForm | None
    helper: HelperForm | None
    terms: TermsForm
    problem: Refusal | None = None
    told: dict[str, Any] = field(default_factory=dict)

    def forms(self) -> list[Any]:
        """Those that are asked."""
        return [form for form in (self.who, self.helper, self.terms) if form is not None]

    def blame(self, why: Refusal) -> None:
        """A term that is too long or over is told beside its day, anything else above the form."""
        if why.code == "mandate_term":
            self.terms.add_error("until", why.sentence(language()))
        else:
            self.problem = why

    def valid(self) -> bool:
        """Whether all are, each judged, so that everything wrong is told at once."""
        good = [form.is_valid() for form in self.forms()]
        for form in self.forms():
            self.told |= form.cleaned_data
        return all(good)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new_mandate(request: HttpRequest) -> HttpResponse:
    """What may be done for whom, until when?"""
    stop = barred(request, duties=RECORDS)
    if stop is not None:
        return stop
    actor = actor_of(request)
    asked = _asked(request, actor)
    if request.method == "POST" and (asked.items or asked.case_id) and asked.valid():
        try:
            made = _give(asked, actor, timezone.now())
        except Refused as refused:
            asked.blame(refused.refusal)
        else:
            return HttpResponseRedirect(reverse("cases:mandate", args=[made]))
    status = 200 if request.method != "POST" else 409 if asked.problem else 422
    return render(request, "cases/proxy/new.html", _shown(request, asked, actor), status=status)


def _asked(request: HttpRequest, actor: Actor) -> Asked:
    sent = request.POST if request.method == "POST" else None
    given = request.POST if sent is not None else request.GET
    official = actor.kind is ActorKind.OFFICIAL
    case_id = next(iter(read_items(given.getlist("case"))), None)
    if case_id is not None and (official or own_case(case_id, actor, timezone.now()) is None):
        case_id = None
    who = WhoForm(sent, request.FILES if sent is not None else None, prefix="m") if official else None
    # A village worker records what was given to that very post; nobody gives oneself another's trust.
    helper = None if actor.has("assist") else HelperForm(sent, posts=_helper_posts(), prefix="m")
    return Asked(read_items(given.getlist("item")), case_id, who, helper, TermsForm(sent, prefix="m"))


def _helper_posts() -> list[tuple[str, str]]:
    found = posts_with_duty("assist")
    known = bodies_by_id({post.body_id for post in found})
    return [(str(post.post_id), f"{known[post.body_id].name} {post.name}") for post in found if post.body_id in known]


@transaction.atomic
def _give(asked: Asked, actor: Actor, now: datetime) -> UUID:
    told, mandate_id = asked.told, uuid7()
    principal = actor.ref
    if asked.who is not None:
        principal = register_party(
            kind="person", name=told["name"], id_number=told["id_number"], phone=told["phone"], by=actor, at=now
        )
    assert principal is not None  # a citizen has one
    file_id = None
    photo: UploadedFile[bytes] | None = told.get("photo")
    if photo is not None:
        file_id = take(photo, owner=mandate_id, key=sealing_key(principal), by=actor, at=now).id
    return give_mandate(
        principal_id=principal, valid_to=read_day(told), items=asked.items, case_id=asked.case_id, file_id=file_id,
        may_reuse=told["may_reuse"], mandate_id=mandate_id, by=actor, at=now, **_helper(asked, actor, now),
    )  # fmt: skip


def _helper(asked: Asked, actor: Actor, now: datetime) -> dict[str, UUID | None]:
    told = asked.told
    if asked.helper is None:
        return {"helper_post": actor.post_id}
    if told["helper"] != PERSON:
        return {"helper_post": UUID(told["helper"])}
    number, name = told["helper_number"], told["helper_name"]
    return {"helper_party": register_party(kind="person", name=name, id_number=number, by=actor, at=now)}


def _shown(request: HttpRequest, asked: Asked, actor: Actor) -> dict[str, Any]:
    typed = clean(request.GET.get("q", "")[:LONGEST]).replace("\0", "")
    found = [one.version for one in search(typed, MOST_FOUND) if one.version.content.whole] if typed else []
    named = item_names(set(asked.items))
    return {
        "typed": typed,
        "found": [
            {"id": one.item_id, "code": one.code, "name": one.content.name.words(language())}
            for one in found
            if one.item_id not in asked.items
        ],
        "chosen": [(item, named[item][0]) for item in asked.items if item in named],
        "case_id": asked.case_id,
        "asked": asked,
        "worker": actor.has("assist"),
        "official": actor.kind is ActorKind.OFFICIAL,
        "most": most_megabytes(),
    }
