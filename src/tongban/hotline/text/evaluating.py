"""How good the learning is on messages that somebody has put into classes, and what the others are about.

`evaluate` reads a folder of tables and answers one object of plain values. Classes: five parts, every class spread
over them; what a part is given was learnt, and the settings chosen, without any label of that part. The messages
without a class only say which characters are common. The plain baseline stands on the same parts. Needs numpy
(extra `text`).
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tongban.hotline.text import baseline
from tongban.hotline.text.arrays import Ints
from tongban.hotline.text.judging import f1_by_class, macro_f1
from tongban.hotline.text.learning import Letter, crossed, products_of
from tongban.hotline.text.near import ALIKE, Pair, near_duplicates
from tongban.hotline.text.replies import Answered, reply_days, summary
from tongban.hotline.text.stamps import day_of
from tongban.hotline.text.topics import Message, Topic, topics
from tongban.kernel.refusals import refuse
from tongban.rulebook.calendar_seed import seeded_calendar

LABELLED, MESSAGES, REPLIED = "labelled_messages.csv", "messages.csv", "replied_messages.csv"
SEED, SEEDS = 0, 5
LARGEST_TOPICS, NAMED_PAIRS = 10, 20
Row = dict[str, str]


def table(folder: Path, name: str) -> list[Row]:
    """The rows of a table; refuses one that is not there or is no UTF-8."""
    try:
        with (folder / name).open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError):
        raise refuse(
            "no_table",
            zh="{folder} 里没有可读的 {name}：用 --data 指出放三张来信表的文件夹。",
            en="There is no readable {name} in {folder}: --data names the folder of the three tables.",
            folder=str(folder),
            name=name,
        ) from None


def letters(rows: Sequence[Row]) -> list[Letter]:
    """Subject and body."""
    return [Letter(row["subject"], row["body"]) for row in rows]


def evaluate(folder: Path, *, seeds: int = SEEDS) -> dict[str, Any]:
    """Everything, as plain values for JSON."""
    began = time.perf_counter()
    labelled, messages, replied = (table(folder, name) for name in (LABELLED, MESSAGES, REPLIED))
    found = classes(labelled, [*messages, *replied], seeds=seeds)
    found["topics"] = topics_of(messages)
    found["reply_days"] = days_of(replied)
    found["near_duplicates"] = doubles_of([*messages, *replied])
    found["seconds"] = round(time.perf_counter() - began, 1)
    return found


def classes(labelled: Sequence[Row], others: Sequence[Row], *, seeds: int = SEEDS) -> dict[str, Any]:
    """Macro-F1 beside the baseline's, for one seed and over several."""
    names = sorted({row["level1"] for row in labelled})
    right = np.array([names.index(row["level1"]) for row in labelled])
    products = products_of(letters(labelled), letters(others))
    texts = [f"{row['subject']} {row['body']}" for row in labelled]
    ours = _scores(right, len(names), seeds, lambda seed: crossed(products, right, len(names), seed=seed))
    plain = _scores(right, len(names), seeds, lambda seed: baseline.crossed(texts, right, len(names), seed=seed))
    given = crossed(products, right, len(names), seed=SEED)
    by_class = f1_by_class(right, given, len(names))
    return {
        "macro_f1": ours[0], "baseline_macro_f1": plain[0],
        "per_class": {
            name: {"messages": int((right == place).sum()), "f1": round(float(by_class[place]), 4)}
            for place, name in enumerate(names)
        },
        "folds": 5, "seed": SEED,
        "over_seeds": {"seeds": seeds, "ours": _spread(ours), "baseline": _spread(plain)},
    }  # fmt: skip


def _scores(right: Ints, count: int, seeds: int, given: Callable[[int], Ints]) -> list[float]:
    return [round(macro_f1(right, given(SEED + seed), count), 4) for seed in range(seeds)]


def _spread(scores: list[float]) -> dict[str, float]:
    return {"mean": round(sum(scores) / len(scores), 4), "least": min(scores), "most": max(scores)}


def topics_of(rows: Sequence[Row]) -> dict[str, Any]:
    """How many topics there are, and the largest with words, place, span and size."""
    messages = [Message(row["id"], row["subject"], row["body"], day_of(row["received_at"])) for row in rows]
    found = topics(messages)
    return {
        "messages": len(messages), "topics": len(found), "in_topics": sum(topic.size for topic in found),
        "largest": [_topic(messages, topic) for topic in found[:LARGEST_TOPICS]],
    }  # fmt: skip


def _topic(messages: Sequence[Message], topic: Topic) -> dict[str, Any]:
    return {
        "size": topic.size, "words": list(topic.words), "place": topic.place, "place_share": topic.place_share,
        "first": str(topic.first or ""), "last": str(topic.last or ""),
        "messages": [messages[place].key for place in topic.members],
    }  # fmt: skip


def days_of(rows: Sequence[Row]) -> dict[str, Any]:
    """Working days from message to reply, by the official calendar; what was not counted is named."""
    answered = [Answered(row["id"], row["received_at"], row["replied_at"]) for row in rows]
    days, left = reply_days(answered, seeded_calendar(provisional=True))
    named = [
        {"id": one.key, "received_at": one.received, "replied_at": one.replied, "zh": one.zh, "en": one.en}
        for one in left
    ]
    return {"messages": len(rows), **summary(days), "not_counted": len(left), "not_counted_messages": named}


def doubles_of(rows: Sequence[Row]) -> dict[str, Any]:
    """Pairs of messages that are nearly the same, body by body; the likest are named."""
    pairs = near_duplicates([row["body"] for row in rows])
    likest = sorted(pairs, key=lambda pair: (-pair.alike, pair))
    return {
        "messages": len(rows), "alike_at_least": ALIKE, "pairs": len(pairs),
        "messages_in_pairs": len({place for pair in pairs for place in (pair.one, pair.other)}),
        "same_letter_by_letter": sum(rows[pair.one]["body"] == rows[pair.other]["body"] for pair in pairs),
        "likest": [_pair(rows, pair) for pair in likest[:NAMED_PAIRS]],
    }  # fmt: skip


def _pair(rows: Sequence[Row], pair: Pair) -> dict[str, Any]:
    return {"one": rows[pair.one]["id"], "other": rows[pair.other]["id"], "alike": pair.alike}
