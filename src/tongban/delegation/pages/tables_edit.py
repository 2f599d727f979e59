"""The editor of a decision table: 怎么改，哪一格有问题，这样的事会得到什么？ Everything goes by POST, no script."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tongban.delegation.actions.tables import publish_table, save_table
from tongban.delegation.forms.tables import SourceForm, UploadForm, tried_facts
from tongban.delegation.pages.tables_view import keeper, place, shown_grid, try_fields
from tongban.delegation.queries.tables import draft_of_table, edition_in_force
from tongban.delegation.rules.tables import MODES, Proposal, findings_of, propose, shipped, table_of
from tongban.delegation.rules.tables_grid import HITS, grid_of, hit_of, stepped
from tongban.kernel.actor import Actor
from tongban.kernel.dmn.checks import blocking
from tongban.kernel.dmn.model import Table
from tongban.kernel.dmn.reader import DmnRefused
from tongban.kernel.flow.findings import Finding
from tongban.kernel.flow.markup import MAX_BYTES
from tongban.kernel.refusals import Refusal, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def table_edit(request: HttpRequest) -> HttpResponse:
    """What shall the next edition say? A draft is saved as it is; only a whole one is published."""
    actor = keeper(request)
    if request.method != "POST":
        return _page(request, _beginning())
    table, wanted = grid_of(request.POST.dict()), request.POST.get("do", "")
    moved = stepped(table, wanted)
    if moved is not None:
        return _page(request, moved, unsaved=True)
    if wanted == "save":
        save_table(table=table, by=actor, at=timezone.now())
        return redirect(f"{request.path}?saved=1")
    if wanted == "publish":
        return _published(request, table, actor)
    return _page(request, table, tried=wanted == "try", unsaved=True)


def _beginning() -> Table:
    """The draft, else what is in force, else what is shipped."""
    found = draft_of_table() or edition_in_force(timezone.now())
    return found.table if found else shipped()


def _published(request: HttpRequest, table: Table, actor: Actor) -> HttpResponse:
    form = SourceForm(request.POST)
    if not form.is_valid():
        return _page(request, table, form=form, unsaved=True, status=422)
    try:
        publish_table(table=table, source=form.cleaned_data["source"], by=actor, at=timezone.now())
    except Refused as refused:
        return _page(request, table, form=form, problem=refused.refusal, unsaved=True, status=409)
    return redirect("delegation:table")


def _page(
    request: HttpRequest, table: Table, *, tried: bool = False, unsaved: bool = False, status: int = 200,
    form: SourceForm | None = None, problem: Refusal | None = None,
) -> HttpResponse:  # fmt: skip
    found = findings_of(table)
    proposal = _tried(table, found, request) if tried else None
    sent = request.POST.dict() if tried else {}
    at = place()
    context: dict[str, Any] = {
        "grid": shown_grid(table, found, proposal.hits if proposal else ()),
        "hits": [(key, words[at], key == hit_of(table)) for key, words in HITS.items()],
        "faults": len(blocking(found)), "hints": len(found) - len(blocking(found)),
        "loose": [one.sentence("en" if at else "zh") for one in found if one.element == "t"],
        "tries": try_fields(table, tried_facts(sent), asked=tried), "proposal": proposal, "tried": tried,
        "proposed": MODES[proposal.mode][at] if proposal and proposal.mode else "",
        "form": form or SourceForm(), "upload": UploadForm(), "problem": problem, "unsaved": unsaved,
        "saved": "saved" in request.GET,
    }  # fmt: skip
    return render(request, "delegation/table_edit.html", context, status=status)


def _tried(table: Table, found: list[Finding], request: HttpRequest) -> Proposal:
    if any(one.code in ("feel", "row_length", "no_output", "no_expression") for one in found):
        return Proposal("", (), (), next(one for one in found if one.blocks))
    return propose(table, tried_facts(request.POST.dict()))


@require_POST
@never_cache
def table_upload(request: HttpRequest) -> HttpResponse:
    """May this DMN file become the draft? It is judged like a typed one; nothing is published."""
    actor = keeper(request)
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return _refused(request, Refusal("no_file", "请选择文件。", "Choose a file."), 422)
    try:
        table = table_of(form.cleaned_data["file"].read(MAX_BYTES + 1))
        save_table(table=table, by=actor, at=timezone.now())
    except DmnRefused as refused:
        first = refused.findings[0]
        return _refused(request, Refusal("dmn", _plain(first.zh), _plain(first.en)), 422)
    return redirect("delegation:table_edit")


def _plain(sentence: str) -> str:
    """A sentence in which a file's own braces are not taken for places of values."""
    return sentence.replace("{", "（").replace("}", "）")


def _refused(request: HttpRequest, problem: Refusal, status: int) -> HttpResponse:
    return _page(request, _beginning(), problem=problem, status=status)
