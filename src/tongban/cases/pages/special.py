"""特别程序 on the case page: what runs beside the ordinary steps, and what can be done, each with why it cannot.

The acts' own pages are in `hearing`, `interested` and `halts`; pause and extension in `turns`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tongban.agencies.queries import calendar, official_names
from tongban.cases.models import Hearing, HearingRight, Interested
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff, now_of, open_case, staff_of
from tongban.cases.pages.halts import PAGES as HALTS
from tongban.cases.pages.hearing import PAGES as HEARING
from tongban.cases.pages.interested import PAGES as INTERESTED
from tongban.cases.pages.specialact import ActPage, Scene, run_page, scene_of, why_not
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.clock import PauseRef
from tongban.cases.queries.standing import case_clock
from tongban.cases.rules import ASKED, HELD, PAUSE_KINDS, SUSPENSIONS, TAKEN, TERMINATIONS, State
from tongban.kernel.clock.limits import Unit
from tongban.kernel.clock.words import amount

PAGES: Final[Mapping[str, ActPage]] = {**HEARING, **INTERESTED, **HALTS}
RUNNING: Final = frozenset({State.RECEIVED, State.NOTICED, State.ACCEPTED, State.SUSPENDED})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def special(request: HttpRequest, case_id: UUID, act: str) -> HttpResponse:
    """What does this act of a special procedure do, and may I do it now?"""
    staff, now = staff_of(request), now_of(request)
    file = open_case(staff, case_id)
    page = PAGES.get(act)
    if page is None:
        raise Http404
    return run_page(request, scene_of(staff, file, now), page)


def section(staff: Staff, file: CaseFile, now: datetime, turns: list[dict[str, Any]]) -> dict[str, Any]:
    """The section of the case page: rows of what ran or runs, the ruler with its hatched days, and the acts.

    `turns` are the acts of the clock, listed with the others.
    """
    scene = scene_of(staff, file, now)
    rows = [
        *(_pause_row(file, one, now) for one in file.turned.pauses),
        *_extension_rows(file),
        *(_right_row(scene, one) for one in file.special.rights),
        *_hearing_rows(scene),
        *(_interested_row(scene, one) for one in file.special.interested),
        *_termination_rows(file),
    ]
    clock = case_clock(file.content, file.times(), file.turned) if file.turned.pauses else None
    acts = [*turns, *(_act(scene, key, page) for key, page in PAGES.items())]
    open_now = State(file.case.state) in RUNNING
    return {
        "rows": rows,
        "ruler": clock.ruler(now) if clock else None,
        "possible": [one for one in acts if one["url"]],
        "others": [one for one in acts if not one["url"]],
        "shown": bool(rows) or open_now,
    }


def _act(scene: Scene, key: str, page: ActPage) -> dict[str, Any]:
    problem = why_not(page, scene)
    url = "" if problem else reverse("cases:special", args=[scene.case_id, key])
    return {"name": page.name, "url": url, "why": words.sentence(problem) if problem else ""}


def _row(name: str, mark: str, word: str, text: str, document_id: UUID | None = None) -> dict[str, Any]:
    return {"name": name, "mark": mark, "word": word, "text": text, "document_id": document_id}


def _shown(zh: str, en: str) -> str:
    return en if words.language() == "en" else zh


def _pause_row(file: CaseFile, one: PauseRef, now: datetime) -> dict[str, Any]:
    ground = SUSPENSIONS.get(one.kind)
    if one.suspension and ground is not None:
        name, kind = _("Suspension"), words.sentences(ground.words(words.language()), ground.article)
    else:
        zh, en, _article = PAUSE_KINDS.get(one.kind, (one.kind, one.kind, ""))
        name, kind = _("Time not counted"), _shown(zh, en)
    return _row(
        name, "paused" if one.pause.end is None else "done", _("runs") if one.pause.end is None else _("over"),
        words.sentences(kind, _span(one), _overrun(one, now), _testers(one)), one.document_id,
    )  # fmt: skip


def _span(one: PauseRef) -> str:
    start = words.in_days(words.day(one.pause.start))
    if one.pause.end is not None:
        return _("%(start)s to %(end)s") % {"start": start, "end": words.in_days(words.day(one.pause.end))}
    if one.pause.told_until is None:
        return _("since %(start)s; the end is not known yet") % {"start": start}
    until = words.in_days(one.pause.told_until)
    return _("since %(start)s; told to last until %(until)s") % {"start": start, "until": until}


def _overrun(one: PauseRef, now: datetime) -> str:
    """How many working days it lasted, or lasts, beyond what the applicant was told."""
    until = one.pause.told_until
    end = words.day(one.pause.end or now)
    over = calendar().working_days_between(until, end) if until is not None and end > until else 0
    if over == 0:
        return ""
    return _("%(over)s longer than told") % {"over": amount(over, Unit.WORKING_DAY, words.language())}


def _testers(one: PauseRef) -> str:
    if not one.starts_on:
        return ""
    names = words.listed(official_names(one.staff).values())
    return _("testing from %(day)s by %(names)s") % {"day": words.in_days(one.starts_on), "names": names}


def _extension_rows(file: CaseFile) -> list[dict[str, Any]]:
    extension, told = file.turned.extension, file.last("case.extended")
    if extension is None:
        return []
    longer = amount(extension.length, extension.unit, words.language())
    joint = told is not None and told.data.get("joint")
    by = _("approved by the head of the government") if joint else _("approved by the head of the body")
    document = file.document(told.data.get("document")) if told else None
    text = words.sentences(longer, by, extension.reason)
    return [_row(_("Extension"), "done", _("told"), text, document.id if document else None)]


def _right_row(scene: Scene, one: HearingRight) -> dict[str, Any]:
    who = scene.who(one.interested_id, _("the applicant"))
    until = _("can be used until %(day)s") % {"day": words.in_days(one.request_by)}
    runs = not one.answer and one.request_by >= timezone.localdate(scene.now)
    word = _("runs") if runs else _("over")
    if one.answer:
        until, word = "", _("asks for a hearing") if one.answer == ASKED else _("does not ask for one")
    return _row(_("Right to a hearing"), "on" if runs else "done", word, words.sentences(who, until), one.document_id)


def _hearing_rows(scene: Scene) -> list[dict[str, Any]]:
    names = official_names([one.chair_id for one in scene.special.hearings if one.chair_id])
    return [_hearing_row(scene, one, names) for one in scene.special.hearings]


def _hearing_row(scene: Scene, one: Hearing, names: Mapping[UUID, str]) -> dict[str, Any]:
    if one.held_at is None:
        text = _("asked for on %(day)s; to be held by %(last)s") % {
            "day": words.in_days(one.asked_on), "last": words.in_days(one.hold_by),
        }  # fmt: skip
    else:
        local = words.local(one.held_at)
        text = _("%(day)s %(hour)s, %(venue)s; chair: %(chair)s") % {
            "day": words.in_days(local.date()), "hour": f"{local:%H:%M}", "venue": one.venue,
            "chair": names.get(one.chair_id, "") if one.chair_id else "",
        }  # fmt: skip
    if one.ended_at is None:
        late = one.held_at is None and _past(one.hold_by, scene.now)
        return _row(_("Hearing"), "red" if late else "on", _("late") if late else _("under way"), text, one.document_id)
    word = _("recorded") if one.outcome == HELD else _("given up")
    return _row(_("Hearing"), "done", word, text, one.record_id or one.document_id)


def _past(day: date, now: datetime) -> bool:
    return timezone.localdate(now) > day


def _interested_row(scene: Scene, one: Interested) -> dict[str, Any]:
    who = scene.who(one.pk, "")
    if one.taken:
        zh, en = TAKEN[one.taken]
        return _row(_("Third party"), "done", _shown(zh, en), who, one.document_id)
    if one.stated_at is not None:
        return _row(_("Third party"), "todo", _("to be answered"), who, one.document_id)
    if _past(one.answer_by, scene.now):
        return _row(_("Third party"), "done", _("said nothing"), who, one.document_id)
    until = _("may make a statement until %(day)s") % {"day": words.in_days(one.answer_by)}
    return _row(_("Third party"), "on", _("runs"), words.sentences(who, until), one.document_id)


def _termination_rows(file: CaseFile) -> list[dict[str, Any]]:
    ended = file.special.termination
    if ended is None:
        return []
    ground = TERMINATIONS[ended.ground]
    text = words.sentences(ground.words(words.language()), ground.article)
    return [_row(_("Termination"), "done", _("terminated"), text, ended.document_id)]
