"""What changed in an item: 这个版本要我多做还是少做什么？ Its versions and the difference of two, for everybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import Refused
from tongban.powerlist.queries import VersionRef, guide, versions_of
from tongban.powerlist.rules.compare import LESS, MORE, OTHER, WEIGHTS, Said, differences, measures


@dataclass(frozen=True, slots=True)
class Weighed:
    """The differences of one weight, in words: less to do, more to do, otherwise."""

    word: str
    weight: str
    sentences: tuple[str, ...]


@require_safe
def item_versions(request: HttpRequest, code: str) -> HttpResponse:
    """What do I have to do more or less than before?"""
    try:
        item = guide(code)
    except Refused as refused:
        raise Http404 from refused
    versions = versions_of(item.id)
    by_no = {str(version.no): version for version in versions}
    new = by_no.get(request.GET.get("to", ""), versions[0])
    before = [version for version in versions if version.no < new.no]
    old = by_no.get(request.GET.get("from", ""), before[0] if before else None)
    context = {
        "item": item,
        "name": versions[0].content.name.words(get_language() or "zh"),
        "versions": versions,
        "old": old,
        "new": new,
        **(difference_context(old, new) if old is not None and old.no != new.no else {"weighed": None}),
    }
    return render(request, "powerlist/versions.html", context)


def said(version: VersionRef, net: Net | None = None) -> Said:
    """A version as it is compared; `net` is given for a draft, whose flow is not stored as a net."""
    runs = net or version.flow
    english = (get_language() or "zh").startswith("en")
    names = [(node.name_en or node.name) if english else node.name for node in runs.nodes.values()] if runs else []
    return Said(version.content, tuple(names))


def difference_context(old: VersionRef | None, new: VersionRef, net: Net | None = None) -> dict[str, Any]:
    """The difference of two versions as a page shows it: sentences by weight, figures before and after."""
    if old is None:
        return {"weighed": None, "measures": ()}
    language = get_language() or "zh"
    before, after = said(old), said(new, net)
    place = 1 if language.startswith("en") else 0
    changes = differences(before, after)
    weighed = [
        Weighed(
            WEIGHTS[weight][place], weight, tuple(one.sentence(language) for one in changes if one.weight == weight)
        )
        for weight in (LESS, MORE, OTHER)
    ]
    return {
        "weighed": [one for one in weighed if one.sentences],
        "measures": [
            {"name": one.en if place else one.zh, "before": one.before, "after": one.after, "change": one.change}
            for one in measures(before, after)
        ],
    }
