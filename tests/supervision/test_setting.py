"""A rule goes live only after a back-test, whatever it is: with figures or without, for all or for one item."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import on
from tests.people import signed_in
from tests.supervision.stage import Stage, late_stage
from tongban.agencies.queries import account_of_official
from tongban.kernel.refusals import Refused
from tongban.ledger.queries import events_of
from tongban.supervision.actions.cards import judge_appeal
from tongban.supervision.actions.rules import set_rule
from tongban.supervision.models import Card, Setting
from tongban.supervision.queries import backtest
from tongban.supervision.queries.backtest import back_test
from tongban.supervision.rules.shipped.every import BY_CODE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("settled")]
OFF = "apart.hand"


@pytest.fixture
def stage(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    settings.DEMO = True
    monkeypatch.setattr("tongban.supervision.pages.asking.timezone.now", lambda: on(11, 20, 9))
    made = late_stage()
    # Nothing gives these events their order here; the back-test reads them as they are.
    monkeypatch.setattr(backtest, "_past", lambda _since: iter(events_of("case", made.case_id)))
    return made


def sent(stage: Stage, code: str, **told: str) -> tuple[int, str]:
    client = signed_in(account_of_official(stage.cast.county.holders["supervision"][0]))
    answer = client.post(f"/supervision/rules/{code}/", told)
    return answer.status_code, answer.content.decode()


def test_a_rule_that_is_off_is_not_switched_on_untested(stage: Stage) -> None:
    with pytest.raises(Refused, match="rule_back_test"):
        set_rule(code=OFF, active=True, by=stage.who("supervision", on(11, 20)), at=on(11, 20))
    for item in ("", "QH-YJS-001"):
        code, page = sent(stage, OFF, do="switch", active="on", item=item)
        assert (code, "启用之前要先做回测" in page) == (409, True)
    assert not Setting.objects.filter(rule=OFF).exists()


def test_a_rule_without_figures_is_tested_and_put_to_use_on_its_page(stage: Stage) -> None:
    code, page = sent(stage, OFF, do="try")
    assert code == 200
    assert 'name="tested"' in page
    assert 'value="use"' in page
    assert "0 张" in page
    assert sent(stage, OFF, do="use")[0] == 302
    row = Setting.objects.get(rule=OFF)
    assert (row.active, row.figures, row.back_test["events"] > 0, row.back_test["before"]) == (True, {}, True, 0)
    assert 'value="use"' not in sent(stage, OFF, do="try")[1], "it is on as it is: nothing to put to use"


def test_what_was_tested_is_switched_on_for_one_item_with_its_back_test(stage: Stage) -> None:
    assert sent(stage, OFF, do="switch", active="on", item="QH-YJS-001", tested="1")[0] == 302
    row = Setting.objects.get(rule=OFF)
    assert (row.item_id, row.back_test["events"] > 0) == (stage.card.item_id, True)


def test_switching_off_and_setting_what_is_on_needs_no_back_test(stage: Stage) -> None:
    for active in ("on", "off"):
        assert sent(stage, "due.promise", do="switch", active=active)[0] == 302
    assert [row.no for row in Setting.objects.filter(rule="due.promise").order_by("no")] == [1, 2]
    assert sent(stage, "due.promise", do="switch", active="on")[0] == 409, "off by now, so it goes live anew"


def test_a_back_test_tells_how_many_were_later_lifted_by_body(stage: Stage) -> None:
    judge = stage.appealed().who("supervision_review", on(11, 20))
    judge_appeal(card_id=stage.card.pk, lift=True, words="属实", by=judge, at=on(11, 20))
    body = stage.cast.county.bodies["market"]
    found = back_test(BY_CODE["due.promise"], {}, {}, until=on(11, 20), samples=20)
    assert found.bodies == ((body, 1, 1),)
    assert found.lifted == Card.objects.filter(state="lifted").count() == 1
    assert "后来撤销" in sent(stage, "due.promise", do="try")[1]
