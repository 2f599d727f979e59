"""What special procedures are called in the history of a case; names of parties are never said there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from tongban.cases.pages import words
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.rules import ASKED, HELD, SUSPENSIONS, TAKEN, TERMINATIONS

Data = Mapping[str, Any]


def _told_right(file: CaseFile, data: Data) -> str:
    told = _("told a third party of the right to a hearing") if data.get("interested") else ""
    return told or _("told the applicant of the right to a hearing")


def _answered(file: CaseFile, data: Data) -> str:
    asked = data.get("answer") == ASKED
    return _("a hearing was asked for") if asked else _("no hearing is asked for")


def _called(file: CaseFile, data: Data) -> str:
    day = words.in_days(date.fromisoformat(str(data.get("held"))[:10]))
    return _("announced the hearing for %(day)s; from here its time does not count") % {"day": day}


def _closed(file: CaseFile, data: Data) -> str:
    held = data.get("outcome") == HELD
    return _("filed the record of the hearing; the clock goes on") if held else _("the hearing was given up")


def _weighed(file: CaseFile, data: Data) -> str:
    zh, en = TAKEN.get(str(data.get("taken")), ("", ""))
    return _("answered a third party's statement: %(taken)s") % {"taken": en if words.language() == "en" else zh}


def _suspended(file: CaseFile, data: Data) -> str:
    ground = SUSPENSIONS.get(str(data.get("ground")))
    return _("suspended the case: %(ground)s") % {"ground": ground.words(words.language()) if ground else ""}


def _terminated(file: CaseFile, data: Data) -> str:
    ground = TERMINATIONS.get(str(data.get("ground")))
    return _("terminated the case: %(ground)s") % {"ground": ground.words(words.language()) if ground else ""}


SPECIAL_SAY: Final[Mapping[str, Callable[[CaseFile, Data], str]]] = {
    "case.hearing_right_told": _told_right,
    "case.hearing_answered": _answered,
    "case.hearing_called": _called,
    "case.hearing_closed": _closed,
    "case.interested_told": lambda file, data: _("told a third party"),
    "case.statement_taken": lambda file, data: _("received a third party's statement"),
    "case.statement_weighed": _weighed,
    "case.suspended": _suspended,
    "case.continued": lambda file, data: _("went on with the case; the limits moved by the days between"),
    "case.terminated": _terminated,
}
