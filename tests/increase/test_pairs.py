"""D-19 明减暗增: renames and papers asked again are found, true reductions are not flagged; on the project's own pairs.

The pairs were written before the rules; a third was held back while the rules were made. Both parts are printed.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from tests.increase.pairs import HARDER, LATER, ON, Figures, Pair, judged, pairs
from tongban.powerlist.rules.increase import burden, compare
from tongban.powerlist.rules.increase.text import step_class
from tongban.powerlist.rules.increase.words import disguises

PAIRS = pairs()
LEAST_RECALL, MOST_ALARMS = 0.95, 0.05


def good(figures: Figures) -> bool:
    """Whether a set is judged well enough."""
    return figures.recall >= LEAST_RECALL and figures.false_alarms <= MOST_ALARMS


def test_there_are_sixty_pairs_and_half_are_honest() -> None:
    hidden = sum(bool(pair.hidden) for pair in PAIRS)
    assert len(PAIRS) >= 60
    assert hidden * 2 == len(PAIRS)


@pytest.mark.parametrize("part", ["seen", "held back", "all"])
def test_d_19_hidden_increases_are_found_and_honest_cuts_left_alone(part: str) -> None:
    some = [pair for pair in PAIRS if part == "all" or pair.held_back == (part == "held back")]
    figures = judged(some)
    print(f"{part}: {figures}")  # noqa: T201 the figures are the result
    assert good(figures), figures


def test_d_19_without_the_closed_word_list_approvals_live_on_unseen() -> None:
    figures = judged(PAIRS, words=())
    assert figures.recall < LEAST_RECALL
    assert any(line.startswith("3 ") for line in figures.missed)


@pytest.mark.parametrize("word", disguises(ON))
def test_d_19_each_word_of_the_list_finds_an_approval_of_its_own(word: str) -> None:
    found = [pair.id for pair in PAIRS if _under(pair, word)]
    assert found, f"no pair lives on as {word}"


def _under(pair: Pair, word: str) -> bool:
    return any(one.kind == "lives_on" and any(word in new.name for new in one.new) for one in pair.compared().findings)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: str(pair.id))
def test_a_list_compared_with_itself_finds_nothing(pair: Pair) -> None:
    same = Pair(pair.id, "", frozenset(), pair.new, pair.new, pair.claim.__class__())
    assert same.compared().findings == ()


@pytest.mark.parametrize("file", [HARDER, LATER], ids=["harder, seen", "later, held back"])
def test_d_19_pairs_made_to_defeat_the_rules_are_judged_as_well(file: Path) -> None:
    figures = judged(pairs(file))
    print(f"{file.stem}: {figures}")  # noqa: T201 the figures are the result
    assert good(figures), figures


@pytest.mark.parametrize(
    ("module", "rule", "instead", "worse"),
    [
        (compare, "reborn", lambda found, words: found, ("missed", ["1 ", "2 "])),
        (burden, "_in_its_place", lambda *steps: (), ("missed", ["3 ", "4 "])),
        (burden, "step_parts", lambda name: (step_class(name),), ("wronged", ["11", "12"])),
    ],
    ids=["reborn under another name", "in the place of a step", "two steps in one"],
)
def test_d_19_without_one_of_the_rules_the_later_pairs_are_misjudged(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, rule: str, instead: Any, worse: tuple[str, list[str]]
) -> None:
    monkeypatch.setattr(module, rule, instead)
    assert [line[:2] for line in getattr(judged(pairs(LATER)), worse[0])] == worse[1]
