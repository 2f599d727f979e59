"""What the operator is offered for a text: from the directory, the places, the last month's orders and the guides."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.hotline.stage import NOISE, TAKEN, Line, hotline
from tongban.hotline.actions.directory import set_line
from tongban.hotline.queries.proposals import learnable, model_in_force, proposal_for

pytestmark = pytest.mark.django_db
LATER = TAKEN + timedelta(hours=1)


@pytest.fixture
def line() -> Line:
    found = hotline()
    set_line(
        topic="油烟噪音", keywords="油烟、噪音", place_id=found.cast.county.home, body_id=found.body("urban"),
        basis="三定方案",
        by=found.who("hotline_dispatch"), at=TAKEN,
    )  # fmt: skip
    return found


def test_c_01_class_body_and_similar_order_are_proposed_by_rules_and_search(line: Line) -> None:
    line.take()
    found = proposal_for(title="", text=NOISE, at=LATER)
    assert (found.topic and found.topic.value, bool(found.body), len(found.orders)) == ("油烟噪音", True, 1)


def test_a_report_of_misconduct_and_old_orders_are_not_shown(line: Line) -> None:
    line.take()
    assert proposal_for(title="", text=NOISE, at=TAKEN + timedelta(days=40)).orders == ()


def test_nothing_is_learnt_from_open_orders(line: Line) -> None:
    line.take()
    assert learnable(10) == []


def test_a_model_that_cannot_be_read_is_as_none(settings: object, tmp_path: Path) -> None:
    settings.DATA_ROOT = tmp_path  # type: ignore[attr-defined]
    assert model_in_force() is None
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "hotline.model").write_bytes(b"no model")
    assert model_in_force() is None
