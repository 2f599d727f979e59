"""听证 on the case page: 谁被告知，谁要求，何时何地谁主持，笔录归档没有？ One page an act."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongban.agencies.queries import people_of
from tongban.cases.actions.hearing import call_hearing, drop_hearing, record_hearing
from tongban.cases.actions.hearing_rights import answer_hearing_right, tell_hearing_right
from tongban.cases.forms.special import AnswerForm, CallForm, Choices, NothingForm, RecordForm, RightForm
from tongban.cases.pages import words
from tongban.cases.pages.specialact import ActPage, Scene, chosen
from tongban.cases.queries.special import hearing_days
from tongban.cases.rules import Act
from tongban.kernel.actor import Actor
from tongban.kernel.refusals import Refusal, Refused

APPLICANT: Final = "applicant"


def _untold(scene: Scene) -> list[tuple[str, str]]:
    """Who has not been told of the right yet."""
    told = {one.interested_id for one in scene.special.rights}
    parties = [(str(one.pk), scene.who(one.pk, "")) for one in scene.special.interested if one.pk not in told]
    return ([] if None in told else [(APPLICANT, _("the applicant"))]) + parties


def _unanswered(scene: Scene) -> list[tuple[str, str]]:
    waiting = [one for one in scene.special.rights if not one.answer]
    return [(str(one.pk), scene.who(one.interested_id, _("the applicant"))) for one in waiting]


def _all_told(scene: Scene) -> Refusal | None:
    if _untold(scene):
        return None
    return Refusal("hearing_all_told", "各方都已经告知过听证权利。", "Everybody was told of the right to a hearing.")


def _none_waiting(scene: Scene) -> Refusal | None:
    if _unanswered(scene):
        return None
    return Refusal(
        "hearing_none_told",
        "没有等待答复的听证权利告知。请先告知听证权利。",
        "No notice of the right waits for an answer. Tell somebody of the right first.",
    )


def _none_asked(scene: Scene) -> Refusal | None:
    if scene.special.open_hearing is not None:
        return None
    return Refusal("no_hearing", "本件没有人要求听证。", "Nobody has asked for a hearing in this case.")


def _not_called(scene: Scene) -> Refusal | None:
    hearing = scene.special.open_hearing
    if hearing is None:
        return _none_asked(scene)
    if hearing.held_at is None or scene.now < hearing.held_at:
        return Refusal(
            "hearing_not_yet",
            "听证还没有举行，举行之后才能归入笔录。",
            "The hearing has not been held yet; its record is filed afterwards.",
        )
    return None


def _tell(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    to = values["to"]
    interested = None if to == APPLICANT else chosen(to)
    return tell_hearing_right(case_id=scene.case_id, interested_id=interested, by=by, at=scene.now)


def _answer(scene: Scene, values: dict[str, Any], by: Actor) -> None:
    answer_hearing_right(
        case_id=scene.case_id, right_id=chosen(values["right"]), answer=values["answer"], by=by, at=scene.now,
        received_on=values["received_on"],
    )  # fmt: skip


def _call(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    if values["held_on"] is None or values["held_time"] is None:
        raise Refused(Refusal("hearing_when", "请写明听证的日期和时间。", "Say on which day and hour it is held."))
    held_at = timezone.make_aware(datetime.combine(values["held_on"], values["held_time"]))
    return call_hearing(
        case_id=scene.case_id, held_at=held_at, venue=values["venue"], chair_id=chosen(values["chair"]), by=by,
        at=scene.now,
    )  # fmt: skip


def _record(scene: Scene, values: dict[str, Any], by: Actor) -> object:
    return record_hearing(
        case_id=scene.case_id, text=values["text"], present=values["present"] or 0, signed=values["signed"], by=by,
        at=scene.now,
    )  # fmt: skip


def _drop(scene: Scene, values: dict[str, Any], by: Actor) -> None:
    drop_hearing(case_id=scene.case_id, by=by, at=scene.now)


def _officials(scene: Scene) -> Mapping[str, Choices]:
    return {"chair": [(str(one.official_id), one.name) for one in people_of(scene.file.case.body_id)]}


def _days(scene: Scene) -> list[tuple[str, str]]:
    hearing = scene.special.open_hearing
    if hearing is None:
        return []
    days = hearing_days(hearing, words.day(scene.now))
    return [
        (_("Asked for on"), words.in_days(hearing.asked_on)),
        (_("Earliest, when the notice goes out today"), words.in_days(days.earliest)),
        (_("Latest"), words.in_days(days.latest)),
    ]


PAGES: Final[Mapping[str, ActPage]] = {
    "hearing-right": ActPage(
        Act.TELL_HEARING,
        gettext_lazy("Tell of the right to a hearing"),
        gettext_lazy(
            "Where the licence touches major interests of others: applicant and third parties are told in writing that "
            "they can ask for a hearing, free of charge (licence law art. 47)."
        ),
        gettext_lazy("Send this notice"),
        RightForm,
        _tell,
        choices=lambda scene: {"to": _untold(scene)},
        problem=_all_told,
    ),
    "hearing-answer": ActPage(
        Act.ANSWER_HEARING,
        gettext_lazy("Record what they answered"),
        gettext_lazy("The applicant answers online; record here what came by letter or at the window."),
        gettext_lazy("Record the answer"),
        AnswerForm,
        _answer,
        choices=lambda scene: {"right": _unanswered(scene)},
        problem=_none_waiting,
    ),
    "hearing-notice": ActPage(
        Act.CALL_HEARING,
        gettext_lazy("Announce the hearing"),
        gettext_lazy(
            "Time, place and chair are told in writing; from this notice to the record the time does not count "
            "(licence law arts. 45, 48). Called again, it moves the hearing to another day."
        ),
        gettext_lazy("Send the notice of hearing"),
        CallForm,
        _call,
        choices=_officials,
        problem=_none_asked,
        notes=_days,
    ),
    "hearing-record": ActPage(
        Act.CLOSE_HEARING,
        gettext_lazy("File the record of the hearing"),
        gettext_lazy("The clock goes on, and the decision rests on this record (licence law art. 48)."),
        gettext_lazy("File the record"),
        RecordForm,
        _record,
        problem=_not_called,
    ),
    "hearing-drop": ActPage(
        Act.CLOSE_HEARING,
        gettext_lazy("Record that the hearing was given up"),
        gettext_lazy("Only when everybody who asked for it has given it up in writing; the clock goes on."),
        gettext_lazy("Record it"),
        NothingForm,
        _drop,
        problem=_none_asked,
    ),
}
