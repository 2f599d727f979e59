"""Clean-up rounds in the office: 这一轮清理哪些事项、谁表决、结果怎样？ Opening, voting, deciding, publishing."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import posts
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal
from tongban.powerlist.actions.rounds import decide_line, open_round, publish_round, vote_on
from tongban.powerlist.forms.increase import behind
from tongban.powerlist.forms.rounds import DecideForm, RoundForm, VoteForm
from tongban.powerlist.models import RoundVote
from tongban.powerlist.pages.office.clearing import body_names, entries_said, is_office, reader_of, tried
from tongban.powerlist.pages.office.entry import number_for, tongue
from tongban.powerlist.queries.lists import published_list
from tongban.powerlist.queries.rounds import (
    LineRef,
    RoundRef,
    item_codes,
    lines_of_round,
    may_vote_on,
    next_to_vote,
    round_line,
    round_ref,
    rounds,
    votes_said,
)
from tongban.powerlist.rules.rounds import MOST_ITEMS, said, too_early
from tongban.rulebook.lookup import number

FOLLOWS = {
    "done": ("已落实", "carried out"),
    "open": ("待落实", "to be carried out"),
    "none": ("不用调整", "nothing to do"),
}
SHAPES = {"done": "done", "open": "near", "none": "done"}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def round_list(request: HttpRequest) -> HttpResponse:
    """Which rounds are there, and what has been decided? The county's office opens one here."""
    actor = reader_of(request)
    sent = request.POST if request.method == "POST" else None
    form, problem = RoundForm(sent), None
    if form.is_valid():
        made, problem = tried(open_round, **_asked(form), by=actor)
        if made is not None:
            return redirect("powerlist:round", made)
    size, after = number("list.page_size", timezone.localdate()), behind(request.GET)
    found = rounds(size=size, after=after)
    last = found[size - 1] if len(found) > size else None
    context = {
        "lines": [_stands(one) for one in found[:size]],
        "next": f"{last.opened_at.isoformat()}~{last.id}" if last else "",
        "first_page": after is None,
        "form": form if is_office(actor) else None,
        "refused": problem,
    }
    return render(request, "powerlist/office/rounds.html", context, status=422 if sent is not None else 200)


def _asked(form: RoundForm) -> dict[str, Any]:
    given = form.cleaned_data
    codes = given["codes"].split()
    if given["body"]:
        codes += [line.code for line in published_list(body_id=UUID(given["body"]), limit=MOST_ITEMS).lines]
    return {
        "title": given["title"], "document": given["document"], "closes_on": given["closes_on"],
        "members": [UUID(one) for one in given["members"]], "items": set(codes),
    }  # fmt: skip


def _stands(one: RoundRef) -> dict[str, Any]:
    open_ = one.decided < one.lines
    return {"round": one, "shape": "done" if one.no else "near", "open": open_}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def round_page(request: HttpRequest, round_id: UUID) -> HttpResponse:
    """How does each item of this round stand, and what has come of what was decided?"""
    actor = reader_of(request)
    found = round_ref(round_id=round_id)
    if found is None:
        raise Http404
    problem = None
    if request.method == "POST":
        made, problem = tried(publish_round, round_id=round_id, by=actor)
        if made is not None:
            return redirect("powerlist:round_result", made)
    lines, names = lines_of_round(round_id), body_names()
    codes = item_codes(ballot.into for line in lines for ballot, _ in line.tally.votes if ballot.into)
    context = {
        "round": found,
        "lines": [shown(line, names, codes) for line in lines],
        "mine": next_to_vote(round_id, actor.post_id),
        "ready": is_office(actor) and found.no is None and found.decided == found.lines,
        "office": is_office(actor),
        "refused": problem,
    }
    return render(request, "powerlist/office/round.html", context, status=number_for(problem) if problem else 200)


def shown(line: LineRef, names: dict[UUID | None, str], codes: dict[UUID, str]) -> dict[str, Any]:
    """One item of a round as its pages tell it."""
    return {
        "line": line,
        "name": line.version.content.name.words(tongue()),
        "body": names.get(line.body_id, ""),
        "votes": votes_said(line.tally, codes, tongue()),
        "outcome": said(line.outcome, tongue(), line.into) if line.outcome else "",
        "follows": FOLLOWS[line.follows][1 if tongue() == "en" else 0],
        "shape": SHAPES[line.follows],
        "entries": entries_said(line.entries),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def round_item(request: HttpRequest, line_id: UUID) -> HttpResponse:
    """What becomes of this item: who voted how, and what do I say?"""
    actor = reader_of(request)
    found = round_line(line_id)
    if found is None:
        raise Http404
    ref, line, votes = found
    sent = request.POST if request.method == "POST" else None
    do = sent.get("do", "") if sent is not None else ""
    mine = next((one for one in votes if one.post_id == actor.post_id), None)
    vote = VoteForm(sent if do == "vote" else None, tongue=tongue(), initial=_initial(mine))
    decide = DecideForm(sent if do == "decide" else None)
    problem, done = _act(actor, line, vote, decide)
    if done:
        return HttpResponseRedirect(done)
    context = _context(actor, ref, line, votes) | {"vote": vote, "decide": decide, "refused": problem}
    status = 200 if sent is None else number_for(problem) if problem else 422
    return render(request, "powerlist/office/round_item.html", context, status=status)


def _initial(mine: RoundVote | None) -> dict[str, Any]:
    return {"choice": mine.choice, "reason": mine.reason} if mine else {}


def _act(actor: Actor, line: LineRef, vote: VoteForm, decide: DecideForm) -> tuple[Refusal | None, str]:
    """Votes or decides when its form is whole; answers a refusal, or where to go."""
    if vote.is_bound and vote.is_valid():
        _none, problem = tried(vote_on, line_id=line.id, by=actor, **vote.asked())
        return problem, "" if problem else _onward(line, actor)
    if decide.is_bound and decide.is_valid():
        _outcome, problem = tried(decide_line, line_id=line.id, by=actor, **decide.cleaned_data)
        return problem, "" if problem else _round(line)
    return None, ""


def _onward(line: LineRef, actor: Actor) -> str:
    following = next_to_vote(line.round_id, actor.post_id)
    return reverse("powerlist:round_item", args=[following]) if following else _round(line)


def _round(line: LineRef) -> str:
    return reverse("powerlist:round", args=[line.round_id])


def _cast(votes: list[RoundVote], names: dict[UUID | None, str], codes: dict[UUID, str]) -> list[dict[str, Any]]:
    held = posts({one.post_id for one in votes})
    return [
        {
            "post": f"{names.get(held[one.post_id].body_id, '')} {held[one.post_id].name}",
            "said": said(one.choice, tongue(), codes.get(one.into_id, "") if one.into_id else ""),
            "reason": one.reason,
            "at": one.at,
        }
        for one in votes
    ]


def _context(actor: Actor, ref: RoundRef, line: LineRef, votes: list[RoundVote]) -> dict[str, Any]:
    codes = item_codes(one.into_id for one in votes if one.into_id)
    early = too_early(line.tally, ref.closes_on, timezone.localdate())
    open_, names = not line.outcome, body_names()
    return {
        **shown(line, names, codes),
        "round": ref,
        "cast": _cast(votes, names, codes),
        "office": is_office(actor),
        "votes_here": open_ and actor.post_id in may_vote_on(line.id) and timezone.localdate() <= ref.closes_on,
        "decides_here": open_ and is_office(actor) and early is None,
        "early_words": early.sentence(tongue()) if early is not None and open_ else "",
    }  # fmt: skip
