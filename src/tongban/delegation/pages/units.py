"""科室撤并 units: 现在有哪些科室，怎样合并、拆分？ Posts, powers and open cases keep their identity (D-28)."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.actions.units import NewUnit, reorganise
from tongban.agencies.permissions import may_administer
from tongban.agencies.queries import BodyRef, bodies_in_order
from tongban.agencies.queries.staffing import staff_of_body
from tongban.agencies.queries.units import UnitRef, units, units_of
from tongban.delegation.forms.units import UnitsForm
from tongban.delegation.queries.unittimes import times_of
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries.holdings import powers_decided_by
from tongban.powerlist.queries.names import item_names

Named = dict[UUID, str]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def units_page(request: HttpRequest) -> HttpResponse:
    """Which units has this body, of which were they made, and how are they merged or split?"""
    actor, today = _administrator(request), timezone.localdate()
    body = _body(request, actor)
    standing = units_of(body.id, today)
    posts, powers = _posts(body), _powers(body, standing)
    choices = {
        "ended": [(str(one.id), one.name) for one in standing],
        "posts": [(str(key), name) for key, name in posts.items()],
        "powers": [(str(key), name) for key, name in powers.items()],
    }
    sent = request.POST if request.method == "POST" else None
    form = UnitsForm(sent, choices=choices, initial={"on": today})
    problem = _act(body, standing, form, actor) if sent is not None and form.is_valid() else None
    if sent is not None and form.is_valid() and problem is None:
        return HttpResponseRedirect(f"{request.path}?body={body.key}&done=1")
    loose = [name for key, name in posts.items() if key not in _in(standing)]
    context = {
        "body": body, "known": bodies_in_order(), "form": form, "problem": problem, "done": "done" in request.GET,
        "rows": _rows(standing, posts, powers), "loose": loose,
    }  # fmt: skip
    return render(request, "delegation/units.html", context, status=200 if sent is None else 409 if problem else 422)


def _administrator(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    barred = may_administer(actor)
    if barred is not None:
        raise PermissionDenied(barred)
    return actor


def _body(request: HttpRequest, actor: Actor) -> BodyRef:
    """The body asked for by its key, else the administrator's own."""
    known, asked = bodies_in_order(), request.GET.get("body", "")
    found = next((one for one in known if one.key == asked), None)
    if asked and found is None:
        raise Http404
    return found or next((one for one in known if one.id == actor.body_id), known[0])


def _posts(body: BodyRef) -> Named:
    return {one.post_id: one.name for one in staff_of_body(body.id, timezone.now())}


def _powers(body: BodyRef, standing: list[UnitRef]) -> Named:
    """The powers on which the body decides, and those its units are responsible for."""
    ids = {one.item_id for one in powers_decided_by(body.id, timezone.now())}
    ids |= {power for unit in standing for power in unit.parts.powers}
    return {item: name for item, (name, _code) in sorted(item_names(ids).items(), key=lambda one: one[1][1])}


def _in(standing: list[UnitRef]) -> set[UUID]:
    return {post for unit in standing for post in unit.parts.posts}


def _rows(standing: list[UnitRef], posts: Named, powers: Named) -> list[dict[str, Any]]:
    before = {one.id: one.name for one in units({old for unit in standing for old in unit.made_of})}
    took = times_of(standing[0].body_id, standing) if standing else {}
    return [
        {
            "unit": one, "posts": [posts.get(post, "") for post in sorted(one.parts.posts)],
            "powers": [powers.get(power, "") for power in sorted(one.parts.powers)],
            "before": [before[old] for old in one.made_of if old in before], "took": took[one.id],
        }
        for one in standing
    ]  # fmt: skip


def _act(body: BodyRef, standing: list[UnitRef], form: UnitsForm, actor: Actor) -> Refusal | None:
    """Merges, splits or forms; why it was refused, or None."""
    told = form.cleaned_data
    on: date = told["on"]
    ended = {UUID(one) for one in told["ended"]}
    try:
        reorganise(
            body_id=body.id, ended=ended, formed=_formed([one for one in standing if one.id in ended], told), on=on,
            by=actor, at=timezone.now(),
        )  # fmt: skip
    except Refused as refused:
        return refused.refusal
    return None


def _formed(old: list[UnitRef], told: dict[str, Any]) -> list[NewUnit]:
    """What is formed: of all that the old units had, the chosen in the second; of the chosen alone without old ones."""
    posts, powers = ({UUID(one) for one in told[name]} for name in ("posts", "powers"))
    all_posts = frozenset(post for one in old for post in one.parts.posts)
    all_powers = frozenset(power for one in old for power in one.parts.powers)
    first = {"name_zh": told["name_zh"], "name_en": told["name_en"]}
    if not old:
        return [NewUnit(**first, posts=frozenset(posts), powers=frozenset(powers))]
    if not told["second_zh"]:
        return [NewUnit(**first, posts=all_posts, powers=all_powers)]
    second = {"name_zh": told["second_zh"], "name_en": told["second_en"]}
    return [
        NewUnit(**first, posts=all_posts - posts, powers=all_powers - powers),
        NewUnit(**second, posts=frozenset(posts), powers=frozenset(powers)),
    ]
