"""What every part of a BPMN file has: an id, names, our own attributes; and how a fault in it is worded.

`bpmn_nodes` and `bpmn` derive their readers from this; nothing here knows what tasks or gateways are.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from tongban.kernel.flow.findings import Finding

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
OURS = "{urn:tongban:flow:1}"
NOTES = frozenset({"documentation", "extensionElements"})

MAX_NAME = 80

_ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,63}")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")


def local(element: Element) -> str:
    """The plain name of an element that belongs to BPMN, else its full name, which equals no plain one."""
    return element.tag.removeprefix(BPMN)


def short(element: Element) -> str:
    """The plain name of any element, for sentences."""
    return element.tag.rpartition("}")[2]


class Parts:
    """Collects findings and goes on, so that all of them are shown together."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.ids: set[str] = set()

    def find(self, code: str, element: Element, zh: str, en: str) -> None:
        """Notes a fault at an element; `{it}` in the sentences becomes its kind, id and name."""
        tag, identity, name = short(element), element.get("id", "")[:64], element.get("name", "").strip()[:MAX_NAME]
        it_zh = f"{tag}（{identity or '没有 id'}{f'，{name}' if name else ''}）"
        it_en = f"{tag} ({identity or 'without id'}{f', {name}' if name else ''})"
        self.findings.append(Finding(code, identity, zh.replace("{it}", it_zh), en.replace("{it}", it_en)))

    def unknown(self, element: Element) -> None:
        """An element that is not part of what is read."""
        self.find(
            "not_supported",
            element,
            "还不支持 {it}，请换成任务、等待、网关或顺序流。",
            "{it} is not supported; use tasks, catching events, gateways and sequence flows instead.",
        )

    def identity(self, element: Element) -> str:
        """The id of an element, well formed and used once."""
        identity = element.get("id", "")
        if not _ID.fullmatch(identity):
            self.find(
                "id",
                element,
                "{it} 的 id 应以字母开头，只含字母、数字、- _ .，最多 64 个字符。",
                "The id of {it} begins with a letter and has at most 64 letters, digits, - _ or full stops.",
            )
        elif identity in self.ids:
            self.find("id_twice", element, "{it} 的 id 用了两次。", "The id of {it} is used twice.")
        self.ids.add(identity)
        return identity

    def names(self, element: Element, *, required: bool = False) -> tuple[str, str]:
        """Its Chinese and English names, in one line each."""
        name = " ".join(element.get("name", "").split())
        name_en = " ".join(element.get(OURS + "name_en", "").split())
        if required and not name:
            self.find("name", element, "{it} 没有名称。", "{it} has no name.")
        if max(len(name), len(name_en)) > MAX_NAME:
            self.find(
                "name_long", element, f"{{it}} 的名称超过 {MAX_NAME} 个字。", f"The name of {{it}} exceeds {MAX_NAME}."
            )
        return name[:MAX_NAME], name_en[:MAX_NAME]

    def ours(self, element: Element, known: frozenset[str]) -> dict[str, str]:
        """The attributes of our own namespace; a misspelt one is refused, not ignored."""
        found = {key[len(OURS) :]: value.strip() for key, value in element.attrib.items() if key.startswith(OURS)}
        for key in found.keys() - known:
            self.find("attribute", element, f"{{it}} 不认识 tb:{key}。", f"tb:{key} is not known on {{it}}.")
        for key in found.keys() & {"act", "limit", "form", "document"}:
            if not _KEY.fullmatch(found[key]):
                self.find(
                    "key",
                    element,
                    f"{{it}} 的 tb:{key} 应是小写字母、数字和下划线。",
                    f"tb:{key} of {{it}} has lower-case letters, digits and underscores only.",
                )
        return found
