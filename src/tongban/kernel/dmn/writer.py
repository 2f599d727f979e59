"""Writes a `Model` as the XML of DMN 1.3; reading it gives an equal model. The drawing is left to the viewer."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tongban.kernel.dmn import model
from tongban.kernel.dmn.model import AGGREGATIONS, HIT_POLICIES

NAMESPACE = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def write_dmn(written: model.Model) -> bytes:
    """The file of a model, UTF-8 with a declaration, the same bytes for the same model."""
    root = Element(
        "definitions",
        {"xmlns": NAMESPACE, "id": "definitions", "name": written.name, "namespace": written.namespace},
    )
    for one in written.types:
        _type(root, "itemDefinition", one)
    for data in written.inputs:
        element = SubElement(root, "inputData", {"id": data.id, "name": data.variable.name})
        _variable(element, "variable", data.variable)
    for knowledge in written.knowledge:
        element = SubElement(root, "businessKnowledgeModel", {"id": knowledge.id, "name": knowledge.variable.name})
        _variable(element, "variable", knowledge.variable)
        _function(element, knowledge.function, "encapsulatedLogic")
        _uses(element, knowledge.uses)
    inputs = {data.id for data in written.inputs}
    for decision in written.decisions:
        _decision(root, decision, inputs)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _attributes(**found: str) -> dict[str, str]:
    return {name: value for name, value in found.items() if value}


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text


def _some_text(parent: Element, name: str, text: str) -> None:
    if text:
        _text(SubElement(parent, name), text)


def _type(parent: Element, name: str, written: model.ItemType) -> None:
    many = "true" if written.many else ""
    element = SubElement(parent, name, _attributes(name=written.name, isCollection=many))
    if written.type:
        SubElement(element, "typeRef").text = written.type
    _some_text(element, "allowedValues", written.allowed)
    for component in written.components:
        _type(element, "itemComponent", component)


def _variable(parent: Element, name: str, variable: model.Variable) -> None:
    SubElement(parent, name, _attributes(name=variable.name, typeRef=variable.type))


def _uses(parent: Element, uses: Iterable[str]) -> None:
    for reference in uses:
        SubElement(SubElement(parent, "knowledgeRequirement"), "requiredKnowledge", {"href": f"#{reference}"})


def _decision(root: Element, decision: model.Decision, inputs: set[str]) -> None:
    element = SubElement(root, "decision", {"id": decision.id, "name": decision.variable.name})
    if decision.question:
        SubElement(element, "question").text = decision.question
    _variable(element, "variable", decision.variable)
    for reference in decision.needs:
        name = "requiredInput" if reference in inputs else "requiredDecision"
        SubElement(SubElement(element, "informationRequirement"), name, {"href": f"#{reference}"})
    _uses(element, decision.uses)
    if decision.logic is not None:
        _logic(element, decision.logic)


def _logic(parent: Element, logic: model.Logic) -> None:
    _LOGICS[type(logic)](parent, logic)


def _literal(parent: Element, logic: model.Literal) -> None:
    _text(SubElement(parent, "literalExpression", _attributes(typeRef=logic.type)), logic.text)


def _table(parent: Element, logic: model.Table) -> None:
    aggregation = AGGREGATIONS.get(logic.aggregation, "")
    attributes = _attributes(hitPolicy=HIT_POLICIES[logic.hit], aggregation=aggregation, outputLabel=logic.label)
    element = SubElement(parent, "decisionTable", attributes)
    for column in logic.inputs:
        one = SubElement(element, "input", _attributes(label=column.label))
        _text(SubElement(one, "inputExpression", _attributes(typeRef=column.type)), column.expression)
        _some_text(one, "inputValues", column.allowed)
    for answer in logic.outputs:
        one = SubElement(element, "output", _attributes(name=answer.name, label=answer.label, typeRef=answer.type))
        _some_text(one, "outputValues", answer.allowed)
        _some_text(one, "defaultOutputEntry", answer.default)
    for name in logic.annotations:
        SubElement(element, "annotation", {"name": name})
    for rule in logic.rules:
        _rule(element, rule)


def _rule(parent: Element, rule: model.Rule) -> None:
    element = SubElement(parent, "rule")
    for name, cells in (("inputEntry", rule.tests), ("outputEntry", rule.answers), ("annotationEntry", rule.remarks)):
        for cell in cells:
            _text(SubElement(element, name), cell)


def _context(parent: Element, logic: model.Context) -> None:
    element = SubElement(parent, "context")
    for entry in logic.entries:
        one = SubElement(element, "contextEntry")
        if entry.variable is not None:
            _variable(one, "variable", entry.variable)
        _logic(one, entry.logic)


def _invocation(parent: Element, logic: model.Invocation) -> None:
    element = SubElement(parent, "invocation")
    _text(SubElement(element, "literalExpression"), logic.function)
    for name, argument in logic.bindings:
        binding = SubElement(element, "binding")
        SubElement(binding, "parameter", {"name": name})
        _logic(binding, argument)


def _list(parent: Element, logic: model.ListOf) -> None:
    element = SubElement(parent, "list")
    for item in logic.items:
        _logic(element, item)


def _relation(parent: Element, logic: model.Relation) -> None:
    element = SubElement(parent, "relation")
    for name in logic.columns:
        SubElement(element, "column", {"name": name})
    for row in logic.rows:
        one = SubElement(element, "row")
        for cell in row:
            _logic(one, cell)


def _function(parent: Element, logic: model.FunctionOf, name: str = "functionDefinition") -> None:
    element = SubElement(parent, name)
    for parameter in logic.parameters:
        _variable(element, "formalParameter", parameter)
    _logic(element, logic.body)


_LOGICS: dict[type, Callable[[Element, Any], None]] = {
    model.Literal: _literal,
    model.Table: _table,
    model.Context: _context,
    model.Invocation: _invocation,
    model.ListOf: _list,
    model.Relation: _relation,
    model.FunctionOf: _function,
}
