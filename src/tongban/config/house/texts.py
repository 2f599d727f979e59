"""Are the translations complete? Every message id of templates and code, against every `django.po`.

Only reads; it knows nothing of pages. Django's own messages are none of ours.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

CALLS = {
    "_", "gettext", "gettext_lazy", "gettext_noop", "pgettext", "pgettext_lazy", "ngettext", "ngettext_lazy", "_lazy",
}  # fmt: skip
WITH_CONTEXT = {"pgettext", "pgettext_lazy"}
LITERAL = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""
STRING = re.compile(LITERAL)
TEMPLATE_CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*((?:u?(?:{LITERAL})\s*,?\s*)+)")
PLACES = re.compile(r"%\((\w+)\)s|\{(\w+)\}")
CHINESE = "[\u3400-\u9fff]"
HALF_WIDTH = re.compile(rf"{CHINESE}[,;:?!()]|[,;:?!(]{CHINESE}|{CHINESE}\.(?![\w.])")
UNWANTED = ("！", "!", "温馨提示", "请您", "亲爱的")
Found = dict[str, str]  # message id → where it is used first


def ids_in_template(path: Path) -> Iterator[str]:
    """The message ids of one template."""
    for call, arguments in TEMPLATE_CALL.findall(templatize(path.read_text(encoding="utf-8"))):
        strings = [str(ast.literal_eval(text)) for text in STRING.findall(arguments)]
        if call in ("pgettext", "npgettext"):
            strings = strings[1:]
        yield from strings[:1]


def ids_in_code(path: Path) -> Iterator[str]:
    """The message ids of one Python file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        arguments = node.args[1:] if name in WITH_CONTEXT else node.args
        first = arguments[0] if name in CALLS and arguments else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def used_ids(source: Path) -> Found:
    """Every message id below a folder."""
    found: Found = {}
    for path in sorted(source.rglob("*")):
        if "tests" in path.parts or "migrations" in path.parts or path.suffix not in (".py", ".html", ".txt"):
            continue
        if path.suffix == ".py":
            ids = ids_in_code(path)
        elif "templates" in path.parts:
            ids = ids_in_template(path)
        else:
            continue
        for message in ids:
            found.setdefault(message, str(path.relative_to(source)))
    return found


def faults_of_entry(entry: polib.POEntry) -> Iterator[str]:
    """What is wrong with one translation."""
    texts = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
    if entry.fuzzy:
        yield "is fuzzy"
    if not all(texts):
        yield "is not translated"
    wanted = set(PLACES.findall(entry.msgid)) | set(PLACES.findall(entry.msgid_plural or ""))
    for text in texts:
        if text and not set(PLACES.findall(text)) <= wanted:
            yield "names a place that the English text does not have"
        if HALF_WIDTH.search(text):
            yield f"has half-width punctuation: {HALF_WIDTH.search(text)[0]!r}"  # type: ignore[index]
        yield from (f"says {word!r}" for word in UNWANTED if word in text)


def translation_faults(source: Path) -> Iterator[str]:
    """Every fault of every catalogue, and every message without a translation; empty when all is complete."""
    used = used_ids(source)
    translated: set[str] = set()
    meanings: dict[tuple[str | None, str], tuple[str, str]] = {}
    for catalogue in sorted(source.glob("**/locale/zh_Hans/LC_MESSAGES/django.po")):
        where = catalogue.relative_to(source)
        for entry in polib.pofile(str(catalogue)):
            if entry.obsolete:
                yield f"{where}: {entry.msgid!r} is obsolete"
                continue
            translated.add(entry.msgid)
            text = entry.msgstr or str(entry.msgstr_plural)
            other, there = meanings.setdefault((entry.msgctxt, entry.msgid), (text, str(where)))
            if other != text:  # the catalogues are one at run time: the first thing's text would show everywhere
                yield f"{where}: {entry.msgid!r} is {text!r} here and {other!r} in {there}"
            if entry.msgid not in used:
                yield f"{where}: {entry.msgid!r} is used nowhere"
            yield from (f"{where}: {entry.msgid!r} {fault}" for fault in faults_of_entry(entry))
    for message in sorted(set(used) - translated):
        yield f"{used[message]}: {message!r} has no translation"
