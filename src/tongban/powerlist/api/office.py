"""The list office as JSON: its items, a draft with its findings, saving, comparing, publishing. The pages' own acts.

For list offices and their tokens with `manage_list`; an item of another body answers like one that does not exist.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from tongban.agencies.queries import body_by_key
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.kernel.flow.findings import Finding
from tongban.kernel.flow.net import Net
from tongban.kernel.refusals import Refused, refuse
from tongban.powerlist.actions.drafts import begin_draft, create_from_template
from tongban.powerlist.actions.items import publish_version, save_draft_version
from tongban.powerlist.permissions import may_manage_list
from tongban.powerlist.queries.checking import drawn_flow, judged
from tongban.powerlist.queries.office import OfficeItem, office_item, office_items, reach_of
from tongban.powerlist.queries.versions import VersionRef
from tongban.powerlist.rules.compare import Said, differences
from tongban.powerlist.rules.flowtemplates import TEMPLATES
from tongban.powerlist.rules.lint import BLOCKS, HINTS, LintFinding
from tongban.rulebook.lookup import number

router = Router()
Code = Annotated[str, Field(max_length=80)]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2199, 12, 31))]
Rows = Annotated[int, Field(ge=1, le=200)]
MOST_FLOW = 1_000_000


class Sent(Schema):
    """What is sent: nothing but the named fields is taken."""

    model_config = ConfigDict(extra="forbid")


class OfficeLine(Schema):
    """One item in reach. `public_no` is its newest published version, `revision` that of its draft; null where none."""

    code: str
    state: int
    name: str
    body: str
    public_no: int | None
    draft_no: int | None
    revision: int | None


class OfficeList(Schema):
    """One page of the items in reach by code; `after` begins the next page."""

    total: int
    items: list[OfficeLine]
    after: str | None


class FindingOut(Schema):
    """One finding: of the content by `path`, of the flow by `element`; `blocks` keeps the draft from publication."""

    path: str
    element: str
    severity: str
    blocks: bool
    zh: str
    en: str
    right_zh: str
    right_en: str


class DraftOut(OfficeLine):
    """A draft whole, with everything that the rules say about it."""

    content: dict[str, Any]
    flow: str
    findings: list[FindingOut]


class ChangeOut(Schema):
    """One difference and how it weighs on those who apply."""

    about: str
    weight: Literal["less", "more", "other"]
    zh: str
    en: str


class ComparisonOut(Schema):
    """What the draft asks more or less of people than the published version does; null `public_no`: there is none."""

    code: str
    public_no: int | None
    draft_no: int
    changes: list[ChangeOut]


class NewSent(Sent):
    """An item with the flow of a template; without a template it only guides."""

    code: Code
    name: Annotated[str, Field(min_length=1, max_length=200)]
    body: Annotated[str, Field(min_length=1, max_length=40)]
    template: Annotated[str, Field(max_length=40)] = ""


class DraftSent(Sent):
    """The whole draft: content, flow (BPMN, or empty), and the revision it was made on."""

    content: dict[str, Any]
    flow: Annotated[str, Field(max_length=MOST_FLOW)] = ""
    revision: Annotated[int, Field(ge=0, le=2**31)]


class PublishSent(Sent):
    """From which day, and the revision that was looked at."""

    valid_from: Day
    revision: Annotated[int, Field(ge=0, le=2**31)]


def _office(request: HttpRequest) -> Actor:
    by: Actor = getattr(request, "actor", ANONYMOUS)
    refusal = may_manage_list(by)
    if refusal is not None:
        raise Refused(refusal)
    return by


def _item(request: HttpRequest, code: str) -> OfficeItem:
    return office_item(code, reach_of(_office(request)))


def _drafted(request: HttpRequest, code: str) -> tuple[OfficeItem, VersionRef]:
    item = _item(request, code)
    if item.draft is None:
        raise refuse("no_draft", zh="这个事项没有草稿。请先新建版本。", en="The item has no draft. Begin one first.")
    return item, item.draft


@router.get("/items", response=OfficeList, summary="清单管理：事项 · Items in reach")
def office_list(
    request: HttpRequest,
    q: Annotated[str, Field(max_length=100)] = "",
    state: Literal["", "draft", "published", "suspended", "cancelled", "none"] = "",
    body: Annotated[str, Field(max_length=40)] = "",
    after: Annotated[str, Field(max_length=80)] = "",
    limit: Rows | None = None,
) -> Any:
    """The items this office keeps, by code; `none` has never been published."""
    page = office_items(
        reach_of(_office(request)), body_id=body_by_key(body).id if body else None, q=q.strip(), state=state,
        after=after, limit=limit or number("interface.page_size", timezone.localdate()),
    )  # fmt: skip
    return {"total": page.total, "items": [_line(item) for item in page.items], "after": page.next_after or None}


@router.post("/items", response=DraftOut, summary="清单管理：新建事项 · Enter an item")
def office_new(request: HttpRequest, sent: NewSent) -> Any:
    """Enters an item with its first draft."""
    by = _office(request)
    if sent.template and sent.template not in TEMPLATES:
        raise refuse("no_template", zh="没有这个流程模板。", en="There is no such template of a flow.")
    body_by_key(sent.body)
    create_from_template(
        code=sent.code, name=sent.name, body=sent.body, template=sent.template, by=by, at=timezone.now()
    )  # fmt: skip
    return _draft(_item(request, sent.code))


@router.get("/items/{code}/draft", response=DraftOut, summary="清单管理：草稿与检查结果 · A draft with its findings")
def office_draft(request: HttpRequest, code: Code) -> Any:
    """Content, flow and every finding with what would be right."""
    return _draft(_drafted(request, code)[0])


@router.post("/items/{code}/draft", response=DraftOut, summary="清单管理：新建版本 · Begin a version")
def office_begin(request: HttpRequest, code: Code) -> Any:
    """A draft that says what is published; one that is there already is kept."""
    item = _item(request, code)
    begin_draft(item_id=item.id, by=_office(request), at=timezone.now())
    return _draft(_item(request, code))


@router.put("/items/{code}/draft", response=DraftOut, summary="清单管理：保存草稿 · Save a draft")
def office_save(request: HttpRequest, code: Code, sent: DraftSent) -> Any:
    """Saves the whole draft; refused when somebody saved it meanwhile. Faults are told, and stop publication only."""
    item, _draft_now = _drafted(request, code)
    save_draft_version(
        item_id=item.id, content=sent.content, flow=sent.flow, revision=sent.revision, by=_office(request),
        at=timezone.now(),
    )  # fmt: skip
    return _draft(_item(request, code))


@router.get("/items/{code}/comparison", response=ComparisonOut, summary="清单管理：版本比较 · Compare versions")
def office_comparison(request: HttpRequest, code: Code) -> Any:
    """In sentences, each with how it weighs on those who apply."""
    item, draft = _drafted(request, code)
    found = differences(_said(item.public), _said(draft, drawn_flow(item.draft_flow).net)) if item.public else ()
    changes = [{"about": one.about, "weight": one.weight, "zh": one.zh, "en": one.en} for one in found]
    public_no = item.public.no if item.public else None
    return {"code": item.code, "public_no": public_no, "draft_no": draft.no, "changes": changes}


@router.post("/items/{code}/publish", response=OfficeLine, summary="清单管理：发布 · Publish a draft")
def office_publish(request: HttpRequest, code: Code, sent: PublishSent) -> Any:
    """In force from a day on; refused while anything blocks it, and when the draft is no longer the one looked at."""
    _item_now, draft = _drafted(request, code)
    publish_version(
        version_id=draft.id, valid_from=sent.valid_from, revision=sent.revision, by=_office(request), at=timezone.now()
    )
    return _line(_item(request, code))


def _said(ref: VersionRef, net: Net | None = None) -> Said:
    """A version as it is compared; `net` is given for a draft, whose flow is not stored as a net."""
    runs = net or ref.flow
    return Said(ref.content, tuple(node.name for node in runs.nodes.values()) if runs else ())


def _line(item: OfficeItem) -> dict[str, Any]:
    newest = item.newest
    return {
        "code": item.code, "state": item.state, "name": newest.content.name.zh if newest else "", "body": item.whose,
        "public_no": item.public.no if item.public else None, "draft_no": item.draft.no if item.draft else None,
        "revision": item.revision if item.draft else None,
    }  # fmt: skip


def _draft(item: OfficeItem) -> dict[str, Any]:
    assert item.draft is not None  # asked, or made, before
    found = judged(item.draft.content, item.draft_flow)
    findings = [*map(_of_content, found.lint), *map(_of_flow, found.flow.findings)]
    return {**_line(item), "content": item.draft_json, "flow": item.draft_flow, "findings": findings}


def _of_content(one: LintFinding) -> dict[str, Any]:
    return {
        "path": one.path, "element": "", "severity": one.severity, "blocks": one.severity == BLOCKS,
        "zh": one.zh, "en": one.en, "right_zh": one.right_zh, "right_en": one.right_en,
    }  # fmt: skip


def _of_flow(one: Finding) -> dict[str, Any]:
    return {
        "path": "", "element": one.element, "severity": BLOCKS if one.blocks else HINTS, "blocks": one.blocks,
        "zh": one.zh, "en": one.en, "right_zh": "", "right_en": "",
    }  # fmt: skip
