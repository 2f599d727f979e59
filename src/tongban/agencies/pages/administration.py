"""What did the administrators do? 管理员操作记录: for the audit administrator, from the ledger, each row provable."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import xlsxwriter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from tongban.agencies.forms.administration import ActsFilter, asked_for
from tongban.agencies.forms.staff import Choice, language, said
from tongban.agencies.permissions import may_audit
from tongban.agencies.queries.administration import (
    Administrators,
    Names,
    Page,
    acts_page,
    all_administrators,
    asked_of,
    names_of,
)
from tongban.agencies.rules.act_details import Said, details
from tongban.agencies.rules.administration import (
    DUTY_OF,
    GROUP_WORDS,
    PLATFORM,
    PLATFORM_WORDS,
    act_word,
    channel_word,
)
from tongban.agencies.rules.unusual import MARK_WORDS
from tongban.kernel.actor import ANONYMOUS, Actor, ActorKind
from tongban.ledger.queries.administered import Act, Place
from tongban.ledger.rules.addresses import held_path
from tongban.rulebook.lookup import number

SHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAFE: Final = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
EXPORTED: Final = 5000


def _auditor(request: HttpRequest) -> Actor:
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    problem = may_audit(actor)
    if problem is not None:
        raise PermissionDenied(problem)
    return actor


def _found(request: HttpRequest, size: int) -> tuple[ActsFilter, Administrators, Page]:
    known, form = all_administrators(viewer=_auditor(request)), ActsFilter(request.GET)
    told = form.read()
    after = _after(request.GET.get("after", ""))
    asked = asked_of(known, **asked_for(told))
    return form, known, acts_page(asked, known, marked="marked" in told, size=size, after=after)


@require_safe
@never_cache
def office_acts(request: HttpRequest) -> HttpResponse:
    """What did which administrator do, when, and is it as it was recorded?"""
    form, known, page = _found(request, number("list.page_size", timezone.localdate()))
    told = form.read()
    rows = lines(page)
    context = {
        "rows": rows,
        "next": _next(request, page.after),
        "first": "after" not in request.GET,
        "told": told,
        "wrong": form.wrong(),
        "whose": _whose(known),
        "groups": said(GROUP_WORDS.items()),
        "about": rows[0]["object"] if rows and "record" in told else "",
        "narrowed": bool(told),
        "file": f"?{request.GET.urlencode()}",
        "limits": _limits(),
    }
    return render(request, "agencies/office/acts.html", context)


def _whose(known: Administrators) -> list[Choice]:
    """All three kinds, the platform, then each person."""
    place = 1 if language() == "en" else 0
    people = sorted((names[place], str(who)) for who, names in known.people.items())
    kinds = said([*DUTY_OF.items(), (PLATFORM, PLATFORM_WORDS)])
    return [*kinds, *((who, name) for name, who in people)]


def _limits() -> dict[str, int]:
    """The figures behind the marks, as the page tells them."""
    today = timezone.localdate()
    keys = {"hours": "audit.brief_hours", "accounts": "audit.many_accounts", "minutes": "audit.many_minutes"}
    return {name: number(key, today) for name, key in keys.items()}


def _after(text: str) -> Place | None:
    moment, _sign, key = text[:90].partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, UUID(key)) if at.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def _next(request: HttpRequest, after: Place | None) -> str:
    if after is None:
        return ""
    kept = request.GET.copy()
    kept["after"] = f"{after[0].isoformat()}~{after[1]}"
    return "?" + kept.urlencode()


def lines(page: Page) -> list[dict[str, Any]]:
    """The acts in words: who, what, on what, by which door, and where each stands in the ledger."""
    names, place = names_of(page.acts), 1 if language() == "en" else 0
    records = {key: both[place] for key, both in names.records.items()}
    say = Said(language(), timezone.get_current_timezone(), records)
    return [
        {
            "act": act,
            "who": records.get(act.actor, "") if act.actor else "",
            "post": records.get(act.post_id, "") if act.post_id else "",
            "cover": records.get(act.cover_for, "") if act.cover_for else "",
            "what": act_word(act.type, language()),
            "details": details(act.type, act.data, say),
            "object": _object(act, names, records),
            "linked": act.kind not in ("access_log", "calendar"),
            "door": channel_word(act.channel, language()),
            "late": timezone.localdate(act.recorded_at) != timezone.localdate(act.at),
            "marks": [MARK_WORDS[mark][place] for mark in page.marks.get(act.id, ())],
            "proof": held_path(act.id, act.hash),
        }
        for act in page.acts
    ]


def _object(act: Act, names: Names, records: dict[UUID, str]) -> str:
    """What was acted on, as it is called today; empty where the act itself says it all."""
    if act.kind == "party":
        return names.parties.get(act.subject) or _("erased")
    if act.kind == "system":
        return names.systems.get(act.subject, "")
    if act.kind == "population":
        return records.get(UUID(str(act.data["place"])), "")
    return records.get(act.subject, "")


@require_safe
@never_cache
def office_acts_file(request: HttpRequest) -> HttpResponse:
    """The same list as a workbook: every cell a text, persons masked, at most so many rows, and how to prove each."""
    _form, _known, page = _found(request, EXPORTED)
    told = [_("When"), _("Who"), _("Post"), _("What they did"), _("On what"), _("Particulars"), _("By which way")]
    heads = [*told, _("Marks"), _("No. in its chain"), _("Hash"), _("Place in the ledger")]
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, SAFE) as book:
        sheet = book.add_worksheet()
        sheet.write_string(0, 0, _("Acts of administrators"))
        sheet.write_string(1, 0, _limit_sentence(page.after is not None))
        for row, texts in enumerate([heads, *map(_cells, lines(page))], start=2):
            for place, text in enumerate(texts):
                sheet.write_string(row, place, text)
    answer = HttpResponse(out.getvalue(), content_type=SHEET)
    name = f"administrators-{timezone.localdate().isoformat()}.xlsx"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _limit_sentence(more: bool) -> str:
    if more:
        return _("Only the newest {number} are in this file. Choose fewer days to get the others.").format(
            number=f"{EXPORTED:,}"
        )
    return _("All acts of the filter, the newest first; times are the county's.")


def _cells(line: dict[str, Any]) -> Sequence[str]:
    act: Act = line["act"]
    who = line["who"] or (_("the platform") if act.actor_kind == ActorKind.SYSTEM else _("not known"))
    when = timezone.localtime(act.at).strftime("%Y-%m-%d %H:%M:%S")
    seal = "" if act.idx is None else str(act.idx)
    joined = "；" if language() == "zh" else "; "
    return (
        when, who, line["post"], line["what"], line["object"], joined.join(line["details"]), line["door"],
        joined.join(line["marks"]), str(act.seq), act.hash.hex(), seal,
    )  # fmt: skip
