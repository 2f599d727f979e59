"""A power comes down to a township: refused while something is missing, delivered, looked back at, taken back."""

from __future__ import annotations

from functools import partial

import pytest
from tests.cast import on
from tests.delegation.stage import EFFECTIVE, Stage, stage
from tests.delegation.test_handover import body_of, with_township
from tests.journeys.roles import Walk, aside, clock_at, offer_roles

from tongban.delegation.actions.handover import hand_over_due
from tongban.delegation.models import Line

pytestmark = pytest.mark.browser


@pytest.fixture
def made(house: str) -> Stage:
    found = stage(ready=False)
    found.ready(but="money")
    offer_roles(found.cast)
    return found


def test_a_power_comes_down_once_what_it_needs_is_there_and_goes_back_with_its_open_cases(
    made: Stage, walk: Walk
) -> None:
    decision = made.published()
    line = Line.objects.get().pk
    with clock_at(on(6, 25)):
        page = walk.go(walk.sign_in("list"), f"/delegation/decisions/{decision}/")
        page.locator("button[value=activate]").click()
        assert "经费：需要 1，到位 0" in walk.told_no(page)
        walk.go(page, f"/delegation/powers/{line}/")
        page.locator("summary", has_text="登记到位情况").click()
        page.locator("[name=deliver-kind]").select_option("money")
        page.locator("[name=deliver-document]").fill("青财〔2026〕1号")
        page.locator("button[value=deliver]").click()
        assert "所需条件都已到位" in walk.station(page, "power-ready")
        walk.go(page, f"/delegation/decisions/{decision}/")
        page.locator("button[value=activate]").click()
        assert "已启用" in walk.station(page, "power-active")
    aside(lambda: hand_over_due(at=EFFECTIVE))
    cases = [aside(partial(with_township, made, on(8, 24, 9 + n), on(8, 25))) for n in range(3)]
    with clock_at(on(8, 26)):
        page = walk.go(walk.sign_in("leader"), f"/delegation/powers/{line}/")
        page.locator("[name=look_back-outcome]").select_option("keep")
        page.locator("button[value=look_back]").click()
        assert "继续下放" in walk.station(page, "power-looked-back")
        page.locator("[name=take_back-moment]").fill("2026-09-01")
        page.locator("[name=take_back-document]").fill("青禾政发〔2026〕12号")
        page.locator("[name=take_back-moves_cases]").check()
        page.locator("button[value=take_back]").click()
        page.wait_for_load_state()
    aside(lambda: hand_over_due(at=on(9, 1, 0)))
    with clock_at(on(9, 2)):
        told = walk.station(walk.go(walk.sign_in("leader"), f"/delegation/powers/{line}/"), "power-back")
        assert "已收回" in told
        assert "交接前在办 3 件，交接后 3 件，移交 3 件" in told
    bureau = made.cast.county.bodies["market"]
    assert aside(lambda: {body_of(case) for case in cases}) == {bureau}
