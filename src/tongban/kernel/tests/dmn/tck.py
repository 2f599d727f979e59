"""Reads the test cases of the DMN Technology Compatibility Kit and asks the engine each of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from tongban.kernel.dmn.engine import Engine
from tongban.kernel.dmn.reader import read_dmn
from tongban.kernel.feel.temporal import read_date, read_duration, read_moment, read_time
from tongban.kernel.feel.values import Months, equal, kind
from tongban.kernel.flow.markup import parse_markup

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
SPACE = "{http://www.omg.org/spec/DMN/20160719/testcase}"
EXACT = Decimal("0.00000001")


@dataclass(frozen=True)
class Case:
    """One question of the kit: file, number, inputs, decision, expected answer."""

    file: Path
    number: str
    inputs: dict[str, Any]
    decision: str
    expected: Any


def cases(folder: Path) -> list[Case]:
    """Every result of every test case of every file under a folder."""
    return [one for file in sorted(folder.rglob("*.xml")) for one in _cases(file)]


def _cases(file: Path) -> list[Case]:
    root = parse_markup(file.read_bytes())
    model = file.parent / str(root.findtext(SPACE + "modelName"))
    found = []
    for case in root.iter(SPACE + "testCase"):
        inputs = {str(node.get("name")): _value(node) for node in case.findall(SPACE + "inputNode")}
        for node in case.findall(SPACE + "resultNode"):
            expected = node.find(SPACE + "expected")
            assert expected is not None
            found.append(Case(model, str(case.get("id")), inputs, str(node.get("name")), _value(expected)))
    return found


def _value(node: Element) -> Any:
    many = node.find(SPACE + "list")
    if many is not None:
        return [_value(item) for item in many.findall(SPACE + "item")]
    parts = node.findall(SPACE + "component")
    if parts:
        return {str(part.get("name")): _value(part) for part in parts}
    value = node.find(SPACE + "value")
    assert value is not None
    if value.get(NIL) == "true":
        return None
    return _READ[str(value.get(TYPE)).rpartition(":")[2]](value.text or "")


def _boolean(text: str) -> bool:
    return text.strip() == "true"


_READ: dict[str, Any] = {
    "string": str,
    "boolean": _boolean,
    "date": read_date,
    "dateTime": read_moment,
    "time": read_time,
    "duration": read_duration,
    **dict.fromkeys(("decimal", "double", "integer", "int", "long"), Decimal),
}


def answered(case: Case) -> bool:
    """Whether the engine answers a case as the kit expects; numbers may differ beyond the eighth decimal."""
    engine = Engine(read_dmn(case.file.read_bytes()))
    return same(engine.evaluate(case.decision, case.inputs).value, case.expected)


def same(value: Any, expected: Any) -> bool:
    """Whether two answers are the same, numbers to eight decimals as the kit's runners compare them."""
    what = kind(value)
    if what != kind(expected):
        return False
    if what == "number":
        return abs(Decimal(value) - Decimal(expected)) <= EXACT
    if what == "list":
        return len(value) == len(expected) and all(map(same, value, expected))
    if what == "context":
        return value.keys() == expected.keys() and all(same(value[key], expected[key]) for key in value)
    return equal(value, expected) is True or isinstance(value, timedelta | Months) and value == expected
