"""What the list office's pages share: who may enter, the item of the address, findings with where they are mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from tongban.agencies.queries import bodies
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.flow.findings import Finding
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.permissions import may_manage_list
from tongban.powerlist.queries.checking import Judged
from tongban.powerlist.queries.office import OfficeItem, last_save, office_item, reach_of
from tongban.powerlist.rules import codes
from tongban.powerlist.rules.lint import BLOCKS, HINTS, SEVERITIES, WARNS, LintFinding
from tongban.powerlist.rules.office.sections import place_of
from tongban.powerlist.rules.office.slots import BY_KEY, FLOW, FORM, SECTIONS

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
SHAPES = {BLOCKS: "red", WARNS: "yellow", HINTS: "near"}
ROW = re.compile(r"(.+-[0-9]+)-")
ORDER = (BLOCKS, WARNS, HINTS)
GONE = frozenset({"no_item", "no_version", "no_template"})
LATE = frozenset({"stale", "no_draft", "item.move"})


def tongue() -> str:
    """The language of this page, zh or en."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def office_of(request: HttpRequest) -> Actor:
    """The acting post, which must be a list office's; 403 says who may."""
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    refusal = may_manage_list(actor)
    if refusal is not None:
        raise PermissionDenied(refusal)
    return actor


def for_office(view: View[P]) -> View[P]:
    """A page for list offices; an item of another body answers like one that does not exist."""

    @never_cache
    @wraps(view)
    def page(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        office_of(request)
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            if refused.refusal.code in GONE:
                raise Http404 from refused
            raise

    return page


def item_of(request: HttpRequest, code: str) -> OfficeItem:
    """The item of the address, if it is in the office's reach."""
    return office_item(code, reach_of(office_of(request)))


def body_words() -> codes.CodeSet:
    """The bodies an item may name, with their names; first the one that holds the power at each place."""
    return {
        "@holder": ("各地承办单位", "the body that holds it at each place"),
        **{body.key: (body.name_zh, body.name_en) for body in bodies()},
    }


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding as the page shows it: how grave, what is wrong, what would be right, where it is mended."""

    severity: str
    word: str
    shape: str
    sentence: str
    right: str
    section: str
    place: str
    url: str


def finding_lines(item: OfficeItem, judged: Judged, content: Any) -> list[FindingLine]:
    """All findings, the gravest first, each with its page and input. `content` is the JSON that was judged."""
    lines = [_lint_line(item.code, one, content) for one in judged.lint]
    lines += [_flow_line(item.code, one) for one in judged.flow.findings]
    return sorted(lines, key=lambda line: ORDER.index(line.severity))


def _lint_line(code: str, finding: LintFinding, content: Any) -> FindingLine:
    section, anchor = place_of(finding.path, content)
    return _line(code, finding.severity, finding.sentence(tongue()), finding.right(tongue()), section, anchor)


def _flow_line(code: str, finding: Finding) -> FindingLine:
    return _line(code, BLOCKS if finding.blocks else HINTS, finding.sentence(tongue()), "", FLOW, finding.element)


def _line(code: str, severity: str, sentence: str, right: str, section: str, anchor: str) -> FindingLine:
    word = SEVERITIES[severity][1 if tongue() == "en" else 0]
    return FindingLine(
        severity, word, SHAPES[severity], sentence, right, section, section_words(section),
        page_url(code, section, anchor),
    )  # fmt: skip


def section_words(key: str) -> str:
    """The title of a page of the editor."""
    own = {FORM: ("申请表", "Form"), FLOW: ("流程", "Flow")}
    found = next(((s.zh, s.en) for s in SECTIONS if s.key == key), own.get(key, (key, key)))
    return found[1 if tongue() == "en" else 0]


def page_url(code: str, section: str, anchor: str = "") -> str:
    """The address of a page of the editor, at one of its inputs."""
    row = ROW.match(anchor) if section in BY_KEY else None
    if row is not None:  # the row stands closed on its page; it is opened for whoever comes to mend it
        return f"{reverse('powerlist:item_section', args=[code, section])}?{urlencode({'row': row[1]})}#{anchor}"
    if section == FORM:
        return reverse("powerlist:item_form", args=[code]) + (f"#{anchor}" if anchor else "")
    if section == FLOW:
        return reverse("powerlist:item_flow", args=[code]) + (f"?{urlencode({'step': anchor})}" if anchor else "")
    return reverse("powerlist:item_section", args=[code, section]) + (f"#{anchor}" if anchor else "")


def tabs(code: str, current: str, lines: Iterable[FindingLine]) -> list[dict[str, Any]]:
    """The pages of the editor with how many findings each has."""
    found = list(lines)
    keys = (*(section.key for section in SECTIONS), FORM, FLOW)
    return [
        {
            "words": section_words(key),
            "url": page_url(code, key),
            "here": key == current,
            "blocks": sum(line.section == key and line.severity == BLOCKS for line in found),
            "others": sum(line.section == key and line.severity != BLOCKS for line in found),
        }
        for key in keys
    ]


def number_for(problem: Refusal) -> int:
    """The answer's number for a refusal: 403 who may, 409 somebody was first, 422 what to mend."""
    if problem.code in ("not_list_office", "not_your_item"):
        return 403
    return 409 if problem.code in LATE else 422


def refused_page(request: HttpRequest, template: str, context: dict[str, Any], problem: Refusal) -> HttpResponse:
    """The page again with the refusal on it; after a lost race with who saved meanwhile and when."""
    item: OfficeItem = context["item"]
    late = last_save(item.id) if problem.code == "stale" else None
    told = {**context, "refused": problem, "late": late}
    return render(request, f"powerlist/office/{template}.html", told, status=number_for(problem))
