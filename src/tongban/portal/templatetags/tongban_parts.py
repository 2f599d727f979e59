"""Template tags that draw parts of pages: fields, faults, refusals, pager, steps, summary rows, timeline.

They have no words of their own; those stand in the templates under `portal/parts`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.forms import BaseForm, ChoiceField, Field, FileField
from django.forms.boundfield import BoundField
from django.forms.widgets import CheckboxInput, CheckboxSelectMultiple, RadioSelect, Textarea
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tongban.agencies.rules import purposes
from tongban.portal.rules import fields, numbers
from tongban.portal.rules.fields import language_of

register = template.Library()

# Django's widgets → how the field is drawn; the first that fits counts.
WIDGETS = (
    (CheckboxSelectMultiple, "checkbox"),
    (RadioSelect, "radio"),
    (CheckboxInput, "tick"),
    (Textarea, "textarea"),
)


@register.inclusion_tag("portal/parts/field.html")
def field(bound: BoundField, unit: str = "", short: bool = False) -> dict[str, Any]:
    """A Django form field: label, 必填 in words, help, error, answer, unit."""
    widget = bound.field.widget
    kind = next((name for widgets, name in WIDGETS if isinstance(widget, widgets)), "input")
    view = fields.FieldView(
        id=bound.auto_id or bound.html_name,
        name=bound.html_name,
        label=str(bound.label),
        kind=kind,
        value="",
        help=str(bound.help_text or ""),
        error=_fault(bound),
        required=bound.field.required,
        options=_bound_options(bound, kind),
    )
    attrs: dict[str, str | bool] = {"aria-describedby": view.described_by} if view.described_by else {}
    attrs |= {"class": "short"} if short else {}
    if kind == "textarea" and widget.attrs.get("rows") == "10":
        attrs["rows"] = "4"  # ten rows are the framework's own; a question says so when it wants more
    drawn = "" if kind in ("radio", "checkbox") else bound.as_widget(attrs=attrs)
    return {"bound": bound, "view": view, "kind": kind, "drawn": drawn, "unit": unit, "described": view.described_by}


def _fault(bound: BoundField) -> str:
    """What is wrong with a field, naming it: a missing answer is asked for, anything else is told in its words."""
    faults = bound.form.errors.as_data().get(bound.name, ())
    if any(fault.code == "required" for fault in faults):
        return _asks(bound.field) % {"label": bound.label}
    told = " ".join(dict.fromkeys(str(error) for error in bound.errors))
    if bound.is_hidden:
        return told  # what nobody sees has no name
    return _("%(label)s: %(fault)s") % {"label": bound.label, "fault": told} if told else ""


def _asks(asked: Field) -> str:
    """What to do with a field that was left empty."""
    if isinstance(asked.widget, CheckboxInput):
        return _("Tick: %(label)s")
    if isinstance(asked, FileField):
        return _("Choose a file: %(label)s")
    return _("Choose: %(label)s") if isinstance(asked, ChoiceField) else _("Fill in: %(label)s")


def _bound_options(bound: BoundField, kind: str) -> tuple[fields.OptionView, ...]:
    if kind not in ("radio", "checkbox"):
        return ()
    identity = bound.auto_id or bound.html_name
    return tuple(
        fields.OptionView(
            identity if place == 0 else f"{identity}-{place + 1}",
            str(one.data["value"]),
            str(one.data["label"]),
            bool(one.data["selected"]),
        )
        for place, one in enumerate(bound.subwidgets)
        if str(one.data["value"]) != ""
    )


@register.inclusion_tag("portal/parts/field.html")
def item_field(question: Any, value: object = None, error: str = "", prefix: str = "q_") -> dict[str, Any]:
    """A question of an item's form definition with the answer so far and its fault."""
    view = fields.item_field_view(question, value, error, language_of(get_language()), prefix=prefix)
    return {
        "bound": None,
        "view": view,
        "kind": view.kind,
        "drawn": "",
        "unit": view.unit,
        "described": view.described_by,
    }


@register.inclusion_tag("portal/parts/errors.html")
def error_summary(*faults: Any) -> dict[str, Any]:
    """What has to be mended, on top of the page, each line linked to its field.

    Each of `faults` is a Django form, a mapping of field id to sentence, or pairs (field id, sentence); empty draws
    nothing.
    """
    return {"faults": [pair for some in faults for pair in _fault_pairs(some)]}


def _fault_pairs(faults: Any) -> list[tuple[str, str]]:
    if isinstance(faults, BaseForm):
        named = {name: faults[name] for name in faults.fields if name in faults.errors}
        whole = [("", str(error)) for error in faults.non_field_errors()]
        return whole + [(bound.auto_id, _fault(bound)) for bound in named.values()]
    given: Iterable[tuple[str, str]] = faults.items() if isinstance(faults, Mapping) else (faults or ())
    return [(str(target), str(sentence)) for target, sentence in given]


@register.inclusion_tag("portal/parts/refusal.html")
def refusal(value: Any, url: str = "", label: str = "") -> dict[str, Any]:
    """What is not possible, why, who may: a Refusal, a Refused or a sentence; with `url` and `label` the way on."""
    reason = getattr(value, "refusal", value)
    sentence = reason.sentence(language_of(get_language())) if hasattr(reason, "sentence") else reason
    return {"sentence": sentence, "url": url, "label": label}


@register.inclusion_tag("portal/parts/pager.html", takes_context=True)
def pager(
    context: dict[str, Any], first: int, last: int, total: int, before: str = "", after: str = ""
) -> dict[str, Any]:
    """第 1-50 件，共 1,284 件, with the pages before and after by key; the filters of the address are kept."""
    request = context.get("request")
    query = request.GET.copy() if request is not None else QueryDict(mutable=True)
    return {
        "span": numbers.span_words(first, last, total, language_of(get_language()) == "en"),
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
    """Answers to check. A row has `label`, `value` and, where it can be changed, `url`; `change` replaces 修改."""
    return {"rows": rows, "title": title, "change": change}


@register.inclusion_tag("portal/parts/timeline.html")
def timeline(entries: Iterable[Any]) -> dict[str, Any]:
    """What happened, newest first. An entry has `at`, `text` and perhaps `note`."""
    return {"entries": entries}


@register.simple_tag
def usual_reasons() -> list[tuple[str, str]]:
    """Why a person's phone is usually opened, as choices."""
    return purposes.usual_reasons(language_of(get_language()))
