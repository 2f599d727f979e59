"""What stands on the page of one card: rule, events, figures, steps so far, and what can be done next."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.urls import reverse

from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal
from tongban.ledger.events import Entry
from tongban.supervision.models import Card
from tongban.supervision.pages.figures import figures_of_card, named_bodies
from tongban.supervision.pages.lines import card_line
from tongban.supervision.permissions import may_answer, may_judge, may_watch
from tongban.supervision.queries.cards import CardView, concerned
from tongban.supervision.queries.names import Names, event_name, language, names_for, terms_of
from tongban.supervision.rules.cards import (
    ACT_WORDS,
    DONE_WORDS,
    OF_THE_BODY,
    ON_APPEAL,
    Act,
    State,
    acts_from,
    appeal_problem,
    uphold_problem,
)
from tongban.supervision.rules.declare import KIND_WORDS, WHEN_WORDS
from tongban.supervision.rules.shipped.every import BY_CODE

# Where other subjects than cases are read.
PAGES: Final = {"order": "hotline:order", "rating": "ratings:rating"}
# Said beside the acts that are possible, so that nobody wonders where the other one is.
SAID: Final = frozenset({"card_not_heard", "appeal_late", "judge_twice"})


def card_context(view: CardView, actor: Actor, now: datetime) -> dict[str, Any]:
    """Everything the page shows."""
    card = view.card
    names = names_for(
        bodies=[card.body_id, *(one.body_id for one in view.cited), *named_bodies(card)],
        posts_=[card.post_id, *(one.post_id for one in view.cited), *(step.by_post for step in view.steps)],
        items=[card.item_id], places=True,
    )  # fmt: skip
    place = 1 if language() == "en" else 0
    rule = BY_CODE.get(card.rule)
    return {
        "line": card_line(card, names, now),
        "card": card,
        "rule": rule,
        "kind": KIND_WORDS[rule.check.kind][place] if rule else "",
        "when": WHEN_WORDS[rule.when][place] if rule else "",
        "post": names.of("posts", card.post_id),
        "figures": figures_of_card(card, names, terms_of(view.version), now),
        "events": [_event(one, names) for one in view.cited],
        "steps": [
            {"at": step.at, "text": _step_text(step.act, names.of("posts", step.by_post), step.late),
                "note": step.words}
            for step in view.steps
        ],
        "watches": may_watch(actor, government=None) is None,
        "opens": _opens(card, actor),
        **_next(card, actor, now),
    }  # fmt: skip


def _opens(card: Card, actor: Actor) -> str:
    """The page of what the card is about, where this reader has one."""
    watches = may_watch(actor, government=None) is None
    if card.subject_kind == "case":
        return reverse("supervision:case" if watches else "cases:case", args=[card.subject_id])
    return reverse(PAGES[card.subject_kind], args=[card.subject_id]) if watches and card.subject_kind in PAGES else ""


def _event(entry: Entry, names: Names) -> dict[str, Any]:
    who = " · ".join(one for one in (names.of("bodies", entry.body_id), names.of("posts", entry.post_id)) if one != "—")
    return {"at": entry.at, "text": event_name(entry.type), "who": who, "no": entry.seq, "hash": entry.hash.hex()[:12]}


def _step_text(act: str, post: str, late: bool) -> str:
    words = DONE_WORDS[Act(act)][1 if language() == "en" else 0]
    tail = (" (late)" if language() == "en" else "（逾期）") if late else ""
    return f"{post}{': ' if language() == 'en' else '：'}{words}{tail}"


def _next(card: Card, actor: Actor, now: datetime) -> dict[str, Any]:
    """The steps that this person can do now; why not, where somebody else does them."""
    able: list[tuple[str, str]] = []
    barred: list[Refusal] = []
    people = concerned(card) if actor.duties else set()
    for act in acts_from(State(card.state)):
        problem = _barred(card, act, actor, people) or _not_yet(card, act, now)
        if problem is None:
            able.append((act.value, ACT_WORDS[act][1 if language() == "en" else 0]))
        else:
            barred.append(problem)
    told = [one for one in barred if one.code in SAID] or ([] if able else barred)
    return {"acts": able, "barred": told[0] if told else None}


def _not_yet(card: Card, act: Act, now: datetime) -> Refusal | None:
    """What time alone still forbids: to judge before the body was heard, to appeal when its days are over."""
    if act is Act.UPHOLD:
        return uphold_problem(State(card.state), card.due_by, now)
    return appeal_problem(card.due_by, now) if act is Act.APPEAL else None


def _barred(card: Card, act: Act, actor: Actor, people: set[Any]) -> Refusal | None:
    if act in OF_THE_BODY:
        return may_answer(actor, card.body_id, card.post_id)
    return may_judge(actor, concerned=people, judged_by=card.judged_by if act in ON_APPEAL else None)
