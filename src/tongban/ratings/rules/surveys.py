"""问卷 (A-13): drawing a sample from a frame so that anybody can draw it again, and figures with their base. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from tongban.kernel.refusals import Refusal

QUESTIONS: Final = range(1, 9)
CHOICES: Final = range(2, 8)
NO_FRAME: Final = Refusal(
    "survey_frame", "这段时间没有办结的事，抽不出样本。", "Nothing ended in this span; there is nobody to draw."
)
NOT_ANSWERED: Final = Refusal("survey_answer", "请每一题选一个答案。", "Choose one answer to each question.")


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its closed answers: `key` q1…, answers a1… in the order they are shown."""

    key: str
    text: str
    answers: tuple[str, ...]

    def options(self) -> tuple[str, ...]:
        """a1, a2, …"""
        return tuple(f"a{no}" for no in range(1, len(self.answers) + 1))


@dataclass(frozen=True, slots=True)
class Figure:
    """One answer's figure: how many of how many who answered."""

    answer: str
    number: int
    base: int

    @property
    def percent(self) -> float | None:
        """Of a hundred, one digit; None without a base."""
        return round(100 * self.number / self.base, 1) if self.base else None


def questions_of(text: str) -> tuple[Question, ...] | None:
    """Questions as they are typed: one a line, its answers behind it after `|`; None when that is not what it is."""
    found: list[Question] = []
    for line in filter(None, (one.strip() for one in text.splitlines())):
        said, *answers = (part.strip() for part in line.split("|"))
        if not said or len(answers) not in CHOICES or not all(answers) or max(map(len, [said, *answers])) > 120:
            return None
        found.append(Question(f"q{len(found) + 1}", said, tuple(answers)))
    return tuple(found) if len(found) in QUESTIONS else None


def draw(frame: Mapping[UUID, UUID], seed: str, wanted: int) -> list[UUID]:
    """The drawn keys of a frame (key → person): ordered by the digest of seed and key, each person once."""
    ordered = sorted(frame, key=lambda key: hashlib.sha256(f"{seed}|{key}".encode()).digest())
    seen: set[UUID] = set()
    drawn: list[UUID] = []
    for key in ordered:
        if len(drawn) == wanted:
            break
        if frame[key] not in seen:
            seen.add(frame[key])
            drawn.append(key)
    return drawn


def digest_of(frame: Iterable[UUID]) -> str:
    """What stands in the ledger for a frame: the digest of its keys in order."""
    return hashlib.sha256("\n".join(sorted(map(str, frame))).encode()).hexdigest()


def answers_problem(questions: Sequence[Question], answers: Mapping[str, str]) -> Refusal | None:
    """Each question has one of its answers, and nothing else is sent."""
    whole = set(answers) == {one.key for one in questions}
    return None if whole and all(answers[one.key] in one.options() for one in questions) else NOT_ANSWERED


def figures(question: Question, counted: Mapping[str, int]) -> tuple[Figure, ...]:
    """Each answer with its number; the base is all who answered this question."""
    base = sum(counted.values())
    return tuple(
        Figure(words, counted.get(key, 0), base)
        for key, words in zip(question.options(), question.answers, strict=True)
    )
