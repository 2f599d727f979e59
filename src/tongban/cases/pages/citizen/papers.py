"""The papers of an application: what the platform has, what is to be uploaded, what was refused and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tongban.cases.actions.drafts import drop_material, put_material
from tongban.cases.actions.receive import Given
from tongban.cases.actions.reusing import reuse_paper
from tongban.cases.pages.citizen.entry import actor_of, for_applicants, language
from tongban.cases.pages.citizen.steps import PAPERS, gone_on, next_address, own_draft, show, step_url, steps_of
from tongban.cases.pages.citizen.uploads import FileLine, line_of, most_megabytes, original, take
from tongban.cases.queries.draft import DraftView
from tongban.cases.queries.limits import acceptance_days
from tongban.cases.queries.mandates import MandateRef
from tongban.cases.queries.missing import asked_materials, needed
from tongban.cases.queries.sources import sources_for
from tongban.cases.rules.consents import OTHER_BODY, source_words
from tongban.documents.actions.files import remove_file
from tongban.kernel.refusals import Refused
from tongban.powerlist.rules.content import Material

MOVES = frozenset({"next", "back", "later"})


@dataclass(frozen=True, slots=True)
class PaperRow:
    """One paper as the page shows it. `state` is used, unused, uploaded or lacking."""

    key: str
    name: str
    note: str
    standard: str
    sample: str
    held: str
    state: str
    deferrable: bool
    file: FileLine | None
    error: str
    said: str


@for_applicants
@require_http_methods(["GET", "HEAD", "POST"])
def draft_papers(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Which papers are still missing?"""
    draft = own_draft(request, draft_id)
    gone = gone_on(draft)
    if gone is not None:
        return gone
    if request.method == "POST":
        return _changed(request, draft)
    return _page(request, draft, {}, {})


def _changed(request: HttpRequest, draft: DraftView) -> HttpResponse:
    """Takes every file that came with the form, whatever button was pressed: nothing chosen is lost."""
    by, now = actor_of(request), timezone.now()
    faults: dict[str, str] = {}
    said: dict[str, str] = {}
    for paper in asked_materials(draft.ref.content, draft.answers):
        upload = request.FILES.get(paper.key)
        if upload is None:
            continue
        try:
            stored = take(upload, owner=draft.id, key=draft.key, by=by, at=now)
        except Refused as refused:
            faults[paper.key] = refused.refusal.sentence(language())
            continue
        if stored.already:
            said[paper.key] = _seen_before(draft, paper.key, stored.id)
        put_material(draft_id=draft.id, given=Given(paper.key, file_id=stored.id), by=by, at=now)
    faults |= _buttons(request, draft)
    if request.POST.get("go") in MOVES and not faults and not said:
        return HttpResponseRedirect(next_address(request, steps_of(draft, PAPERS)))
    if faults or said:
        return _page(request, own_draft(request, draft.id), faults, said, status=422 if faults else 200)
    return HttpResponseRedirect(step_url(draft.id, PAPERS) + _row_of(request))


def _row_of(request: HttpRequest) -> str:
    key = request.POST.get("use") or request.POST.get("unuse") or request.POST.get("drop") or request.POST.get("put")
    back = "?return=check" if request.POST.get("return") == "check" else ""
    return f"{back}#p_{key}" if key and key.isidentifier() else back


def _seen_before(draft: DraftView, key: str, file_id: UUID) -> str:
    """The same content again: under the same paper nothing changes, under another one it is told."""
    twin = next((p.key for p in draft.papers.values() if p.file and p.file.id == file_id and p.key != key), None)
    if twin is None:
        return _("This is the same file as before; we kept it once.")
    material = draft.ref.content.material(twin)
    name = material.name.words(language()) if material else twin
    return _("The same file is already uploaded as “%(name)s”. If that is a mistake, replace one of them.") % {
        "name": name
    }


def _buttons(request: HttpRequest, draft: DraftView) -> dict[str, str]:
    """同意使用, 不用 and 删除 of single rows; answers why a consent was refused, by paper."""
    by, now = actor_of(request), timezone.now()
    asked = {paper.key: paper for paper in asked_materials(draft.ref.content, draft.answers)}
    use, unuse, drop = (request.POST.get(name, "") for name in ("use", "unuse", "drop"))
    if use in asked:
        try:
            reuse_paper(draft_id=draft.id, key=use, by=by, at=now)
        except Refused as refused:
            return {use: refused.refusal.sentence(language())}
    for key in (unuse, drop):
        if key in draft.papers:
            drop_material(draft_id=draft.id, key=key, by=by, at=now)
            _forget_file(request, draft, key)
    return {}


def _forget_file(request: HttpRequest, draft: DraftView, key: str) -> None:
    """The file goes too, unless another row uses it."""
    file = draft.papers[key].file
    if file is None or any(p.file and p.file.id == file.id for p in draft.papers.values() if p.key != key):
        return
    remove_file(file_id=file.id, by=actor_of(request), at=timezone.now())


def _page(
    request: HttpRequest, draft: DraftView, faults: Mapping[str, str], said: Mapping[str, str], *, status: int = 200
) -> HttpResponse:
    sources = _sources(request, draft)
    rows = [
        _row(draft, paper, sources.get(paper.key, ""), faults, said)
        for paper in asked_materials(draft.ref.content, draft.answers)
    ]
    lacking = [row for row in rows if row.state in ("lacking", "unused") and not row.deferrable]
    colon = "：" if language() == "zh" else ": "
    summary = [(f"f_{row.key}", f"{row.name}{colon}{row.error}") for row in rows if row.error]
    return show(
        request, "papers", draft, PAPERS, status=status, rows=rows, lacking=len(lacking), faults=summary,
        most=most_megabytes(), days=acceptance_days(draft.ref.content),
    )  # fmt: skip


def _sources(request: HttpRequest, draft: DraftView) -> dict[str, str]:
    """Where each paper could come from, in words; of the person's own record only what a mandate lets a helper use."""
    mandate: MandateRef | None = getattr(request, "mandate", None)
    own = mandate is None or mandate.may_reuse
    found = sources_for(draft.ref.content, draft.party_id, timezone.now()) if own else {}
    words = {key: source_words(one.source, one.who, language()) for key, one in found.items()}
    other = {one.key: source_words(OTHER_BODY, one.held, language()) for one in draft.ref.content.materials if one.held}
    return {**other, **words}


def _row(
    draft: DraftView, paper: Material, source: str, faults: Mapping[str, str], said: Mapping[str, str]
) -> PaperRow:
    put, tongue = draft.papers.get(paper.key), language()
    file = line_of(put.file, draft.key) if put is not None and put.file is not None else None
    if put is not None and (put.held or put.key in draft.consents):
        state = "used"
    elif file is not None:
        state = "uploaded"
    else:
        state = "unused" if source else "lacking"
    return PaperRow(
        key=paper.key,
        name=paper.name.words(tongue),
        note=paper.note.words(tongue),
        standard=paper.standard.words(tongue),
        sample=paper.sample,
        held=source,
        state=state,
        deferrable=not needed(paper, draft.answers),
        file=file,
        error=faults.get(paper.key, ""),
        said=said.get(paper.key, ""),
    )


@for_applicants
@require_safe
def draft_file(request: HttpRequest, draft_id: UUID, key: str) -> HttpResponse:
    """What did I upload? The original, to save."""
    draft = own_draft(request, draft_id)
    put = draft.papers.get(key)
    if put is None or put.file is None:
        raise Http404
    return original(put.file, draft.key)
