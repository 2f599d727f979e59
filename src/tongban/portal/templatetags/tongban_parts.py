"""Template tags that draw parts of pages: fields, error summary, refusal, pager, steps, summary rows, timeline. No words of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Textarea
from django.http import QueryDict
from django.utils.translation import get_language

from tongban.portal.rules import dates, fields, numbers

register = template.Library()


@register.inclusion_tag("portal/parts/field.html")
def field(bound: BoundField, unit: str = "", short: bool = False) -> dict[str, Any]:
    """A Django form field: label, 必填 in words, help, error, answer, unit."""
    widget = bound.field.widget
    described = " ".join(([f"{bound.auto_id}-help"] if bound.help_text else []) + ([f"{bound.auto_id}-error"] if bound.errors else []))
    kind = "input"
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        kind = "checkbox" if isinstance(widget, CheckboxSelectMultiple) else "radio"
    elif isinstance(widget, CheckboxInput):
        kind = "tick"
    elif isinstance(widget, Textarea):
        kind = "textarea"
    attrs = {"aria-describedby": described} if described else {}
    if short:
        attrs["class"] = "short"
    drawn = "" if kind in ("radio", "checkbox") else bound.as_widget(attrs=attrs)
    return {
        "bound": bound, "kind": kind, "drawn": drawn, "unit": unit, "described": described,
        "view": fields.FieldView(
            id=bound.auto_id or bound.html_name, name=bound.html_name, label=str(bound.label), kind=kind, value="", help=str(bound.help_text or ""),
            error=" ".join(str(error) for error in bound.errors), required=bound.field.required, options=_bound_options(bound, kind),
        ),
    }  # fmt: skip


def _bound_options(bound: BoundField, kind: str) -> tuple[fields.OptionView, ...]:
    if kind not in ("radio", "checkbox"):
        return ()
    identity = bound.auto_id or bound.html_name
    return tuple(
        fields.OptionView(
            identity if place == 0 else f"{identity}-{place + 1}", str(one.data["value"]), str(one.data["label"]), bool(one.data["selected"])
        )
        for place, one in enumerate(bound.subwidgets)
        if str(one.data["value"]) != ""
    )


@register.inclusion_tag("portal/parts/field.html")
def item_field(question: Any, value: object = None, error: str = "", prefix: str = "q_") -> dict[str, Any]:
    """A question of an item's form definition with the answer so far and its fault."""
    view = fields.item_field_view(question, value, error, get_language() or "zh-hans", prefix=prefix)
    return {"view": view, "kind": view.kind, "unit": view.unit, "described": view.described_by, "drawn": "", "bound": None}


@register.inclusion_tag("portal/parts/errors.html")
def error_summary(faults: Any) -> dict[str, Any]:
    """What has to be mended, on top of the page, each line linked to its field.

    `faults` is a Django form, a mapping of field id to sentence, or pairs (field id, sentence); nothing is drawn when it is empty.
    """
    return {"faults": _fault_pairs(faults)}


def _fault_pairs(faults: Any) -> list[tuple[str, str]]:
    if isinstance(faults, BaseForm):
        pairs = [("", str(error)) for error in faults.non_field_errors()]
        return pairs + [(faults[name].auto_id, str(error)) for name, errors in faults.errors.items() if name != "__all__" for error in errors]
    pairs_given: Iterable[tuple[str, str]] = faults.items() if isinstance(faults, Mapping) else (faults or ())
    return [(str(target), str(sentence)) for target, sentence in pairs_given]


@register.inclusion_tag("portal/parts/refusal.html")
def refusal(value: Any, url: str = "", label: str = "") -> dict[str, Any]:
    """What is not possible, why and who may: a Refusal, a Refused or a sentence; with `url` and `label` also the way on."""
    reason = getattr(value, "refusal", value)
    sentence = reason.sentence(get_language() or "zh-hans") if hasattr(reason, "sentence") else reason
    return {"sentence": sentence, "url": url, "label": label}


@register.inclusion_tag("portal/parts/pager.html", takes_context=True)
def pager(context: dict[str, Any], first: int, last: int, total: int, before: str = "", after: str = "") -> dict[str, Any]:
    """第 1-50 件，共 1,284 件, with the pages before and after by key; the filters of the address are kept."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    return {
        "span": numbers.span_words(first, last, total, dates.english(get_language() or "")),
        "before": _with(query, before=before) if before else "",
        "after": _with(query, after=after) if after else "",
    }


def _with(query: QueryDict, **cursor: str) -> str:
    changed = query.copy()
    for name in ("before", "after"):
        changed.pop(name, None)
    changed.update(cursor)
    return "?" + changed.urlencode()


@register.inclusion_tag("portal/parts/steps.html")
def steps(names: Sequence[str], current: int) -> dict[str, Any]:
    """第 2 步，共 5 步, and the steps in words; `current` counts from 1."""
    return {"names": names, "current": current, "total": len(names)}


@register.inclusion_tag("portal/parts/summary.html")
def summary(rows: Iterable[Any], title: str = "", change: str = "") -> dict[str, Any]:
    """Answers to check. A row is a mapping or object with `label`, `value` and, where it can be changed, `url`; `change` replaces 修改."""
    return {"rows": rows, "title": title, "change": change}


@register.inclusion_tag("portal/parts/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first. An entry has `at`, `text` and perhaps `note`."""
    return {"entries": entries}
