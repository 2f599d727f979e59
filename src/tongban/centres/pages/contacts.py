"""首问负责: 谁问了什么，现在在谁手里？ For every official who is asked; the centre's manager sees where all are."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.forms.reasons import told_reason
from tongban.agencies.queries import bodies_by_id, posts, posts_with_duty
from tongban.centres.actions.contacts import answer_contact, answer_offer, offer_contact, phone_of, record_contact
from tongban.centres.forms import ContactForm
from tongban.centres.pages.booking import read_id
from tongban.centres.queries.contacts import (
    MOST,
    ContactLine,
    ContactView,
    contact_for,
    contacts_answered,
    contacts_in_hand,
    open_contacts,
)
from tongban.centres.rules.contacts import may_record, standing
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused

LONGEST = 600
# Posts that people are sent to: those who receive, accept or review.
ANSWERING = ("receive", "accept", "review")


def official(request: HttpRequest) -> Actor:
    """The official in a post; 403 for everybody else."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_record(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contacts(request: HttpRequest) -> HttpResponse:
    """What was I asked, and what is still in my hands?"""
    actor, now, problem = official(request), timezone.now(), None
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = record_contact(**form.cleaned_data, by=actor, at=now)
            return HttpResponseRedirect(reverse("centres:contact", args=[made]))
        except Refused as refused:
            problem = refused.refusal
    lines = contacts_in_hand(actor)
    every = open_contacts() if actor.has("centre_manage") else []
    cut = MOST if max(len(lines), len(every)) > MOST else 0
    lines, every, done = lines[:MOST], every[:MOST], contacts_answered(actor)
    hands = _hands([*lines, *every, *done])
    context: dict[str, Any] = {
        "offered": [_row(one, hands, now) for one in lines if one.offered_post == actor.post_id],
        "mine": [_row(one, hands, now) for one in lines if one.owner_post == actor.post_id],
        "every": [_row(one, hands, now) for one in every],
        "done": [_row(one, hands, now) for one in done],
        "manager": actor.has("centre_manage"),
        "cut": cut,
        "form": form,
        "problem": problem,
    }
    status = 200 if request.method != "POST" else 409 if problem else 422
    return render(request, "centres/contacts.html", context, status=status)


def _hands(lines: list[ContactLine]) -> dict[UUID, str]:
    """Body and post of everything that a list names, two statements."""
    found = posts({post for one in lines for post in (one.owner_post, one.offered_post) if post is not None})
    known = bodies_by_id({post.body_id for post in found.values()})
    return {
        key: " ".join((known[post.body_id].name if post.body_id in known else "", post.name)).strip()
        for key, post in found.items()
    }


def _row(line: ContactLine, hands: dict[UUID, str], now: datetime) -> dict[str, Any]:
    over = now > line.answer_by
    last = timezone.localdate(line.answer_by) == timezone.localdate(now)
    words = _("over the limit") if over else _("due today") if last else _("in time")
    mark = "done" if line.answered_at else standing(over=over, last_day=last)
    return {
        "line": line, "mark": mark, "words": _("answered") if line.answered_at else words,
        "owner": hands.get(line.owner_post, ""),
        "offered": hands.get(line.offered_post, "") if line.offered_post else "",
        "late_taking": line.take_by is not None and now > line.take_by,
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def contact(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """What was asked, in whose hands is it, and what was answered?"""
    actor, now = official(request), timezone.now()
    found, problem, phone = _found(contact_id, actor), None, ""
    if request.method == "POST":
        problem, phone = _done(request, found, actor, now)
        if problem is None and not phone:
            return HttpResponseRedirect(reverse("centres:contacts"))
    hands = _hands([found.line])
    mine = found.line.owner_post == actor.post_id
    context: dict[str, Any] = {
        "contact": found,
        "row": _row(found.line, hands, now),
        "open": found.line.answered_at is None,
        "mine": mine and found.line.answered_at is None,
        "offered_me": found.line.offered_post == actor.post_id,
        "targets": _targets(actor) if mine and found.line.answered_at is None else [],
        "typed": request.POST.get("answer", "")[:LONGEST],
        "phone": phone,
        "problem": problem,
    }
    return render(request, "centres/contact.html", context, status=409 if problem else 200)


def _found(contact_id: UUID, actor: Actor) -> ContactView:
    try:
        return contact_for(contact_id, actor)
    except Refused as gone:
        raise Http404 from gone


def _done(request: HttpRequest, found: ContactView, actor: Actor, now: datetime) -> tuple[Refusal | None, str]:
    """What the pressed button asks for; answers why not, or the phone that was asked for."""
    what, key = request.POST.get("do", ""), found.line.id
    try:
        if what == "phone":
            return None, phone_of(contact_id=key, reason=told_reason(request.POST), by=actor, at=now)
        if what == "offer":
            offer_contact(contact_id=key, to_post=read_id(request.POST.get("to", "")), by=actor, at=now)
        elif what in ("take", "decline"):
            answer_offer(contact_id=key, taken=what == "take", by=actor, at=now)
        else:
            words = request.POST.get("answer", "")[:LONGEST].encode("utf-8", "replace").decode().replace("\0", "")
            answer_contact(contact_id=key, answer=words, by=actor, at=now)
    except Refused as refused:
        return refused.refusal, ""
    return None, ""


def _targets(actor: Actor) -> list[tuple[UUID, str]]:
    """The posts to whom a question can go, by body; one's own left out."""
    found = {post.post_id: post for duty in ANSWERING for post in posts_with_duty(duty)}
    known = bodies_by_id({post.body_id for post in found.values()})
    rows = [
        (post.post_id, f"{known[post.body_id].name} {post.name}")
        for post in found.values()
        if post.post_id != actor.post_id and post.body_id in known
    ]
    return sorted(rows, key=lambda row: row[1])
