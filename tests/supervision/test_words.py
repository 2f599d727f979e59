"""What people read in supervision: the words of the house, never a key of the ledger."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

import tongban.config.urls  # noqa: F401  # every event is in the catalogue once its module is read
from tests.supervision.story import Small, judged, on, version_of
from tests.supervision.test_rules import TRIALS, stories
from tongban.cases.rules.moves import State
from tongban.certificates.rules import GROUNDS
from tongban.ledger.events import catalogue
from tongban.supervision.foreign.stamps import FORMATS
from tongban.supervision.foreign.words import FORMAT_WORDS
from tongban.supervision.pages import figures
from tongban.supervision.pages.lines import CASE_STATES
from tongban.supervision.queries import names
from tongban.supervision.queries.names import Names, terms_of
from tongban.supervision.rules.words import EVENT_WORDS, FIGURE_WORDS, GROUND_WORDS, SUBJECT_WORDS

KEYS = re.compile(r"[A-Za-z]{2,}|_")


class Everybody(dict[Any, str]):
    """A directory in which every id has a name."""

    def get(self, key: Any, default: Any = None) -> str:
        return "某单位"


def test_every_event_that_a_card_or_a_case_shows_has_a_word() -> None:
    kinds = set(SUBJECT_WORDS) - {"body", "post", "place", "pair"}  # what only patterns are about
    shipped = [one for one in catalogue() if not one.type.endswith("_tests")]  # other tests make events of their own
    assert [one.type for one in shipped if one.kind in kinds and one.type not in EVENT_WORDS] == []
    assert set(EVENT_WORDS) <= {one.type for one in catalogue()}


def test_every_state_of_a_case_and_every_writing_of_times_has_a_word() -> None:
    assert {one.value for one in State} <= set(CASE_STATES)
    assert set(FORMATS) == set(FORMAT_WORDS)
    assert {key: (GROUNDS[key].zh, GROUNDS[key].en) for key in GROUND_WORDS} == GROUND_WORDS


def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, str]]:
    """(rule, figure, as it is shown) of what every rule finds in its breach."""
    monkeypatch.setattr(figures, "edition_name", lambda _version: "第 2 版")
    found = []
    for code, trial in TRIALS.items():
        world: Small = trial.world()
        monkeypatch.setattr(names, "version", lambda key, world=world: world.versions.get(str(key)))
        for one in judged(*stories(trial.breach()), world=world, until=trial.until, only=code):
            assert (one.hit.subject or ("case",))[0] in SUBJECT_WORDS, code
            terms, card = terms_of(version_of("v1").id), SimpleNamespace(figures=one.hit.figures)
            told = figures.figures_of_card(card, Names(bodies=Everybody()), terms, on(12, 1))  # type: ignore[arg-type]
            assert set(one.hit.figures) <= set(FIGURE_WORDS), code
            found += [(code, word, value) for word, value in told]
    return found


def test_a_04_the_figures_of_every_finding_are_words_and_never_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    told = shown(monkeypatch)
    assert [one for one in told if KEYS.search(one[1] + one[2])] == []
    said = {(code, value) for code, _word, value in told}
    assert {
        ("papers.outside", "指南里没有的一项（没有提交）"), ("list.promise_longer", "9 个工作日"),
        ("post.decide", "决定"), ("after.reversed", "违反法定程序作出准予决定"), ("pause.longer", "11月10日（周二）"),
    } <= said  # fmt: skip
    assert [value for code, word, value in told if (code, word) == ("step.over", "环节")] == ["审查经营条件"]


def test_figures_as_they_stand_in_the_ledger_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "figure", lambda name, value, *rest: str(value))
    assert {code for code, _word, value in shown(monkeypatch) if KEYS.search(value)} >= {"step.over", "post.decide"}
