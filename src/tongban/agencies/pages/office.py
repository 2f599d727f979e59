"""Posts and people 岗位和人员: 谁在哪个岗，缺谁？ Appointments with their days, accounts. It decides no case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.actions import appoint, create_post, end_appointment, register_official, reset_access
from tongban.agencies.forms.staff import (
    AppointForm,
    Choice,
    EndForm,
    PasswordForm,
    PersonForm,
    PostForm,
    language,
    midnight,
)
from tongban.agencies.models.refs import BodyRef
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import bodies, bodies_in_order, everybody, people_of, person, staff_of_body, staffed_post
from tongban.agencies.queries.staffing import StaffedPost
from tongban.agencies.rules.duties import duty_words
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused


def administrator(request: HttpRequest) -> Actor:
    """The acting administrator; 403 says who is one."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_administer(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def tried(act: Callable[[], Any]) -> Refusal | None:
    """Does an act; what refused it, or None."""
    try:
        act()
    except Refused as refused:
        return refused.refusal
    return None


def chosen_body(request: HttpRequest, known: list[BodyRef], own: UUID | None) -> BodyRef:
    """The body asked for by its key, else the administrator's own."""
    asked = request.GET.get("body", "")
    found = next((body for body in known if body.key == asked), None)
    if asked and found is None:
        raise Http404
    return found or next((body for body in known if body.id == own), known[0])


@require_safe
@never_cache
def office_posts(request: HttpRequest) -> HttpResponse:
    """Who holds which post of this body, and which post has nobody?"""
    actor, now = administrator(request), timezone.now()
    known = bodies_in_order()
    body = chosen_body(request, known, actor.body_id)
    posts = staff_of_body(body.id, now)
    rows = [_row(post) for post in posts]
    context = {
        "bodies": known,
        "body": body,
        "rows": rows,
        "lacking": sum(not row["a"] or not row["b"] for row in rows),
        "people": people_of(body.id),
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "agencies/office/posts.html", context)


def _row(post: StaffedPost) -> dict[str, Any]:
    now = timezone.now()
    present = {one.role: one for one in post.holders if one.holds(now)}
    coming = [one for one in post.holders if one.starts > now]
    words = duty_words(post.duties, language())
    return {"post": post, "duties": words, "a": present.get("A"), "b": present.get("B"), "coming": coming}


def _people(known: list[BodyRef], own: UUID) -> list[Choice]:
    """Everybody who may be appointed: first the body's own people, then the others with their body."""
    named = {body.id: body.name for body in known}
    ranked = sorted(everybody(), key=lambda pair: pair[0] != own)
    return [
        (str(one.official_id), f"{one.name} {one.staff_no}" + ("" if body == own else f" {named.get(body, '')}"))
        for body, one in ranked
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def office_post(request: HttpRequest, post_id: UUID) -> HttpResponse:
    """Who holds this post since when, and who takes it next?"""
    actor, now = administrator(request), timezone.now()
    found = staffed_post(post_id, now)
    if found is None:
        raise Http404
    post, body_id = found
    known = bodies_in_order()
    sent = request.POST if request.method == "POST" else None
    ending = sent is not None and "holding" in sent
    people = _people(known, body_id)
    form = AppointForm(None if ending else sent, people=people, initial={"starts": timezone.localdate()})
    end = EndForm(sent if ending else None, initial={"ends": timezone.localdate()}, auto_id="id_end_%s")
    problem = None
    if sent is not None:
        act = _end(request, post, end, actor) if ending else _appoint(post_id, form, actor)
        problem = tried(act) if act is not None else None
        if act is not None and problem is None:
            return HttpResponseRedirect(f"{request.path}?done={'ended' if ending else 'appointed'}")
    context = {
        "post": post,
        "body": next((body for body in known if body.id == body_id), None),
        "duties": duty_words(post.duties, language()),
        "held": [one for one in post.holders if one.ends is None or one.ends > now],
        "former": [one for one in post.holders if one.ends is not None and one.ends <= now],
        "form": form,
        "end": end,
        "ending": request.POST.get("holding", "")[:40],
        "problem": problem,
        "done": request.GET.get("done", "")[:20],
        "now": now,
    }
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "agencies/office/post.html", context, status=status)


def _appoint(post_id: UUID, form: AppointForm, actor: Actor) -> Callable[[], Any] | None:
    if not form.is_valid():
        return None
    official, role, starts = form.values()
    return lambda: appoint(
        post_id=post_id, official_id=official, role=role, valid_from=starts, by=actor, at=timezone.now()
    )


def _end(request: HttpRequest, post: StaffedPost, form: EndForm, actor: Actor) -> Callable[[], Any] | None:
    wanted = request.POST.get("holding", "")
    held = next((one for one in post.holders if str(one.holding_id) == wanted), None)
    if held is None:
        raise Http404
    if not form.is_valid():
        return None
    ends = midnight(form.cleaned_data["ends"])
    return lambda: end_appointment(holding_id=held.holding_id, valid_to=ends, by=actor, at=timezone.now())


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def office_new(request: HttpRequest, body_key: str, what: str) -> HttpResponse:
    """Which post or which person does this body get?"""
    actor = administrator(request)
    body = next((one for one in bodies() if one.key == body_key), None)
    if body is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form: forms.Form = PostForm(sent) if what == "post" else PersonForm(sent)
    problem = None
    if sent is not None and form.is_valid():
        told, now = dict(form.cleaned_data), timezone.now()
        act = create_post if what == "post" else register_official
        problem = tried(lambda: act(body_id=body.id, by=actor, at=now, **told))
        if problem is None:
            return HttpResponseRedirect(f"{reverse('agencies:office_posts')}?body={body.key}&done={what}")
    context = {"body": body, "form": form, "what": what, "problem": problem}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "agencies/office/new.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def office_person(request: HttpRequest, official_id: UUID) -> HttpResponse:
    """Has this official lost the password or the phone? Sets the access anew; all open sign-ins end."""
    actor = administrator(request)
    found = person(official_id)
    if found is None:
        raise Http404
    one, body_id = found
    body = next((body for body in bodies() if body.id == body_id), None)
    sent = request.POST if request.method == "POST" else None
    form = PasswordForm(sent)
    problem = None
    if sent is not None and form.is_valid():
        password = form.cleaned_data["password"]
        problem = tried(lambda: reset_access(user_id=one.user_id, password=password, by=actor, at=timezone.now()))
        if problem is None:
            return HttpResponseRedirect(
                f"{reverse('agencies:office_posts')}?body={body.key if body else ''}&done=reset"
            )
    context = {"person": one, "body": body, "form": form, "problem": problem}
    status = 200 if sent is None else 409 if problem else 422
    return render(request, "agencies/office/person.html", context, status=status)
