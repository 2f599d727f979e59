"""Texts of the hotline: classes, near-duplicates among a million, one question against a million.

`python benchmarks/text.py [TEXTS]` prints JSON. The texts are made up: words of two characters drawn as words occur in
language (few often, most seldom), with phrases that everybody uses; one text in ten is an earlier one written again,
each tenth character or so changed, left out or added. Peers: scikit-learn's pipeline as one would write it
(characters and pairs, TF-IDF, a linear machine); datasketch with as many places and bands as ours, asked for each
text's candidates and no more; rapidfuzz comparing every pair; the last two on a sample. The floor of near-duplicates is
MinHash by numpy alone, without looking anything up. A peer that is not installed is left out. Best of the rounds; the
load of the machine and the seconds of processor stand in each row.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from itertools import accumulate
from random import Random
from typing import Any

import numpy as np
from rapidfuzz import fuzz, process

from tongban.hotline.text.batch import Batch
from tongban.hotline.text.learning import Letter
from tongban.hotline.text.near import BAND, PLACES, Index, near_duplicates, sketches
from tongban.hotline.text.training import trained

try:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC
except ImportError:
    make_pipeline = None
try:
    from datasketch import MinHash, MinHashLSH
except ImportError:
    MinHashLSH = None

TEXTS = 1_000_000
CLASSED, CLASSES, LEARNT = 60_000, 7, 700
FIRST, LAST = 0x4E00, 0x9000
WORDS, PHRASES = 20_000, 30
CHANGED = 0.1
SAMPLE, PEER_CLASSED, PEER_PAIRED, QUESTIONS, ROUNDS = 2_000, 6_000, 20_000, 200, 3


def vocabulary(chance: Random) -> tuple[list[str], list[float]]:
    """Words of two characters and how often each occurs."""
    words = ["".join(chr(chance.randrange(FIRST, LAST)) for _ in range(2)) for _ in range(WORDS)]
    weights = [1 / (place + 3) for place in range(WORDS)]
    return words, weights


def written_again(text: str, chance: Random) -> str:
    """A text with every tenth character or so changed, left out or followed by another."""
    found = []
    for letter in text:
        luck = chance.random()
        if luck < CHANGED / 3:
            continue
        found.append(chr(chance.randrange(FIRST, LAST)) if luck < 2 * CHANGED / 3 else letter)
        if luck > 1 - CHANGED / 3:
            found.append(chr(chance.randrange(FIRST, LAST)))
    return "".join(found)


def made(count: int, seed: int = 6) -> tuple[list[str], list[tuple[int, int]]]:
    """Texts of 30 to 90 characters, and which of them are another one written again."""
    chance = Random(seed)
    words, weights = vocabulary(chance)
    total = list(accumulate(weights))
    phrases = ["".join(chance.choices(words, weights, k=4)) for _ in range(PHRASES)]
    texts: list[str] = []
    planted = []
    for place in range(count):
        if place > 10 and chance.random() < 0.1:
            source = chance.randrange(place)
            texts.append(written_again(texts[source], chance))
            planted.append((source, place))
            continue
        own = "".join(chance.choices(words, cum_weights=total, k=chance.randrange(13, 43)))
        texts.append(chance.choice(phrases) + own)
    return texts, planted


def best(act: Callable[[], Any], rounds: int = ROUNDS) -> tuple[float, Any]:
    """The shortest time of some rounds, and what was found."""
    times, found = [], None
    for _ in range(rounds):
        began = time.perf_counter()
        found = act()
        times.append(time.perf_counter() - began)
    return min(times), found


def row(
    name: str, unit: str, ours: float, peers: dict[str, float], *, floor: float | None = None, **more: Any
) -> dict[str, Any]:
    """One row in the house's form."""
    peer = max(peers.values()) if peers else None
    return {
        "name": name, "unit": unit, "ours": ours, "floor": floor, "peers": peers,
        "ratio_floor": round(ours / floor, 2) if floor else None,
        "ratio_peer": round(ours / peer, 1) if peer else None, "runs": ROUNDS,
        "load": round(os.getloadavg()[0], 1), **more,
    }  # fmt: skip


def classified() -> list[dict[str, Any]]:
    """Batch and single classification; texts of a subject of 20 and a body of 350 characters."""
    chance = Random(7)
    words, weights = vocabulary(chance)
    themes = [chance.sample(words, 60) for _ in range(CLASSES)]

    def letter(theme: int) -> Letter:
        body = chance.choices(words, weights, k=150) + chance.choices(themes[theme], k=25)
        chance.shuffle(body)
        return Letter("".join(chance.choices(themes[theme], k=4) + body[:6]), "".join(body))

    numbers = [place % CLASSES for place in range(LEARNT)]
    letters = [letter(number) for number in numbers]
    model = trained(letters, [str(number) for number in numbers])
    many = [letter(place % CLASSES) for place in range(CLASSED // 10)] * 10
    subjects, bodies = [one.subject for one in many], [one.body for one in many]
    batch = Batch(model)
    seconds, found = best(lambda: batch.names(subjects, bodies))
    right = sum(name == str(place % (CLASSED // 10) % CLASSES) for place, name in enumerate(found))
    few = many[:QUESTIONS]
    one_by_one = []
    for one in few:
        began = time.perf_counter()
        model.found(one.subject, one.body)
        one_by_one.append((time.perf_counter() - began) * 1000)
    peers = {}
    if make_pipeline:
        naive = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 2)), LinearSVC())
        naive.fit([one.subject + one.body for one in letters], numbers)
        taken, _ = best(lambda: naive.predict([one.subject + one.body for one in many[:PEER_CLASSED]]), 1)
        peers["scikit-learn"] = round(PEER_CLASSED / taken)
    return [
        row("text, classes of many", "texts/s", round(CLASSED / seconds), peers, texts=CLASSED,
            characters=round(sum(map(len, subjects + bodies)) / CLASSED), right=round(right / CLASSED, 4)),
        row("text, class of one", "ms", round(float(np.median(one_by_one)), 2), {}, worst=round(max(one_by_one), 2)),
    ]  # fmt: skip


def by_datasketch(texts: list[str]) -> int:
    """Each text's candidates as the library finds them; answers how many pairs."""
    search = MinHashLSH(num_perm=PLACES, params=(PLACES // BAND, BAND))
    found = 0
    for place, text in enumerate(texts):
        marks = MinHash(num_perm=PLACES)
        marks.update_batch([text[at : at + 3].encode() for at in range(len(text) - 2)])
        found += len(search.query(marks))
        search.insert(place, marks)
    return found


def all_pairs(texts: list[str], planted: list[tuple[int, int]]) -> dict[str, Any]:
    """Near-duplicates of all texts."""
    count, sample, peers = len(texts), texts[:SAMPLE], {}
    began = time.process_time()
    seconds, pairs = best(lambda: near_duplicates(texts, least=0.3), 2)
    processor = (time.process_time() - began) / 2
    known = {(pair.one, pair.other) for pair in pairs}
    recall = sum(pair in known for pair in planted) / len(planted)
    bare, _ = best(lambda: sketches(texts), 1)
    taken, _ = best(lambda: process.cdist(sample, sample, scorer=fuzz.ratio, score_cutoff=60, workers=2), 1)
    peers[f"rapidfuzz, every pair of {SAMPLE}"] = round(SAMPLE / taken)
    if MinHashLSH:
        taken, _ = best(lambda: by_datasketch(texts[:PEER_PAIRED]), 1)
        peers[f"datasketch, {PEER_PAIRED}"] = round(PEER_PAIRED / taken)
    length = round(sum(map(len, texts)) / count)
    return row(
        "text, near-duplicates of all", "texts/s", round(count / seconds), peers, floor=round(count / bare),
        texts=count, characters=length, seconds=round(seconds, 1), processor_seconds=round(processor, 1),
        planted=len(planted), recall=round(recall, 4), pairs=len(pairs), memory_mb=_memory(),
    )  # fmt: skip


def _memory() -> int:
    """The most memory that this process had, the texts themselves among it."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def one_question(texts: list[str]) -> dict[str, Any]:
    """One question against all of them."""
    began = time.perf_counter()
    index = Index(texts)
    built, chance = time.perf_counter() - began, Random(8)
    asked = [(place, written_again(texts[place], chance)) for place in chance.sample(range(len(texts)), QUESTIONS)]
    times, hits = [], 0
    for place, text in asked:
        began = time.perf_counter()
        hits += any(found == place for found, _ in index.asked(text, least=0.3))
        times.append((time.perf_counter() - began) * 1000)
    return row(
        "text, one question against all", "ms", round(float(np.median(times)), 2), {}, texts=len(texts),
        worst=round(max(times), 2), recall=hits / QUESTIONS, built_seconds=round(built, 1), memory_mb=_memory(),
    )  # fmt: skip


def doubled(count: int) -> list[dict[str, Any]]:
    """Near-duplicates of all texts, and one question against all of them."""
    texts, planted = made(count)
    return [all_pairs(texts, planted), one_question(texts)]


def measure(count: int = 0) -> list[dict[str, Any]]:
    """All four claims."""
    return [*classified(), *doubled(count or int(os.environ.get("TONGBAN_BENCH_TEXTS", TEXTS)))]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(int(sys.argv[1]) if sys.argv[1:] else 0), ensure_ascii=False, indent=2) + "\n")
