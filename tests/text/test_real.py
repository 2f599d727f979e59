"""The public messages, read where they are and never kept: what the document says of them is so."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="learning needs the extra text")

from tongban.config import hotline
from tongban.config.launch.problems import Problem
from tongban.hotline.text.evaluating import LABELLED, MESSAGES, REPLIED, classes, days_of, doubles_of, table, topics_of
from tongban.kernel.refusals import Refused

DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "hotline"
there = pytest.mark.skipif(not DATA.is_dir(), reason=f"the public messages are not in {DATA}")


@there
def test_working_days_of_all_replies_are_counted() -> None:
    found = days_of(table(DATA, REPLIED))
    assert (found["counted"], found["not_counted"], found["median"]) == (1408, 0, 8)


@there
@pytest.mark.nightly
def test_issue_6_classes_are_found_better_than_the_plain_way() -> None:
    found = classes(table(DATA, LABELLED), [*table(DATA, MESSAGES), *table(DATA, REPLIED)], seeds=3)
    assert found["over_seeds"]["ours"]["least"] >= 0.80
    assert found["macro_f1"] > found["baseline_macro_f1"] + 0.05


@there
@pytest.mark.nightly
def test_issue_6_topics_and_near_duplicates() -> None:
    messages = table(DATA, MESSAGES)
    largest = topics_of(messages)["largest"]
    assert len(largest) == 10
    assert largest[0]["size"] >= 25
    assert doubles_of(messages)["pairs"] >= 300


def test_a_folder_without_the_tables_is_told(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no_table"):
        table(tmp_path, LABELLED)


def test_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hotline.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(Problem, match="text.lock"):
        hotline.learning(["evaluate", "--json"])
