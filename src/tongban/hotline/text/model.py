"""A model that was learnt: one file, read and used with the standard library alone.

The first line is JSON (version, classes, when it was learnt and from how many orders, how well each class is found),
after it the weights: row numbers, then for each row its weight in every class and its rarity. A text's value in a
class is the sum over its rows, divided by the text's length; the words that brought most are the why.
"""

from __future__ import annotations

import json
import sys
from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from heapq import nlargest
from math import sqrt
from pathlib import Path

from tongban.hotline.text.grams import GAP, ROWS, pair, rows, units
from tongban.kernel.refusals import refuse

FORMAT = "tongban-text-model-1"
SHOWN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Found:
    """A class for a text: its value, how far ahead of the next it is, and the words that brought most."""

    name: str
    value: float
    ahead: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """`weights` holds for each row in `rows` one number a class and then the row's rarity."""

    classes: tuple[str, ...]
    subject_weight: int
    rows: array[int]
    weights: array[float]
    facts: Mapping[str, object]
    _places: dict[int, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        width = len(self.classes) + 1
        object.__setattr__(self, "_places", {row: at * width for at, row in enumerate(self.rows)})

    def found(self, subject: str, body: str) -> list[Found]:
        """All classes, the likeliest first, that one with its words; nothing when no word of the text is known."""
        seen = Counter(rows(body))
        for row, times in Counter(rows(subject)).items():
            seen[row] += times * self.subject_weight
        places, count = self._places, len(self.classes)
        known = [(places[row], times) for row, times in seen.items() if row in places]
        weights = self.weights
        length = sqrt(sum((times * weights[place + count]) ** 2 for place, times in known))
        if not length:
            return []
        values = [sum([times * weights[place + at] for place, times in known]) / length for at in range(count)]
        order = sorted(range(count), key=lambda at: -values[at])
        words = self._words(subject + GAP + body, seen, order[0])
        return [
            Found(self.classes[at], values[at], values[at] - values[then], words if at == order[0] else ())
            for at, then in zip(order, [*order[1:], order[-1]], strict=True)
        ]

    def _words(self, text: str, seen: Mapping[int, int], at: int) -> tuple[str, ...]:
        """Pairs that brought most for a class, none that overlaps a better one."""
        read = units(text)
        grams = {pair(one, two): chr(one) + chr(two) for one, two in zip(read, read[1:], strict=False) if one and two}
        worth = [
            (seen.get(row, 0) * self.weights[self._places[row] + at], gram)
            for row, gram in grams.items()
            if row in self._places
        ]
        kept: list[str] = []
        for value, gram in nlargest(4 * SHOWN_WORDS, worth):
            if value > 0 and not any(gram[0] == one[1] or gram[1] == one[0] for one in kept):
                kept.append(gram)
        return tuple(kept[:SHOWN_WORDS])


def write_model(path: Path, model: Model) -> None:
    """The file, written beside and then put in place, so that a reader never sees half of it."""
    head = {
        "format": FORMAT, "classes": list(model.classes), "subject_weight": model.subject_weight,
        "rows": len(model.rows), **model.facts,
    }  # fmt: skip
    rows, weights = array("I", model.rows), array("f", model.weights)
    if sys.byteorder == "big":
        rows.byteswap()
        weights.byteswap()
    beside = path.with_suffix(".new")
    line = json.dumps(head, ensure_ascii=False).encode() + b"\n"
    beside.write_bytes(line + rows.tobytes() + weights.tobytes())
    beside.replace(path)


def read_model(path: Path) -> Model:
    """The model of a file; refuses what is none, is cut off, or was written in another form."""
    line, _, rest = path.read_bytes().partition(b"\n")
    try:
        head = json.loads(line)
        if head.pop("format") != FORMAT:
            raise ValueError("another form")
        classes, count, weight = tuple(head.pop("classes")), int(head.pop("rows")), int(head.pop("subject_weight"))
        rows, weights = array("I", rest[: 4 * count]), array("f", rest[4 * count :])
    except (ValueError, KeyError, TypeError, AttributeError):
        raise _unreadable(path) from None
    if sys.byteorder == "big":
        rows.byteswap()
        weights.byteswap()
    if len(rows) != count or len(weights) != count * (len(classes) + 1) or any(row >= ROWS for row in rows):
        raise _unreadable(path)
    return Model(classes, weight, rows, weights, head)


def _unreadable(path: Path) -> Exception:
    return refuse(
        "model_unreadable",
        zh="模型文件 {name} 读不了：请重新执行 ./tongban hotline train。",
        en="The model file {name} cannot be read: run ./tongban hotline train again.",
        name=path.name,
    )
