"""What an order may be about, proposed while the operator types: each with why, none decided.

Without a model the class is the one whose words the text has, the subject's counting more; with a model it is the
model's, beside how well that class was found when the model was judged. A class the list does not have is never
proposed. Body and place come from the words of the list, similar orders and answers from the share of pairs of
characters: the caller gives the few that a search found. Plain Python. No Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban.hotline.text.grams import plain
from tongban.hotline.text.model import Model
from tongban.hotline.text.places import places_in

SUBJECT_WEIGHT = 3
ALIKE, ANSWERS = 0.25, 0.15
SHOWN = 3


@dataclass(frozen=True, slots=True)
class TopicClass:
    """A class of the root's own list: its name, the words that speak for it, the body it usually goes to."""

    name: str
    words: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """An order or a guide to compare with: its key, its text, and what is shown of it."""

    key: str
    text: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """One proposal and why, in both languages; `share` is between 0 and 1 where there is one, `shown` its title."""

    value: str
    zh: str
    en: str
    share: float | None = None
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """All proposals for a text; None and empty where there is nothing worth proposing."""

    topic: Proposed | None
    body: Proposed | None
    place: Proposed | None
    orders: tuple[Proposed, ...]
    answers: tuple[Proposed, ...]


def propose(
    text: str,
    *,
    classes: Sequence[TopicClass],
    places: Iterable[str],
    orders: Iterable[Known],
    guides: Iterable[Known],
    model: Model | None = None,
    subject: str = "",
) -> Proposal:
    """Proposals for what was typed so far; the same text gives the same ones."""
    topic = (_by_model(model, subject, text, classes) if model else None) or _by_words(subject, text, classes)
    whole = f"{subject}\n{text}"
    return Proposal(
        topic, _body(topic, classes), _place(whole, places),
        _alike(whole, orders, ALIKE), _alike(whole, guides, ANSWERS),
    )  # fmt: skip


def _by_model(model: Model, subject: str, text: str, classes: Sequence[TopicClass]) -> Proposed | None:
    names = {one.name for one in classes}
    found = [one for one in model.found(subject, text) if one.name in names]
    if not found:
        return None
    best = found[0]
    words = "、".join(best.words)
    judged = _judged(model, best.name)
    zh = f"按已办工单学得，依据“{words}”" if words else "按已办工单学得"
    en = f"learnt from earlier orders, by “{words}”" if words else "learnt from earlier orders"
    if judged is not None:
        zh, en = f"{zh}；此类的准确度 {judged:.0%}", f"{en}; this class is found with F1 {judged:.2f}"
    return Proposed(best.name, zh, en, judged)


def _judged(model: Model, name: str) -> float | None:
    by_class: Any = model.facts.get("by_class")
    one: Any = by_class.get(name) if isinstance(by_class, Mapping) else None
    return float(one["f1"]) if isinstance(one, Mapping) and "f1" in one else None


def _by_words(subject: str, text: str, classes: Sequence[TopicClass]) -> Proposed | None:
    found = []
    for place, one in enumerate(classes):
        held = [word for word in (*one.words, one.name) if word in subject or word in text]
        worth = sum(len(word) * (SUBJECT_WEIGHT if word in subject else 1) for word in held)
        found.append((worth, -place, one, held))
    worth, _, best, held = max(found, default=(0, 0, None, []), key=lambda item: item[:2])
    if best is None or not worth:
        return None
    words = "、".join(held[:SHOWN])
    return Proposed(best.name, f"写到“{words}”", f"the text says “{words}”")


def _body(topic: Proposed | None, classes: Sequence[TopicClass]) -> Proposed | None:
    body = next((one.body for one in classes if topic and one.name == topic.value and one.body), "")
    if not topic or not body:
        return None
    return Proposed(body, f"“{topic.value}”通常由其办理", f"usually handles “{topic.value}”")


def _place(text: str, places: Iterable[str]) -> Proposed | None:
    found = places_in(text, places)
    return Proposed(found[0], f"写到“{found[0]}”", f"the text names “{found[0]}”") if found else None


def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text."""
    read = plain(text)
    return frozenset(read[at : at + 2] for at in range(len(read) - 1))


def _alike(text: str, known: Iterable[Known], least: float) -> tuple[Proposed, ...]:
    own = pairs_of(text)
    found = []
    for one in known:
        theirs = pairs_of(one.text)
        smaller = min(len(own), len(theirs))
        share = len(own & theirs) / smaller if smaller else 0.0
        if share >= least:
            found.append((-share, one.key, one))
    return tuple(
        Proposed(
            one.key, f"文字有 {-share:.0%} 相同", f"{-share:.0%} of the words are the same", round(-share, 3),
            one.shown,
        )
        for share, _, one in sorted(found, key=lambda item: item[:2])[:SHOWN]
    )  # fmt: skip
