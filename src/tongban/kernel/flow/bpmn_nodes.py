"""The nodes of a BPMN file: what kinds there are, what a step says of itself, and what an event waits for.

`bpmn` derives its reader from this; lanes and arrows are its own.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from tongban.kernel.flow.bpmn_parts import BPMN, NOTES, Parts, local
from tongban.kernel.flow.model import Drawn, Kind

KINDS = {
    "startEvent": Kind.START,
    "endEvent": Kind.END,
    "userTask": Kind.USER,
    "serviceTask": Kind.SERVICE,
    "receiveTask": Kind.RECEIVE,
    "intermediateCatchEvent": Kind.RECEIVE,
    "exclusiveGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
}
MAX_RISK = 200
_TIES = frozenset({"incoming", "outgoing"})
_NODE_ATTRIBUTES = frozenset({"act", "limit", "clock", "form", "document", "name_en", "persons", "risk", "risk_en"})
_CHANGES_MEANING = {
    "isForCompensation": "false",
    "instantiate": "false",
    "parallelMultiple": "false",
    "startQuantity": "1",
    "completionQuantity": "1",
}


class Nodes(Parts):
    """Reads what stands in the lanes of a flow."""

    def node(self, element: Element, lane_of: dict[str, str]) -> Drawn:
        """One node as it is drawn, in the lane that named it."""
        identity = self.identity(element)
        kind = self._kind(element)
        ours = self.ours(element, _NODE_ATTRIBUTES)
        for attribute, usual in _CHANGES_MEANING.items():
            if element.get(attribute, usual) != usual:
                self.find(
                    "attribute", element, f"{{it}} 不支持 {attribute}。", f"{attribute} is not supported on {{it}}."
                )
        name, name_en = self.names(element, required=kind in (Kind.USER, Kind.SERVICE, Kind.RECEIVE, Kind.TIMER))
        return Drawn(
            id=identity,
            kind=kind,
            name=name,
            name_en=name_en,
            lane=lane_of.get(identity, ""),
            act=ours.get("act", ""),
            limit=ours.get("limit", ""),
            clock=self._clock(element, ours, kind),
            form=ours.get("form", ""),
            document=ours.get("document", ""),
            default=element.get("default", ""),
            persons=self._persons(element, ours, kind),
            risk=self._risk(element, ours, "risk", kind),
            risk_en=self._risk(element, ours, "risk_en", kind),
        )

    def _persons(self, element: Element, ours: dict[str, str], kind: Kind) -> str:
        persons = ours.get("persons", "")
        if persons and (persons not in ("1", "2") or kind is not Kind.USER):
            self.find(
                "persons",
                element,
                "{it} 的 tb:persons 只能写 1 或 2，并且只用在人办的环节。",
                "tb:persons of {it} is 1 or 2, and stands only on a step done by people.",
            )
        return "" if persons == "1" else persons

    def _risk(self, element: Element, ours: dict[str, str], key: str, kind: Kind) -> str:
        """What may go wrong in a step, in one line; only where somebody or something acts."""
        risk = " ".join(ours.get(key, "").split())
        if risk and (len(risk) > MAX_RISK or kind not in (Kind.USER, Kind.SERVICE)):
            self.find(
                "risk",
                element,
                f"{{it}} 的 tb:{key} 最多 {MAX_RISK} 个字，并且只用在办理环节。",
                f"tb:{key} of {{it}} has at most {MAX_RISK} characters, and stands only on a step that is done.",
            )
        return risk[:MAX_RISK]

    def _kind(self, element: Element) -> Kind:
        """The kind of a node; for a catching event by what it waits for."""
        kind = KINDS[local(element)]
        waits = []
        for child in element:
            tag = local(child)
            if tag in ("messageEventDefinition", "timerEventDefinition") and element.tag.endswith("CatchEvent"):
                waits.append(tag)
                self._wait(child)
            elif tag not in NOTES and tag not in _TIES:
                self.unknown(child)
        if element.tag == BPMN + "intermediateCatchEvent" and len(waits) != 1:
            self.find(
                "waits_for",
                element,
                "{it} 应当等一样东西：消息或定时。",
                "{it} waits for exactly one thing: a message or a timer.",
            )
        return Kind.TIMER if "timerEventDefinition" in waits else kind

    def _wait(self, definition: Element) -> None:
        for child in definition:
            if local(child) not in NOTES:
                self.find(
                    "time_in_flow",
                    child,
                    "{it}：时长不写在流程里，请用 tb:limit 引用事项的时限。",
                    "{it}: a duration is not written in the flow; refer to a limit of the item with tb:limit.",
                )

    def _clock(self, element: Element, ours: dict[str, str], kind: Kind) -> str:
        clock = ours.get("clock", "counted")
        if clock not in ("counted", "not_counted"):
            self.find(
                "clock",
                element,
                "{it} 的 tb:clock 只能是 counted 或 not_counted。",
                "tb:clock of {it} is either counted or not_counted.",
            )
        if kind is Kind.TIMER and not ours.get("limit"):
            self.find(
                "timer_limit", element, "{it} 没有写等多久：缺 tb:limit。", "{it} does not say how long: no tb:limit."
            )
        return clock
