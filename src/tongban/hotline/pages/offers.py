"""Which acts an order offers its reader now, each with what it asks for; the acts themselves judge again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _

from tongban.agencies.queries import posts_with_duty
from tongban.hotline.pages.asking import Choice, body_choices, lang, said
from tongban.hotline.permissions import CALL_BACK, DISCIPLINE, DISPATCH, HANDLE, OPERATE, may_tell_outcome
from tongban.hotline.queries.complaints import recommendation_of
from tongban.hotline.queries.routing import route_for
from tongban.hotline.queries.view import OrderView
from tongban.hotline.rules.kinds import ELSEWHERE, EMERGENCY_LINES
from tongban.hotline.rules.states import ENDED, IN_HANDS, State
from tongban.hotline.rules.turns import (
    ASPECTS,
    CONTACT_WAYS,
    EXCLUSION_GROUNDS,
    FAULTS,
    LEADS_TO,
    OUTCOMES,
    RESULTS,
    RETURN_GROUNDS,
    SUPERVISION_GROUNDS,
    outcome_problem,
)
from tongban.hotline.rules.words import ACT_WORDS, FIELD_WORDS, LEVELS, REACHED, YES_NO
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Asks:
    """One field of an act: a choice when it has options, a text of some lines else; `sent` is what was refused."""

    name: str
    label: str
    options: tuple[Choice, ...] = ()
    lines: int = 1
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """One act with its fields; `node` is the part it is about."""

    key: str
    title: str
    asks: tuple[Asks, ...] = ()
    node: str = ""


WORDS: Final = ("words", None)
# What a person judges has no answer before they chose one: a first answer taken by haste would stand in the ledger.
WHEN_UPHELD: Final = ("fault", "aspect", "leads_to")
JUDGED: Final = ("ground", "result", "yes", "solved", "outcome", *WHEN_UPHELD)


def kept(offer: Offer, sent: Mapping[str, str]) -> Offer:
    """The act with what was typed and chosen for it, when it is the one that was refused."""
    if sent.get("do") != offer.key or sent.get("node", "") != str(offer.node):
        return offer
    return replace(offer, asks=tuple(replace(one, sent=sent.get(one.name, "")[:4000]) for one in offer.asks))


def begun(offer: Offer, ready: tuple[str, str] | None) -> Offer:
    """The answer as an ended mediation gives it, for the body to look over before it sends it."""
    if ready is None or offer.key != "reply":
        return offer
    given = dict(zip(("result", "words"), ready, strict=True))
    return replace(offer, asks=tuple(replace(one, sent=given.get(one.name, "")) for one in offer.asks))


def unchosen(sent: Mapping[str, str]) -> Refusal | None:
    """The first judgement that was sent without an answer; of a complaint that is not upheld nothing more is asked."""
    passed = WHEN_UPHELD if sent.get("yes") == "no" else ()
    name = next((one for one in JUDGED if sent.get(one) == "" and one not in passed), None)
    if name is None:
        return None
    zh, en = FIELD_WORDS[name]
    return Refusal("not_chosen", f"请选择“{zh}”。", f"Choose: {en}.")


def _word(table: dict[str, tuple[str, str]], key: str) -> str:
    return table[key][1 if lang() == "en" else 0]


def _offer(key: str, *asks: tuple[str, list[Choice] | None], node: str = "") -> Offer:
    first = (("", _("Choose")),)
    fields = tuple(
        Asks(name, _word(FIELD_WORDS, name), (first if name in JUDGED else ()) + tuple(options or ()),
             3 if name == "words" else 1)
        for name, options in asks
    )  # fmt: skip
    return Offer(key, _word(ACT_WORDS, key), fields, node)


def offers(view: OrderView, by: Actor, at: datetime) -> list[Offer]:
    """The acts that this reader can do now, the likeliest first."""
    return [
        *_of_handler(view, by),
        *_of_lead(view, by, at),
        *_of_desk(view, by, at),
        *_of_callback(view, by),
        *_of_overseers(view, by, at),
    ]


def _of_desk(view: OrderView, by: Actor, at: datetime) -> list[Offer]:
    state, kind = State(view.order.state), view.order.kind
    desk, dispatcher = bool(by.duties & {OPERATE, DISPATCH}), by.has(DISPATCH)
    found: list[Offer] = []
    if desk and state is State.TAKEN and kind not in ("efficiency", "misconduct"):
        found.append(_offer("dispatch", ("body", _bodies(view, at))))
    if dispatcher and state is State.RETURNED:
        found.append(_offer("arbitrate", ("yes", said(YES_NO)), ("body", body_choices(at)), WORDS))
    if desk and state in (State.TAKEN, State.RETURNED):
        grounds = {code: (one.zh, one.en) for code, one in ELSEWHERE.items()} | EMERGENCY_LINES
        found.append(_offer("elsewhere", ("ground", said(grounds))))
    if dispatcher and state in IN_HANDS:
        found.append(_offer("move", ("body", body_choices(at))))
        found.append(_offer("support", ("body", body_choices(at))))
        found.append(_offer("supervise", ("ground", said(SUPERVISION_GROUNDS)), WORDS))
    if desk and state not in ENDED:
        found += [_offer("remind", WORDS), _offer("merge", ("number", None))]
    if desk and state is State.CLOSED:
        found.append(_offer("reopen", WORDS))
    return found


def _bodies(view: OrderView, at: datetime) -> list[Choice]:
    """The body that the rules name first."""
    order, every = view.order, body_choices(at)
    route = route_for(topic=order.topic, item_id=order.item_id, place_id=order.place_id, at=at)
    if route is None:
        return every
    return sorted(every, key=lambda one: one[0] != str(route.body_id))


def _own_first(by: Actor, at: datetime) -> list[Choice]:
    return sorted(body_choices(at), key=lambda one: one[0] != str(by.body_id))


def _of_handler(view: OrderView, by: Actor) -> list[Offer]:
    order, found = view.order, []
    duty = {"misconduct": DISCIPLINE, "efficiency": "supervise"}.get(order.kind, HANDLE)
    for node in view.nodes:
        if node.closed_at is not None or node.body_id != by.body_id or not by.has(duty):
            continue
        key, lead = str(node.pk), node.role == "lead"
        if node.signed_at is None:
            found.append(_offer("sign", node=key))
        elif lead and node.contacted_at is None:
            found.append(_offer("contact", ("how", said(CONTACT_WAYS)), node=key))
        else:
            results = {code: words for code, words in RESULTS.items() if code != "silent"}
            found.append(_offer("reply", ("result", said(results)), WORDS, node=key))
        if lead and node.contacted_at is None and not order.arbitrated and order.round == 0:
            found.append(_offer("return", ("ground", said(RETURN_GROUNDS)), WORDS))
        if lead and node.signed_at and view.extension is None and order.round == 0 and order.urgency == "general":
            found.append(_offer("extend", ("days", [(str(n), str(n)) for n in range(1, 6)]), WORDS))
    return found


def _of_lead(view: OrderView, by: Actor, at: datetime) -> list[Offer]:
    """What the body that leads can do besides, also after its answer."""
    found: list[Offer] = []
    if not by.has(HANDLE) or view.order.lead_id != by.body_id:
        return found
    if view.order.kind == "report" and view.finding is None:
        found.append(_offer("lead", ("body", _own_first(by, at))))
    if view.exclusion is None:
        found.append(_offer("exclude", ("ground", said(EXCLUSION_GROUNDS)), WORDS))
    return found


def _of_callback(view: OrderView, by: Actor) -> list[Offer]:
    if not by.has(CALL_BACK) or view.order.state != State.CALLBACK:
        return []
    ways = {code: words for code, words in CONTACT_WAYS.items() if code != "none_left"}
    asks = (("how", said(ways)), ("solved", said(REACHED)), ("satisfied", said(LEVELS)), WORDS)
    return [_offer("call", *asks)]


def _of_overseers(view: OrderView, by: Actor, at: datetime) -> list[Offer]:
    order, found = view.order, []
    extension, exclusion, finding = view.extension, view.exclusion, view.finding
    if extension is not None and extension.approved is None and by.has("lead") and by.body_id == extension.body_id:
        found.append(_offer("approve", ("yes", said(YES_NO))))
    asked = view.supervision
    if asked is not None and asked.answered_at is None and by.body_id == asked.body_id and by.duties & {HANDLE, "lead"}:
        found.append(_offer("answer", WORDS))
    if exclusion is not None and exclusion.granted is None and by.has("supervise"):
        found.append(_offer("audit", ("yes", said(YES_NO))))
    if order.kind == "efficiency" and order.state == State.TAKEN and by.has("centre_manage"):
        some = [(str(post.post_id), post.name) for post in posts_with_duty("supervise")]
        found.append(_offer("roles", ("post", some)))
    if finding is not None and finding.found_at is None and by.ref == finding.investigates:
        axes = (("fault", said(FAULTS)), ("aspect", said(ASPECTS)), ("leads_to", said(LEADS_TO)))
        found.append(_offer("finding", ("yes", said(YES_NO)), *axes, WORDS))
    return [*found, *_of_finding(view, by, at)]


def _of_finding(view: OrderView, by: Actor, at: datetime) -> list[Offer]:
    """What a finding leads to: referred by the coordinator, its outcome told by who has it."""
    finding = view.finding
    if finding is None or finding.found_at is None:
        return []
    coordinates, leads_to = by.has("centre_manage"), finding.leads_to
    if finding.target is None and leads_to != "reply":
        bodies = (("body", body_choices(at)),) if leads_to == "enforcement" else ()
        if leads_to != "recommendation":
            return [_offer("refer", *bodies)] if coordinates else []
        coordinates = coordinates and recommendation_of(view.order.pk) is not None
    results = {code: words for code, words in OUTCOMES[leads_to].items()
               if outcome_problem(leads_to, finding.outcome, code) is None}  # fmt: skip
    if results and (coordinates or may_tell_outcome(by, to=finding.target)):
        return [_offer("outcome", ("outcome", said(results)))]
    return []
