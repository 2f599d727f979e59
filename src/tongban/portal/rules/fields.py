"""A question of an item's form as a page shows it: type, keyboard, options, bounds.

It judges no answer; that is for the item's own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tongban.powerlist.rules.units import unit_in

# Question type → attributes of its input.
INPUTS: dict[str, dict[str, str]] = {
    "text": {"type": "text"},
    "address": {"type": "text", "autocomplete": "street-address"},
    "number": {"type": "text", "inputmode": "decimal"},
    "date": {"type": "date"},
    "phone": {"type": "tel", "inputmode": "tel", "autocomplete": "tel"},
    "citizen_id": {"type": "text", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    "uscc": {"type": "text", "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
}
SHORT = frozenset({"number", "date", "phone"})


@dataclass(frozen=True, slots=True)
class OptionView:
    """One answer to choose."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One question ready to be drawn; `kind` is input, textarea, radio or checkbox."""

    id: str
    name: str
    label: str
    kind: str
    value: str
    help: str = ""
    unit: str = ""
    error: str = ""
    required: bool = False
    short: bool = False
    options: tuple[OptionView, ...] = ()
    attrs: tuple[tuple[str, str], ...] = ()

    @property
    def described_by(self) -> str:
        """The ids of help and error, for aria-describedby."""
        names = [f"{self.id}-help"] if self.help else []
        names += [f"{self.id}-error"] if self.error else []
        return " ".join(names)


def language_of(code: str | None) -> str:
    """zh or en of a language code; anything but English is shown in Chinese, the first language of the product."""
    return "en" if (code or "").startswith("en") else "zh"


def text_in(words: object, language: str) -> str:
    """One of the two languages of a text, a mapping or an object with `zh` and `en`; plain text stays what it is."""
    if words is None or isinstance(words, str):
        return words or ""
    get = reader(words)
    return str(get(language) or get("zh") or "")


def reader(thing: Any) -> Callable[[str], Any]:
    """Reads a mapping and an object alike; what is not there is None."""
    if isinstance(thing, Mapping):
        return thing.get
    return lambda name: getattr(thing, name, None)


def item_field_view(field: Any, value: object, error: str, language: str, *, prefix: str = "q_") -> FieldView:
    """A question of `content.form` with its answer so far and its fault, if any.

    `field` is the JSON mapping or the dataclass of the same names; ids are `q_<key>`, for the error summary to link to.
    """
    get = reader(field)
    kind = str(get("type"))
    identity = f"{prefix}{get('key')}"
    return FieldView(
        id=identity,
        name=str(get("key")),
        label=text_in(get("label"), language),
        kind={"textarea": "textarea", "choice": "radio", "yesno": "radio", "multi": "checkbox"}.get(kind, "input"),
        value="" if value is None or isinstance(value, list | tuple) else str(value),
        help=text_in(get("help"), language),
        unit=unit_in(str(get("unit") or ""), language),
        error=error,
        required=bool(get("required")),
        short=kind in SHORT,
        options=_options(identity, kind, get("options") or (), value, language),
        attrs=_attrs(kind, get("max_length")),
    )


def _attrs(kind: str, max_length: object) -> tuple[tuple[str, str], ...]:
    attrs = dict(INPUTS.get(kind, {}))
    if max_length and kind in ("text", "address", "textarea"):
        attrs["maxlength"] = str(max_length)
    return tuple(attrs.items())


def _options(identity: str, kind: str, given: Sequence[Any], value: object, language: str) -> tuple[OptionView, ...]:
    pairs: list[tuple[str, str]]
    if kind == "yesno":
        pairs = [("yes", "Yes" if language == "en" else "是"), ("no", "No" if language == "en" else "否")]
        value = {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
    else:
        pairs = [_option_pair(option, language) for option in given]
    chosen = {str(one) for one in value} if isinstance(value, list | tuple | set | frozenset) else {str(value)}
    # The first option carries the question's own id, so that the error summary leads to it.
    return tuple(
        OptionView(identity if place == 0 else f"{identity}-{place + 1}", key, label, key in chosen)
        for place, (key, label) in enumerate(pairs)
    )


def _option_pair(option: Any, language: str) -> tuple[str, str]:
    if isinstance(option, Mapping):
        return str(option["value"]), text_in(option["label"], language)
    return str(option.value), text_in(option.label, language)
