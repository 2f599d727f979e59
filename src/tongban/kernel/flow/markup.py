"""Turns untrusted bytes into a small XML tree, or refuses them with a sentence.

No DTD, no entity, nothing fetched from outside, and bounds on size, depth and number of elements; the bounds are met
while reading, before anything large is built. It knows nothing of BPMN.
"""

from __future__ import annotations

from typing import NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
from defusedxml.ElementTree import DefusedXMLParser

from tongban.kernel.flow.findings import Finding, FlowRefused

MAX_BYTES = 1_000_000
MAX_DEPTH = 40
MAX_ELEMENTS = 20_000


class _Bounded(TreeBuilder):
    """Builds the tree and stops at the bounds."""

    def __init__(self) -> None:
        super().__init__()
        self._depth = 0
        self._count = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._depth += 1
        self._count += 1
        if self._depth > MAX_DEPTH:
            _refuse("xml_depth", f"元素嵌套超过 {MAX_DEPTH} 层。", f"Elements are nested more than {MAX_DEPTH} deep.")
        if self._count > MAX_ELEMENTS:
            _refuse("xml_elements", f"元素超过 {MAX_ELEMENTS} 个。", f"The file has more than {MAX_ELEMENTS} elements.")
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)


def parse_markup(data: bytes) -> Element:
    """The root element of an XML file. Raises `FlowRefused` with one finding, whose element is empty."""
    if len(data) > MAX_BYTES:
        _refuse(
            "xml_size",
            f"文件超过 {MAX_BYTES // 1000} kB，流程图用不了这么大。",
            f"The file is larger than {MAX_BYTES // 1000} kB, far more than a flow chart needs.",
        )
    parser = DefusedXMLParser(target=_Bounded(), forbid_dtd=True, forbid_entities=True, forbid_external=True)
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        _refuse(
            "xml_dtd",
            "文件里有 DTD 或实体声明，为安全起见不予读取。",
            "The file declares a DTD or entities, which are not read for safety.",
        )
    except (ParseError, ValueError, LookupError):
        _refuse(
            "xml_broken", "文件不是完整的 XML，无法读取。", "The file is not well-formed XML, so it cannot be read."
        )
    return root


def _refuse(code: str, zh: str, en: str) -> NoReturn:
    raise FlowRefused([Finding(code, "", zh, en)])
