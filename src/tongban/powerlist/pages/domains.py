"""Items by domain (领域): 每个领域每年减了几项、留了几项？ For everybody; the list office puts items under domains."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tongban.kernel.numerals import whole
from tongban.powerlist.actions.tags import tag_items
from tongban.powerlist.forms.domains import DomainForm
from tongban.powerlist.pages.office.clearing import as_file, place, tried
from tongban.powerlist.pages.office.entry import for_office, number_for, office_of, tongue
from tongban.powerlist.queries.tags import lives, untagged
from tongban.powerlist.rules.domains import DOMAINS, DomainYear, Life, domain_years

YEARS = 5
WHAT = {
    "began": ("年初", "at its start"), "added": ("新增", "new"), "removed": ("取消", "removed"),
    "kept": ("年末保留", "kept at its end"),
}  # fmt: skip
HEADINGS = ("领域", "年份", "年初", "新增", "取消", "年末保留")


def _figures() -> list[DomainYear]:
    today = timezone.localdate()
    known = lives(tongue())
    first = min((one.since.year for one in known), default=today.year)
    return domain_years(known, range(max(first, today.year - YEARS + 1), today.year + 1), today)


@require_safe
def domain_page(request: HttpRequest) -> HttpResponse:
    """In which field were items cut, and how many are left?"""
    found = _figures()
    shown = [one for one in found if one.began or one.added]
    context = {
        "lines": [{"one": one, "domain": DOMAINS[one.domain][place()]} for one in shown],
        "chosen": _chosen(request, shown),
        "untagged": untagged(),
    }
    return render(request, "powerlist/domains.html", context)


def _chosen(request: HttpRequest, found: list[DomainYear]) -> dict[str, Any] | None:
    """The items behind one figure."""
    domain, year, what = (request.GET.get(key, "") for key in ("domain", "year", "what"))
    one = next((one for one in found if one.domain == domain and str(one.year) == year), None)
    if one is None or what not in WHAT:
        return None
    items: tuple[Life, ...] = getattr(one, what)
    return {"items": items, "domain": DOMAINS[domain][place()], "year": one.year, "what": WHAT[what][place()]}


@require_safe
def domain_file(request: HttpRequest) -> HttpResponse:
    """Can I take the figures with me? As a workbook."""
    rows = [
        (DOMAINS[one.domain][0], str(one.year), *(str(len(getattr(one, what))) for what in WHAT)) for one in _figures()
    ]
    return as_file("domains", "按领域", HEADINGS, rows)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@for_office
def domain_office(request: HttpRequest) -> HttpResponse:
    """Which items belong to which fields? Several at once."""
    sent = request.POST if request.method == "POST" else None
    form = DomainForm(sent, tongue=tongue())
    problem = None
    if form.is_valid():
        given = form.cleaned_data
        done, problem = tried(
            tag_items, codes=set(given["codes"].split()), domains=given["domains"], by=office_of(request)
        )
        if problem is None:
            return HttpResponseRedirect(f"{request.path}?done={done}")
    done = request.GET.get("done", "")
    context = {"form": form, "refused": problem, "done": whole(done, 6), "untagged": untagged()}
    status = 200 if sent is None else number_for(problem) if problem else 422
    return render(request, "powerlist/office/domains.html", context, status=status)
