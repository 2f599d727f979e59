"""What a township has to carry its powers: 岗位、人员、证件、培训够吗，谁还欠什么？ With the acts of whoever looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import BodyRef, bodies, official_names, people_of
from tongban.delegation.actions.capacity import (
    appraise_officer,
    end_secondment,
    record_capacity,
    record_certificate,
    second_officer,
)
from tongban.delegation.actions.checking import record_check
from tongban.delegation.actions.training import complete_training, plan_training
from tongban.delegation.forms import capacity as given
from tongban.delegation.models import TrainingPlan
from tongban.delegation.pages.duties import place
from tongban.delegation.pages.tasks import official
from tongban.delegation.permissions.capacity import may_appraise, may_plan_training, may_record_capacity
from tongban.delegation.permissions.township import sees_capacity
from tongban.delegation.queries.capacity import (
    Visit,
    appraisals_of,
    capacity_of,
    certificates_of,
    posted_down,
    posted_from,
    seconded_to,
    trainings_of,
    visits,
)
from tongban.delegation.queries.duties import township_keyed
from tongban.delegation.queries.tasks import government
from tongban.delegation.queries.township import Member, roster
from tongban.delegation.queries.training import plans
from tongban.delegation.rules.capacity import CERTIFICATES, GRADES, VISITS
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.queries.names import item_names

MAY_NOT = ("not_list_office", "not_for_capacity", "not_home_head", "not_giver", "not_appraiser")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def capacity(request: HttpRequest, key: str) -> HttpResponse:
    """Has the township the posts, people, certificates and training its powers need, and who owes it what?"""
    actor, now = official(request), timezone.now()
    day = timezone.localdate(now)
    town = township_keyed(key, day)
    if town is None or not sees_capacity(actor, town.id, government(day)):
        raise Http404
    there, planned, owed = roster(town.id, now), plans(), visits(town.id, day)
    names = _names(planned, owed)
    known = {body.id: body for body in bodies()}
    sent = request.POST if request.method == "POST" else None
    done = sent.get("do", "") if sent is not None else ""
    plan_items = [(one.pk, one.giver_id, names[one.item_id]) for one in planned]
    acts = _acts(town, actor, there, plan_items, [(one, names[one.item_id]) for one in owed], sent, done)
    problem = _do(done, acts.get(done), town, actor, now) if done else None
    if done and problem is None and acts[done].is_valid():
        return HttpResponseRedirect(request.path)
    context: dict[str, Any] = {
        "town": town, "figures": capacity_of(town.id, now, there), "acts": acts, "done": done, "problem": problem,
        "roster": _roster(there, known, day), "posted": _posted(there, known, now), "owed": _owed(owed, names, known),
        "late": sum(one.late for one in owed),
        "appraisals": _appraisals(town.id, known),
        "plans": [{"item": item, "giver": known[giver]} for _, giver, item in plan_items],
    }  # fmt: skip
    return render(request, "delegation/capacity.html", context, status=200 if not done else 409 if problem else 422)


def _roster(there: list[Member], known: dict[UUID, BodyRef], day: date) -> list[dict[str, Any]]:
    people = [one.official_id for one in there]
    held, done, at = certificates_of(people, day), trainings_of(people), place()
    return [
        {
            "name": one.name, "home": known.get(one.home) if one.home else None,
            "certificates": [CERTIFICATES[kind][at] for kind in held.get(one.official_id, [])],
            "trained": len(done.get(one.official_id, [])),
        }
        for one in there
    ]  # fmt: skip


def _posted(
    there: list[Member], known: dict[UUID, BodyRef], now: datetime
) -> list[tuple[BodyRef, int, int, int | None]]:
    """Of each body whose officers are here: how many it has posted down to townships, of how many, in percent (N11)."""
    homes = {one.home for one in there if one.home is not None}
    return [(known[home], *posted_down(home, now)) for home in sorted(homes, key=lambda one: known[one].name)]


def _appraisals(township: UUID, known: dict[UUID, BodyRef]) -> list[dict[str, Any]]:
    told = appraisals_of(township)
    names = official_names({one.official_id for one in told})
    return [
        {"name": names.get(one.official_id, ""), "home": known.get(one.home_id), "grade": GRADES[one.grade][place()],
         "one": one}
        for one in told
    ]  # fmt: skip


def _names(planned: list[TrainingPlan], owed: list[Visit]) -> dict[UUID, str]:
    """The names of the items that are spoken of; empty where one has none."""
    items = {*(one.item_id for one in planned), *(one.item_id for one in owed)}
    found = item_names(items)
    return {item: found.get(item, ("", ""))[0] for item in items}


def _owed(owed: list[Visit], names: dict[UUID, str], known: dict[UUID, BodyRef]) -> list[dict[str, Any]]:
    return [
        {
            "item": names[one.item_id], "giver": known[one.giver_id], "due": one.due,
            "late": one.late, "visit": VISITS[one.kind][place()],
        }
        for one in owed
    ]  # fmt: skip


def _acts(
    town: BodyRef, actor: Actor, there: list[Member], planned: list[tuple[UUID, UUID, str]],
    owed: list[tuple[Visit, str]], sent: Any, done: str,
) -> dict[str, forms.Form]:  # fmt: skip
    """The acts that the viewer may do, each with its form."""
    found: dict[str, forms.Form] = {}
    people = [(str(one.official_id), one.name) for one in there]

    def told(name: str) -> Any:
        return sent if done == name else None

    if may_record_capacity(actor, town.id) is None:
        kinds = [(kind, words[place()]) for kind, words in CERTIFICATES.items()]
        found["figures"] = given.FiguresForm(told("figures"))
        found["certificate"] = given.CertificateForm(told("certificate"), choices={"officer": people, "kind": kinds})
    if may_appraise(actor, town.id) is None:
        found |= _appraising(town.id, told("appraise"))
    found |= _planning(actor, planned, owed, told)
    found |= _recalling(town, actor, there, told)
    return found | _of_giver(town, actor, people, planned, owed, told)


def _planning(
    actor: Actor, planned: list[tuple[UUID, UUID, str]], owed: list[tuple[Visit, str]], told: Callable[[str], Any]
) -> dict[str, forms.Form]:
    """The powers given here that no training is planned for yet."""
    known = {item for *_, item in planned}
    free = {f"{one.item_id}~{one.giver_id}": item for one, item in owed if item not in known}
    if not free or may_plan_training(actor) is not None:
        return {}
    return {"plan": given.PlanForm(told("plan"), choices={"power": list(free.items())})}


def _recalling(town: BodyRef, actor: Actor, there: list[Member], told: Callable[[str], Any]) -> dict[str, forms.Form]:
    """The head's own officers who are posted here may be called back."""
    if actor.body_id is None or not actor.has("lead") or all(one.home != actor.body_id for one in there):
        return {}
    names = {one.official_id: one.name for one in there}
    posted = posted_from(town.id, actor.body_id, timezone.now())
    choices = {"secondment": [(str(pk), names.get(one, "")) for pk, one in posted]}
    return {"recall": given.RecallForm(told("recall"), choices=choices)}


def _of_giver(
    town: BodyRef, actor: Actor, people: list[tuple[str, str]], planned: list[tuple[UUID, UUID, str]],
    owed: list[tuple[Visit, str]], told: Callable[[str], Any],
) -> dict[str, forms.Form]:  # fmt: skip
    """What the head of a body that gives powers and posts officers may do."""
    found: dict[str, forms.Form] = {}
    if not actor.has("lead") or actor.body_id in (town.id, None):
        return found
    mine = [(str(pk), item) for pk, giver, item in planned if giver == actor.body_id]
    if mine:
        found["training"] = given.TrainingForm(told("training"), choices={"plan": mine, "officer": people})
    lines = [
        (f"{one.line_id}~{one.kind}", f"{item} · {VISITS[one.kind][place()]}")
        for one, item in owed
        if one.giver_id == actor.body_id
    ]
    if lines:
        found["visit"] = given.VisitForm(told("visit"), choices={"visit": lines})
    assert actor.body_id is not None
    own = {one.official_id: one.name for one in people_of(actor.body_id)}
    found["second"] = given.SecondForm(told("second"), choices={"officer": [(str(key), own[key]) for key in own]})
    return found


def _appraising(township: UUID, sent: Any) -> dict[str, forms.Form]:
    there_once = seconded_to(township)
    names = official_names({officer for _, officer in there_once})
    officers = [(str(pk), names.get(officer, "")) for pk, officer in there_once]
    grades = [(key, words[place()]) for key, words in GRADES.items()]
    choices = {"secondment": officers, "grade": grades}
    return {"appraise": given.AppraisalForm(sent, choices=choices)} if officers else {}


def _do(name: str, form: forms.Form | None, town: BodyRef, actor: Actor, at: datetime) -> Refusal | None:
    if form is None:
        raise Http404
    if not form.is_valid():
        return None
    told = form.cleaned_data
    line, _sign, visit = str(told.get("visit", "")).partition("~")
    power, _sign, giver = str(told.get("power", "")).partition("~")
    acts: dict[str, Callable[[], object]] = {
        "figures": lambda: record_capacity(township_id=town.id, by=actor, at=at, **told),
        "certificate": lambda: record_certificate(
            official_id=UUID(told["officer"]), kind=told["kind"], valid_to=told["valid_to"], by=actor, at=at
        ),
        "training": lambda: complete_training(
            plan_id=UUID(told["plan"]), official_id=UUID(told["officer"]), completed=told["completed"], by=actor, at=at
        ),
        "appraise": lambda: appraise_officer(
            secondment_id=UUID(told["secondment"]),
            since=told["since"],
            until=told["until"],
            grade=told["grade"],
            words=told["words"],
            by=actor,
            at=at,
        ),
        "plan": lambda: plan_training(item_id=UUID(power), giver_id=UUID(giver), since=told["since"], by=actor, at=at),
        "recall": lambda: end_secondment(secondment_id=UUID(told["secondment"]), valid_to=at, by=actor, at=at),
        "visit": lambda: record_check(line_id=UUID(line), kind=visit, words=told["finding"], by=actor, at=at),
        "second": lambda: second_officer(
            official_id=UUID(told["officer"]), township_id=town.id, valid_from=at, by=actor, at=at
        ),
    }
    try:
        acts[name]()
    except Refused as refused:
        if refused.refusal.code in MAY_NOT:
            raise PermissionDenied(refused.refusal) from refused
        return refused.refusal
    return None
