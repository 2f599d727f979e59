"""What many messages are about: groups of messages that share rare words, each with its words, place and span.

Every message is described by its weightiest runs of two to four characters (how often, how rare among all messages;
the subject counts more). Two messages are near by the cosine of these. Groups grow from the nearest pair on, always
by the mean nearness of all members (average linkage on the pairs that share anything), so that no chain of chance
neighbours joins two matters. Plain Python, the same result every time; some thousands of messages in seconds.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heapify, heappop, heappush
from itertools import combinations
from math import log, sqrt

from tongban.hotline.text.grams import plain
from tongban.hotline.text.places import DIVISION, place_of, places_in

SIZES = (2, 3, 4)
SUBJECT_WEIGHT, BODY_CHARS = 3, 300
DESCRIBED_BY = 40
LEAST, FEW, MOST_SHARE, MOST = 2, 12, 0.03, 120
NEAR = 0.16
# Words: how many are shown, how long at most, what share of the group has them, how rare (of the rarest) they are.
WORDS, LONGEST, SHARED, COMMON = 5, 6, 0.3, 0.42
LETTERS = re.compile("[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Message:
    """A message to be grouped; `day` None where its date cannot be read, `place` a name, or empty to be found."""

    key: str
    subject: str
    body: str
    day: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A group: its messages (earliest first), words, place with the share of messages there, first and last day."""

    members: tuple[int, ...]
    words: tuple[str, ...]
    place: str
    place_share: float
    first: date | None
    last: date | None

    @property
    def size(self) -> int:
        """How many messages it has."""
        return len(self.members)


def runs(message: Message) -> Counter[str]:
    """All runs of characters of a message, those of the subject counted more."""
    found: Counter[str] = Counter()
    for text, weight in ((message.subject, SUBJECT_WEIGHT), (message.body[:BODY_CHARS], 1)):
        read = plain(text)
        for size in SIZES:
            for at in range(len(read) - size + 1):
                found[read[at : at + size]] += weight
    return found


def described(messages: Sequence[Message]) -> list[dict[str, float]]:
    """Each message by its weightiest runs, of length one."""
    counted = [runs(message) for message in messages]
    seen = Counter(run for one in counted for run in one)
    most = max(min(MOST_SHARE * len(messages), MOST), FEW)
    rarity = {run: log(len(messages) / times) for run, times in seen.items() if LEAST <= times <= most}
    found = []
    for one in counted:
        worth = sorted(((-(times**0.5) * rarity[run], run) for run, times in one.items() if run in rarity))
        found.append(_of_length_one({run: -value for value, run in worth[:DESCRIBED_BY]}))
    return found


def _of_length_one(values: dict[str, float]) -> dict[str, float]:
    length = sqrt(sum(value * value for value in values.values())) or 1.0
    return {run: value / length for run, value in values.items()}


def near_pairs(vectors: Sequence[dict[str, float]]) -> dict[tuple[int, int], float]:
    """How near each two messages are that share a run."""
    holders: defaultdict[str, list[int]] = defaultdict(list)
    for place, vector in enumerate(vectors):
        for run in vector:
            holders[run].append(place)
    found: defaultdict[tuple[int, int], float] = defaultdict(float)
    for run, places in holders.items():
        for pair in combinations(places, 2):
            found[pair] += vectors[pair[0]][run] * vectors[pair[1]][run]
    return found


def _links(count: int, near: dict[tuple[int, int], float]) -> list[dict[int, float]]:
    links: list[dict[int, float]] = [{} for _ in range(count)]
    for (one, other), value in near.items():
        links[one][other] = links[other][one] = value
    return links


def groups(count: int, near: dict[tuple[int, int], float], least: float = NEAR) -> list[list[int]]:
    """Groups of messages by average linkage; every message is in exactly one."""
    links = _links(count, near)
    members: dict[int, list[int]] = {place: [place] for place in range(count)}
    waiting = [(-value, one, other) for (one, other), value in near.items() if value >= least]
    heapify(waiting)
    while waiting:
        value, one, other = heappop(waiting)
        if one not in members or other not in members or _mean(links, members, one, other) != -value:
            continue
        links.append(_joined(links, one, other))
        new = len(links) - 1
        members[new] = members.pop(one) + members.pop(other)
        for third, total in links[new].items():
            links[third][new] = total
            mean = total / (len(members[new]) * len(members[third]))
            if mean >= least:
                heappush(waiting, (-mean, third, new))
    return [sorted(places) for places in members.values()]


def _mean(links: list[dict[int, float]], members: dict[int, list[int]], one: int, other: int) -> float:
    return links[one].get(other, 0.0) / (len(members[one]) * len(members[other]))


def _joined(links: list[dict[int, float]], one: int, other: int) -> dict[int, float]:
    """The sums of nearness of a joined group to the others, which forget the two it was made of."""
    found = dict(links[one])
    for third, value in links[other].items():
        found[third] = found.get(third, 0.0) + value
    found.pop(one, None)
    found.pop(other, None)
    for third in found:
        links[third].pop(one, None)
        links[third].pop(other, None)
    return found


def topics(messages: Sequence[Message], *, least_size: int = 2, places: Iterable[str] = ()) -> list[Topic]:
    """The topics of so many messages at least, the largest first (then the earliest)."""
    known = tuple(places)
    common = Counter(
        pair for one in messages for pair in {one.subject[at : at + 2] for at in range(len(one.subject) - 1)}
    )
    found = [
        _topic(messages, group, common, known)
        for group in groups(len(messages), near_pairs(described(messages)))
        if len(group) >= least_size
    ]
    return sorted(found, key=lambda topic: (-topic.size, topic.first or date.max, topic.members))


def _topic(messages: Sequence[Message], group: list[int], common: Counter[str], known: tuple[str, ...]) -> Topic:
    order = sorted(group, key=lambda place: (messages[place].day or date.max, place))
    days = sorted(day for place in group if (day := messages[place].day))
    named = Counter(found for place in group if (found := _place(messages[place], known)))
    name, times = min(named.items(), key=lambda item: (-item[1], item[0])) if named else ("", 0)
    return Topic(
        tuple(order), _words(messages, group, common), name, round(times / len(group), 3),
        days[0] if days else None, days[-1] if days else None,
    )  # fmt: skip


def _place(message: Message, known: tuple[str, ...]) -> str:
    if message.place:
        return message.place
    return next(iter(places_in(message.subject + message.body, known)), "") or place_of(message.subject, message.body)


def _holders(subjects: Iterable[str]) -> Counter[str]:
    """How many of the subjects have each run."""
    holders: Counter[str] = Counter()
    for subject in subjects:
        holders.update({run for text in LETTERS.findall(DIVISION.sub(" ", subject)) for run in _runs_of(text)})
    return holders


def _words(messages: Sequence[Message], group: Sequence[int], common: Counter[str]) -> tuple[str, ...]:
    """Runs of the subjects that many of the group share and few others have, none overlapping a better one."""
    holders = _holders([messages[place].subject for place in group])
    least = max(2, SHARED * len(group)) if len(group) > 1 else 1
    usual = COMMON * log(max(len(messages), 2))
    worth = [
        (
            holders[run]
            * sum(log(len(messages) / max(common[run[at : at + 2]], 1)) - usual for at in range(len(run) - 1)),
            run,
        )
        for run in holders
        if holders[run] >= least
    ]
    kept: list[str] = []
    for value, run in sorted(worth, key=lambda one: (-one[0], one[1])):
        if value > 0 and not any(_shares(run, one) for one in kept):
            kept.append(run)
        if len(kept) == WORDS:
            break
    return tuple(kept)


def _runs_of(text: str) -> Iterable[str]:
    return (text[at : at + size] for size in range(2, LONGEST + 1) for at in range(len(text) - size + 1))


def _shares(one: str, other: str) -> bool:
    return any(one[at : at + 2] in other for at in range(len(one) - 1)) or one[0] == other[-1] or other[0] == one[-1]
