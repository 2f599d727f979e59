"""D-26 on a real case: at a township the deciding step is refused to whoever lacks the power's training."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.cast import on
from tests.people import signed_in
from tests.relief import village
from tongban.agencies.queries import account_of_official
from tongban.cases.actions.waits import end_waits
from tongban.cases.models import Case
from tongban.cases.queries.tasks import open_tasks
from tongban.delegation.actions.training import complete_training, plan_training
from tongban.kernel.actor import SYSTEM
from tongban.kernel.refusals import Refused

pytestmark = pytest.mark.django_db


def test_d_26_the_untrained_are_refused_the_deciding_step_and_the_trained_decide(settings: Any) -> None:
    settings.DEMO = True
    liuhe = village()
    case_id = liuhe.asks(on(11, 2), amount=800)
    liuhe.accepts(case_id, on(11, 3))
    liuhe.reviews(open_tasks(case_id)[0], on(11, 4))
    end_waits(at=on(11, 11, 17, 1))
    liuhe.reviews(open_tasks(case_id)[0], on(11, 12))
    item = Case.objects.values_list("item_id", flat=True).get(pk=case_id)
    civil, head = liuhe.county.bodies["civil"], liuhe.county.holders["liuhe_decide"][0]
    plan = plan_training(item_id=item, giver_id=civil, since=date(2026, 1, 5), by=SYSTEM, at=on(1, 5))
    with pytest.raises(Refused, match="not_trained"):
        liuhe.decides(case_id, on(11, 13))
    desk = signed_in(account_of_official(head))
    told = desk.get(f"/desk/c/{case_id}/").content.decode()
    assert ("还没有完成" in told, "/hand/" in told) == (True, True), (
        "told before anything is written, and may hand it on"
    )
    complete_training(
        plan_id=plan, official_id=head, completed=date(2026, 11, 12), by=liuhe.officer("civil_decide", on(11, 12)),
        at=on(11, 12),
    )  # fmt: skip
    assert "还没有完成" not in desk.get(f"/desk/c/{case_id}/").content.decode()
    liuhe.decides(case_id, on(11, 13))
    assert Case.objects.get(pk=case_id).decision == "grant"
