"""The flow as a list of words: 这张流程能走通吗？ Steps one under the other, one of them to be changed.

Without script, with the same power as a drawing program; the file itself can be taken along and brought back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from tongban.documents.rules.kinds import KINDS
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.chart import chart_svg
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.flow.model import FlowModel
from tongban.kernel.refusals import Refusal, Refused
from tongban.powerlist.actions.items import save_draft_version
from tongban.powerlist.forms.flow import NEW_LANE, LaneForm, StepForm, WayForm
from tongban.powerlist.forms.lists import UploadForm
from tongban.powerlist.pages.office.entry import (
    body_words,
    finding_lines,
    for_office,
    item_of,
    office_of,
    page_url,
    refused_page,
    tabs,
    tongue,
)
from tongban.powerlist.pages.office.section import page_url_of_item, sent_revision
from tongban.powerlist.queries.checking import Judged, judged
from tongban.powerlist.queries.office import OfficeItem
from tongban.powerlist.rules.guide import limit_choices, step_limits
from tongban.powerlist.rules.office import flowwords as words
from tongban.powerlist.rules.office.drawing import bpmn_text, changed_text, drawable
from tongban.powerlist.rules.office.sections import code_words
from tongban.powerlist.rules.office.slots import FLOW
from tongban.powerlist.rules.office.steps import in_words, post_words, target_words

METHODS = ["GET", "HEAD", "POST"]
FILE_LIMIT = 1_000_000
Changed = tuple[FlowModel, str]


@require_http_methods(METHODS)
@for_office
def item_flow(request: HttpRequest, code: str) -> HttpResponse:
    """Can this flow be walked, and who does what in which step?"""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(page_url_of_item(code))
    found = judged(item.draft.content, item.draft_flow)
    chosen = request.GET.get("step", "")
    posted = request.POST if request.method == "POST" else None
    context = _context(item, found, chosen, posted)
    if posted is None or found.flow.model is None:
        return render(request, "powerlist/office/flow.html", context)
    if context["step"] is None:
        raise Http404
    try:
        model, then = _change(found.flow.model, chosen, posted.get("do", ""), context)
        return _save(request, item, changed_text(_read_again(model), item.draft_flow), then)
    except Refused as refused:
        return refused_page(request, "flow", context, refused.refusal)


def _save(request: HttpRequest, item: OfficeItem, flow: str, then: str) -> HttpResponse:
    save_draft_version(
        item_id=item.id, content=item.draft_json, flow=flow, by=office_of(request), at=timezone.now(),
        revision=sent_revision(request),
    )  # fmt: skip
    query = urlencode({"step": then, "saved": "1"} if then else {"saved": "1"})
    return HttpResponseRedirect(f"{page_url(item.code, FLOW)}?{query}")


def _read_again(model: FlowModel) -> FlowModel:
    """The changed drawing as its file would be read; what could not be read is not saved."""
    try:
        return read_bpmn(bpmn_text(model).encode())
    except FlowRefused as error:
        told = error.findings
        raise Refused(
            Refusal("flow.faults", "；".join(one.zh for one in told), "; ".join(one.en for one in told))
        ) from error


def _change(model: FlowModel, chosen: str, do: str, context: dict[str, Any]) -> Changed:
    """The drawing after the act of a button, and which step is shown then."""
    name, _colon, rest = do.partition(":")
    acts: dict[str, Callable[[], Changed]] = {
        "save": lambda: (_step_saved(model, chosen, context), chosen),
        "after": lambda: words.step_after(_step_saved(model, chosen, context), chosen),
        "on": lambda: words.step_on(_step_saved(model, chosen, context), rest),
        "beside": lambda: words.step_beside(_step_saved(model, chosen, context), chosen),
        "remove": lambda: (words.without(model, chosen), ""),
        "way": lambda: (_way_added(_step_saved(model, chosen, context), chosen, context), chosen),
        "way_remove": lambda: (words.without_way(model, rest), chosen),
    }
    if name not in acts:
        raise Http404
    model, then = acts[name]()
    return model, then if any(node.id == then for node in model.nodes) else ""


def _checked(form: Any) -> dict[str, Any]:
    """What a form has read; a fault in it is refused in its own words, with everything typed kept on the page."""
    if not form.is_valid():
        faults = [f"{form.fields[name].label}: {' '.join(map(str, errors))}" for name, errors in form.errors.items()]
        raise Refused(Refusal("form", "；".join(faults), "; ".join(faults)))
    given: dict[str, Any] = form.cleaned_data
    return given


def _step_saved(model: FlowModel, chosen: str, context: dict[str, Any]) -> FlowModel:
    """The step and its ways as they were typed: whatever button is pressed, nothing typed is lost."""
    form, lane_form = context["step_form"], context["lane_form"]
    lane = _checked(form)["lane"]
    if lane == NEW_LANE:
        _checked(lane_form)
        post = lane_form.post()
        names = [post_words(post, body_words(), language) for language in ("zh", "en")]
        model, lane = words.with_lane(model, name=names[0], name_en=names[1], post=post)
    model = words.changed(model, chosen, lane=lane, **form.attributes())
    return words.ways_changed(model, [(str(way.prefix), _checked(way)) for way in context["ways"]])


def _way_added(model: FlowModel, chosen: str, context: dict[str, Any]) -> FlowModel:
    given = _checked(context["new_way"])
    if not given["condition"]:
        raise Refused(Refusal("condition", "请写明在什么条件下走这条路。", "Say when this way is taken."))
    return words.with_way(
        model, chosen, condition=given["condition"], name=given["name"], name_en=given["name_en"],
        target=given["target"],
    )  # fmt: skip


def _context(item: OfficeItem, found: Judged, chosen: str, posted: Any) -> dict[str, Any]:
    assert item.draft is not None  # asked before
    lines, content = finding_lines(item, found, item.draft_json), item.draft.content
    model = found.flow.model
    context: dict[str, Any] = {
        "item": item,
        "name": content.name.words(tongue()),
        "tabs": tabs(item.code, FLOW, lines),
        "here": [line for line in lines if line.section == FLOW],
        "elsewhere": sum(line.section != FLOW for line in lines),
        "saved": posted is None,
        "upload": UploadForm(),
        "steps": _step_lines(model, item, content, chosen) if model else [],
        "has_flow": bool(item.draft_flow),
        "step": None,
        "chart": _chart(found, content),
    }
    node = next((one for one in words.steps(model) if one.id == chosen), None) if model else None
    if model is None or node is None:
        return context
    limits = limit_choices(content, tongue())
    documents = [(kind.key, kind.en if tongue() == "en" else kind.zh) for kind in KINDS.values()]
    bodies = [pair for pair in code_words(body_words(), tongue()) if pair[0] != "@holder"]
    ways = words.ways_after(model, chosen)
    many = words.choice_after(model, chosen) is not None
    return context | {
        "step": node,
        "step_name": in_words(node, tongue()),
        "step_form": StepForm(posted, model=model, node=node, limits=limits, documents=documents),
        "lane_form": LaneForm(posted, bodies=bodies),
        "ways": [WayForm(posted, model=model, way=way) for way in ways] if many else [],
        "new_way": WayForm(posted, model=model, way=None),
    }


def _chart(found: Judged, content: Any) -> str:
    """The chart of a flow that can be walked; the drawing escapes every word it takes from the flow."""
    if found.flow.net is None:
        return ""
    limits = step_limits(content, tongue())
    return mark_safe(chart_svg(found.flow.net, limits=limits, language=tongue(), upright=True))  # noqa: S308


def _step_lines(model: FlowModel, item: OfficeItem, content: Any, chosen: str) -> list[dict[str, Any]]:
    limits = step_limits(content, tongue())
    lanes = {lane.id: in_words(lane, tongue()) for lane in model.lanes}
    nodes = {node.id: node for node in model.nodes}
    return [
        {
            "id": node.id,
            "name": in_words(node, tongue()) or node.id,
            "lane": lanes.get(node.lane, ""),
            "limit": limits.get(node.limit, node.limit),
            "here": node.id == chosen,
            "url": page_url(item.code, FLOW, node.id),
            "next": [_way_words(way, nodes, model) for way in words.ways_after(model, node.id)],
        }
        for node in words.steps(model)
    ]


def _way_words(way: words.Way, nodes: dict[str, Any], model: FlowModel) -> str:
    to = target_words(nodes[way.target], model, tongue()) if way.target in nodes else way.target
    when = (way.name_en or way.name if tongue() == "en" else way.name) or way.condition
    if way.otherwise and not when:
        when = "otherwise" if tongue() == "en" else "其他情况"
    return f"{when}: {to}" if when and tongue() == "en" else f"{when}：{to}" if when else to


@require_safe
@for_office
def flow_file(request: HttpRequest, code: str) -> HttpResponse:
    """Can I take the flow along as a file?"""
    item = item_of(request, code)
    if not item.draft_flow:
        raise Http404
    try:
        text = drawable(item.draft_flow)
    except FlowRefused:  # as it was brought; the page says what is wrong with it
        text = item.draft_flow
    answer = HttpResponse(text, content_type="application/xml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{code}.bpmn"'
    return answer


@require_http_methods(["POST"])
@for_office
def flow_upload(request: HttpRequest, code: str) -> HttpResponse:
    """Can this file be the flow? What cannot be read is refused with every reason and changes nothing."""
    item = item_of(request, code)
    if item.draft is None:
        return HttpResponseRedirect(reverse("powerlist:item", args=[code]))
    form = UploadForm(request.POST, request.FILES)
    context = _context(item, judged(item.draft.content, item.draft_flow), "", None)
    try:
        data = _checked(form)["file"].read(FILE_LIMIT + 1)
        read_bpmn(data)
        return _save(request, item, data.decode("utf-8-sig"), "")
    except (FlowRefused, UnicodeDecodeError) as error:
        told = error.findings if isinstance(error, FlowRefused) else ()
        problem = Refusal(
            "flow.faults",
            "文件没有采用：" + ("；".join(one.zh for one in told) or "不是 UTF-8 编码。"),
            "The file was not taken: " + ("; ".join(one.en for one in told) or "it is not in UTF-8."),
        )
        return refused_page(request, "flow", context, problem)
    except Refused as refused:
        return refused_page(request, "flow", context, refused.refusal)
