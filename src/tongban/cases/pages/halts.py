"""中止、恢复、终止 on the case page: 凭什么停下或者结束？ One page an act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy

from tongban.cases.actions.halts import continue_case, suspend_case, terminate_case
from tongban.cases.forms.special import NothingForm, SuspendForm, TerminateForm
from tongban.cases.pages.specialact import HEADING, ActPage, Scene
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor


def _suspend(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    return suspend_case(
        case_id=scene.case_id, ground=values["ground"], reason=values["reason"], until=values["until"], by=by,
        at=scene.now,
    )  # fmt: skip


def _continue(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    return continue_case(case_id=scene.case_id, by=by, at=scene.now)


def _terminate(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    return terminate_case(
        case_id=scene.case_id, ground=values["ground"], reason=values["reason"], by=by, at=scene.now
    )  # fmt: skip


PAGES: Final[Mapping[str, ActPage]] = {
    "suspend": ActPage(
        Act.SUSPEND,
        gettext_lazy("Suspend the case"),
        gettext_lazy(
            "Every step waits and no limit counts until the ground is gone. Only for the grounds listed; the applicant "
            "is told in writing."
        ),
        gettext_lazy("Suspend, send the decision"),
        SuspendForm,
        _suspend,
        duties=HEADING,
    ),
    "continue": ActPage(
        Act.CONTINUE,
        gettext_lazy("Go on with the case"),
        gettext_lazy("The ground is gone: the case goes on where it stood, and its limits move by the days between."),
        gettext_lazy("Go on, send the notice"),
        NothingForm,
        _continue,
        duties=HEADING,
    ),
    "terminate": ActPage(
        Act.TERMINATE,
        gettext_lazy("Terminate the case"),
        gettext_lazy(
            "The case ends without a decision and nothing of it waits any more. This cannot be undone; the letter "
            "names the remedies."
        ),
        gettext_lazy("Terminate, send the decision"),
        TerminateForm,
        _terminate,
        duties=HEADING,
    ),
}
