"""利害关系人 on the case page: 这件影响谁，他怎么说，采纳没有？ One page an act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy

from tongban.agencies.actions.parties import register_party
from tongban.agencies.queries import sealing_key, unseal
from tongban.cases.actions.interested import take_statement, tell_interested, weigh_statement
from tongban.cases.forms.special import StatementForm, ThirdPartyForm, WeighForm
from tongban.cases.pages.specialact import ActPage, Scene, chosen
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused


def _parties(scene: Scene) -> list[tuple[str, str]]:
    return [(str(one.pk), scene.who(one.pk, "")) for one in scene.special.interested]


def _unweighed(scene: Scene) -> list[tuple[str, str]]:
    waiting = [one for one in scene.special.interested if one.stated_at is not None and not one.taken]
    return [(str(one.pk), scene.who(one.pk, "")) for one in waiting]


def _nobody(scene: Scene) -> Refusal | None:
    if scene.special.interested:
        return None
    return Refusal("no_interested", "本件没有登记利害关系人。", "No third party is recorded in this case.")


def _nothing_said(scene: Scene) -> Refusal | None:
    if _unweighed(scene):
        return None
    return Refusal("nothing_stated", "没有等待答复的陈述。", "No statement waits for an answer.")


def _said(scene: Scene) -> list[tuple[str, str]]:
    """The statements that wait, opened for the one who answers them."""
    waiting = [one for one in scene.special.interested if one.stated_at is not None and not one.taken and one.said]
    return [
        (scene.who(one.pk, ""), unseal(sealing_key(one.party_id), bytes(one.said or b"")).decode()) for one in waiting
    ]


@transaction.atomic
def _tell(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    if values["kind"] not in ("person", "firm"):
        raise Refused(Refusal("party_kind", "请选择个人或者单位。", "Choose a person or a firm."))
    party_id = register_party(
        kind=values["kind"], name=values["name"], id_number=values["id_number"], phone=values["phone"], by=by,
        at=scene.now,
    )  # fmt: skip
    return tell_interested(
        case_id=scene.case_id, party_id=party_id, interest=values["interest"], by=by, at=scene.now
    )  # fmt: skip


def _take(scene: Scene, values: dict[str, Any], by: Actor) -> None:
    who = chosen(values["who"])
    take_statement(case_id=scene.case_id, interested_id=who, text=values["text"], by=by, at=scene.now)


def _weigh(scene: Scene, values: dict[str, Any], by: Actor) -> None:
    weigh_statement(
        case_id=scene.case_id, interested_id=chosen(values["who"]), taken=values["taken"], reason=values["reason"],
        by=by, at=scene.now,
    )  # fmt: skip


PAGES: Final[Mapping[str, ActPage]] = {
    "third-party": ActPage(
        Act.TELL_INTERESTED,
        gettext_lazy("Tell a third party"),
        gettext_lazy(
            "Somebody whose major interest the case touches is told in writing and may make a statement; the decision "
            "waits for it (licence law art. 36)."
        ),
        gettext_lazy("Send this notice"),
        ThirdPartyForm,
        _tell,
    ),
    "statement": ActPage(
        Act.TAKE_STATEMENT,
        gettext_lazy("Record a statement"),
        gettext_lazy("What a third party says about the case, in their own words."),
        gettext_lazy("Record the statement"),
        StatementForm,
        _take,
        choices=lambda scene: {"who": _parties(scene)},
        problem=_nobody,
    ),
    "weigh": ActPage(
        Act.WEIGH_STATEMENT,
        gettext_lazy("Answer a statement"),
        gettext_lazy("Without it the case cannot be decided."),
        gettext_lazy("Record the answer"),
        WeighForm,
        _weigh,
        choices=lambda scene: {"who": _unweighed(scene)},
        problem=_nothing_said,
        notes=_said,
    ),
}
