"""评价办理: 哪些差评等着我，还剩多少时间？ Lists behind figures, one rating with its steps. Judges nothing itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.agencies.forms.reasons import told_reason
from tongban.agencies.queries import bodies_by_id
from tongban.hotline.queries.view import number_of_request
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.kernel.refusals import Refusal, Refused
from tongban.ratings.actions import work
from tongban.ratings.forms import StepForm, asked_of, place, read_after, said
from tongban.ratings.pages.paging import filters, paged
from tongban.ratings.pages.public import SHOW_WORDS
from tongban.ratings.pages.sheets import workbook
from tongban.ratings.permissions import NOT_STAFF, is_office, may_check, may_handle, may_see
from tongban.ratings.queries.ratings import (
    Asked,
    Line,
    RatingView,
    bodies_of,
    bunched,
    rating_for,
    rating_page,
    waiting_for,
)
from tongban.ratings.rules.levels import CHANNELS, LEVELS, REASONS, STAGES
from tongban.ratings.rules.life import ACT_WORDS, FOUND, FROM, GROUNDS, OUTCOMES, STATE_WORDS, Act, State, act_problem
from tongban.rulebook.lookup import number

EXPORTED: Final = 2_000
OTHER_SHOWN: Final = {
    "all": ("全部评价", "all ratings"), "open": ("没有办结的差评", "bad ratings not closed"),
    "appeals": ("待裁定的申诉", "appeals to decide"), "callback": ("待回访的差评", "bad ratings to call back"),
    "publish": ("待公开的差评", "bad ratings to publish"),
    "look": ("要核查来源的评价", "ratings whose origin is to be looked at"),
}  # fmt: skip
ALL_SHOWN: Final = OTHER_SHOWN | SHOW_WORDS
RESULT_WORDS: Final = {
    **OUTCOMES, **FOUND, **GROUNDS, "reached": ("已联系上", "reached"), "unreached": ("没联系上", "not reached"),
    "upheld": ("申诉成立，不计入", "upheld: excluded"), "kept": ("申诉不成立", "not upheld"), "": ("", ""),
}  # fmt: skip
# What each step asks as its result.
RESULTS: Final[dict[Act, dict[str, tuple[str, str]]]] = {
    Act.CONTACT: {"reached": RESULT_WORDS["reached"], "unreached": RESULT_WORDS["unreached"]},
    Act.RECTIFY: dict(OUTCOMES), Act.CALL_BACK: dict(FOUND), Act.APPEAL: dict(GROUNDS), Act.PUBLISH: {},
    Act.JUDGE: {"keep": RESULT_WORDS["kept"], "exclude": RESULT_WORDS["upheld"]},
}  # fmt: skip


def official(request: HttpRequest) -> Actor:
    """The official in a post; 403 for everybody else."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    if actor.kind is not ActorKind.OFFICIAL or not actor.duties:
        raise PermissionDenied(NOT_STAFF)
    return actor


@require_safe
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Which bad ratings wait for me, and which ratings does a figure count?"""
    actor, now = official(request), timezone.now()
    asked = asked_of(request.GET, bodies_of(actor))
    page = rating_page(asked, size=number("list.page_size", timezone.localdate()), after=read_after(request.GET))
    waiting, cut = waiting_for(actor, now)
    context: dict[str, Any] = {
        "waiting": [shown(one, now) | {"mine": True} for one in waiting],
        "cut": cut,
        "lines": [shown(one, now) | {"mine": _opens(actor, one)} for one in page.lines],
        "heading": heading(asked),
        "asked": asked,
        "shows": said(ALL_SHOWN),
        "levels": [(level, words[place()]) for level, words in LEVELS.items()],
        "next": paged(request, page.after),
        "start": filters(request) if "after" in request.GET else "",
        "export": filters(request),
        "office": is_office(actor),
        "todo": [(key, ALL_SHOWN[key][place()]) for key in ("callback", "appeals", "publish", "look")],
        "centre": actor.has("centre_manage"),
    }
    return render(request, "ratings/desk.html", context)


def _opens(actor: Actor, line: Line) -> bool:
    """Whether the record opens for this reader: a list may hold ratings of other posts of the same body."""
    return may_see(actor, body=line.rating.body_id, owner_post=line.rating.owner_post_id) is None


def heading(asked: Asked) -> str:
    """The filter in words."""
    parts = [ALL_SHOWN[asked.show][place()]]
    if asked.bodies is not None and len(asked.bodies) == 1:
        parts += [one.name for one in bodies_by_id(asked.bodies).values()]
    if asked.level:
        parts.append(LEVELS[asked.level][place()])
    return ("，", ", ")[place()].join(parts)


@require_safe
@never_cache
def desk_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook; no words and no person are in it."""
    actor, now = official(request), timezone.now()
    asked = asked_of(request.GET, bodies_of(actor))
    page = rating_page(asked, size=EXPORTED)
    cut = EXPORTED if page.after is not None else 0
    return workbook(heading(asked), [shown(one, now) for one in page.lines], cut)


def shown(line: Line, now: datetime) -> dict[str, Any]:
    """A rating in words: level, state, and how its time stands, never by colour alone."""
    row, at = line.rating, place()
    over = line.due_at is not None and now > line.due_at
    last = line.due_at is not None and timezone.localdate(line.due_at) == timezone.localdate(now)
    running = row.state in ("open", "contacted", "rectified")
    return {
        "line": line, "row": row, "level": LEVELS[row.level][at], "state": STATE_WORDS[State(row.state)][at],
        "stage": STAGES[row.occasion.stage][at], "channel": CHANNELS[row.channel][at],
        "reasons": [REASONS[one][at] for one in row.reasons if one in REASONS],
        "mark": "red" if over else "near" if last else "on" if running else "done", "over": over,
        "appeal": row.appeal == "pending",
    }  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one_rating(request: HttpRequest, rating_id: UUID) -> HttpResponse:
    """What was said, what was done about it, and what is the next step?"""
    actor, problem, phone = official(request), None, ""
    view = _view(rating_id, actor)
    sent = request.POST if request.method == "POST" else None
    form = StepForm(sent)
    if sent is not None:
        problem, phone = _do(sent, rating_id, form, actor)
        if problem is None and not phone and form.is_valid():
            return HttpResponseRedirect(f"{request.path}?done=1")
        view = _view(rating_id, actor)
    context = {
        **shown(view.line, timezone.now()), "view": view, "bunch": bool(bunched([rating_id])),
        "order_no": number_of_request(rating_id), "phone": phone, "problem": problem, "form": form,
        "acts": _acts(view, actor), "chosen": sent.get("do", "") if sent is not None else "",
        "steps": [
            {"step": one.step, "act": ACT_WORDS[Act(one.step.act)][place()], "words": one.words, "name": one.name,
             "result": RESULT_WORDS[one.step.result][place()]} for one in reversed(view.steps)
        ],
        "callable": view.line.rating.named and view.line.rating.state in ("open", "contacted", "rectified"),
    }  # fmt: skip
    faulty = sent is not None and sent.get("do") != "phone"
    return render(request, "ratings/rating.html", context, status=409 if problem else 422 if faulty else 200)


def _view(rating_id: UUID, actor: Actor) -> RatingView:
    try:
        return rating_for(rating_id, actor)
    except Refused as gone:
        raise Http404 from gone


def _acts(view: RatingView, actor: Actor) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """(act, its words, its results) that this post can do now."""
    row = view.line.rating
    handled = {
        one.step.by_ref for one in view.steps if one.step.by_ref and one.step.act in ("contact", "rectify", "appeal")
    }
    mine = may_handle(actor, body=row.body_id, owner_post=row.owner_post_id) is None
    office = may_check(actor, body=row.body_id, handled_by=handled) is None
    published = row.published_at is not None
    able = []
    for act in FROM:
        allowed = mine if act in (Act.CONTACT, Act.RECTIFY, Act.APPEAL) else office
        if allowed and act_problem(act, State(row.state), named=row.named, appeal=row.appeal, published=published) is (
            None
        ):
            able.append((act.value, ACT_WORDS[act][place()], said(RESULTS[act])))
    return able


def _do(sent: Mapping[str, str], rating_id: UUID, form: StepForm, actor: Actor) -> tuple[Refusal | None, str]:
    """What the pressed button asks for; answers why not, or the phone that was asked for."""
    at, what = timezone.now(), sent.get("do", "")
    try:
        if what == "phone":
            return None, work.rater_phone(rating_id=rating_id, reason=told_reason(sent), by=actor, at=at)
        if form.is_valid() and what in set(Act):
            _step(Act(what), rating_id, form.cleaned_data, actor, at)
    except Refused as refused:
        return refused.refusal, ""
    return None, ""


def _step(act: Act, key: UUID, told: dict[str, str], by: Actor, at: datetime) -> None:
    words, result = told["words"], told["result"]
    if act is Act.CONTACT:
        work.contact_rater(rating_id=key, reached=result == "reached", words=words, by=by, at=at)
    elif act is Act.RECTIFY:
        work.rectify_rating(rating_id=key, outcome=result, words=words, by=by, at=at)
    elif act is Act.CALL_BACK:
        work.call_back(rating_id=key, found=result, words=words, by=by, at=at)
    elif act is Act.APPEAL:
        work.appeal_rating(rating_id=key, ground=result, words=words, by=by, at=at)
    elif act is Act.JUDGE:
        work.judge_rating_appeal(rating_id=key, exclude=result == "exclude", words=words, by=by, at=at)
    else:
        work.publish_rating(rating_id=key, words=told["public_words"], reply=words, by=by, at=at)
