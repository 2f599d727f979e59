"""Reads the XML of a DMN file (1.1 to 1.5) into a `Model`, or refuses it with findings that name the element.

The drawing, extensions of other makers and imports are not read; an import is refused, for nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from xml.etree.ElementTree import Element

from tongban.kernel.dmn import model
from tongban.kernel.dmn.model import AGGREGATIONS, LETTERS, SIGNS
from tongban.kernel.feel.tokens import plain_name
from tongban.kernel.flow.findings import Finding, FlowRefused
from tongban.kernel.flow.markup import MAX_BYTES, parse_markup

NAMESPACES = (
    "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
    "http://www.omg.org/spec/DMN/20180521/MODEL/",
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)


class DmnRefused(Exception):
    """A file that is not read, or a model that cannot be evaluated; `findings` says why, each with its place."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("; ".join(f"{finding.code} {finding.element}" for finding in self.findings))


def read_dmn(data: bytes) -> model.Model:
    """The model of a file. Raises `DmnRefused`."""
    if len(data) > MAX_BYTES:
        kilobytes = MAX_BYTES // 1000
        raise _refused("xml_size", "", f"文件超过 {kilobytes} kB。", f"The file is larger than {kilobytes} kB.")
    try:
        root = parse_markup(data)
    except FlowRefused as refused:
        raise DmnRefused(refused.findings) from None
    space, _, local = root.tag[1:].partition("}")
    if local != "definitions" or space not in NAMESPACES:
        raise _refused("dmn_root", "", "这不是 DMN 决策文件。", "This is no DMN file.")
    if _all(root, "import"):
        raise _refused(
            "dmn_import", "", "文件引用了别的文件，不予读取。", "The file imports another, which is not read."
        )
    return model.Model(
        name=root.get("name", ""),
        namespace=root.get("namespace", ""),
        types=tuple(map(_type, _all(root, "itemDefinition"))),
        inputs=tuple(model.InputData(_id(one), _variable(one)) for one in _all(root, "inputData")),
        decisions=tuple(map(_decision, _all(root, "decision"))),
        knowledge=tuple(map(_knowledge, _all(root, "businessKnowledgeModel"))),
    )


def _refused(code: str, element: str, zh: str, en: str) -> DmnRefused:
    return DmnRefused([Finding(code, element, zh, en)])


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _all(element: Element, name: str) -> list[Element]:
    """The children of a name, in the namespace of their parent (drawing and extensions are others')."""
    return [child for child in element if child.tag == element.tag.rpartition("}")[0] + "}" + name]


def _one(element: Element, name: str) -> Element | None:
    return next(iter(_all(element, name)), None)


def _text(element: Element | None, name: str = "text") -> str:
    found = None if element is None else _one(element, name)
    return (found.text or "").strip() if found is not None else ""


def _id(element: Element) -> str:
    return element.get("id") or plain_name(element.get("name", ""))


def _type_of(element: Element | None) -> str:
    """A type reference; a prefix (`feel:number`) is the maker's and is dropped."""
    if element is None:
        return ""
    return (element.get("typeRef") or _text(element, "typeRef")).rpartition(":")[2].strip()


def _variable(element: Element) -> model.Variable:
    variable = _one(element, "variable")
    name = plain_name(element.get("name", ""))
    if not name:
        raise _refused("dmn_name", element.get("id", ""), "有一个元素没有名称。", "An element has no name.")
    return model.Variable(name, _type_of(variable))


def _type(element: Element) -> model.ItemType:
    return model.ItemType(
        name=plain_name(element.get("name", "")),
        type=_type_of(element),
        allowed=_text(_one(element, "allowedValues")),
        many=element.get("isCollection") == "true",
        components=tuple(map(_type, _all(element, "itemComponent"))),
    )


def _references(element: Element, requirement: str, *names: str) -> tuple[str, ...]:
    found = (_one(one, name) for one in _all(element, requirement) for name in names)
    return tuple(one.get("href", "").rpartition("#")[2] for one in found if one is not None)


def _decision(element: Element) -> model.Decision:
    logic = next((_logic(child) for child in element if _local(child) in _LOGICS), None)
    return model.Decision(
        id=_id(element),
        variable=_variable(element),
        needs=_references(element, "informationRequirement", "requiredInput", "requiredDecision"),
        uses=_references(element, "knowledgeRequirement", "requiredKnowledge"),
        logic=logic,
        question=_text(element, "question"),
    )


def _knowledge(element: Element) -> model.Knowledge:
    encapsulated = _one(element, "encapsulatedLogic")
    if encapsulated is None:
        name = element.get("name", "")
        raise _refused("dmn_empty", _id(element), f"业务知识“{name}”没有内容。", f"Knowledge “{name}” is empty.")
    uses = _references(element, "knowledgeRequirement", "requiredKnowledge")
    return model.Knowledge(_id(element), _variable(element), uses, _function(encapsulated))


def _logic(element: Element) -> model.Logic:
    read = _LOGICS.get(_local(element))
    if read is None:
        raise _unread(element)
    return read(element)


def _unread(element: Element) -> DmnRefused:
    name = _local(element)
    return _refused("dmn_logic", element.get("id", ""), f"不支持 {name} 表达式。", f"{name} is not supported.")


def _inner(element: Element) -> model.Logic:
    """The one expression inside an element."""
    found = next((child for child in element if _local(child) in _LOGICS), None)
    if found is None:
        raise _refused("dmn_empty", element.get("id", ""), "有一个表达式是空的。", "An expression is empty.")
    return _logic(found)


def _literal(element: Element) -> model.Literal:
    language = element.get("expressionLanguage", "")
    if language and "feel" not in language.lower():
        raise _refused(
            "dmn_language",
            element.get("id", ""),
            f"只读 FEEL，不读 {language}。",
            f"Only FEEL is read, not {language}.",
        )
    return model.Literal(_text(element), _type_of(element))


def _table(element: Element) -> model.Table:
    hit = LETTERS.get(element.get("hitPolicy", "UNIQUE"))
    aggregation = element.get("aggregation", "")
    if hit is None or aggregation not in ("", *AGGREGATIONS.values()):
        raise _refused("dmn_hit", element.get("id", ""), "不认识表的命中规则。", "The hit policy is not known.")
    return model.Table(
        inputs=tuple(map(_input, _all(element, "input"))),
        outputs=tuple(map(_output, _all(element, "output"))),
        rules=tuple(map(_rule, _all(element, "rule"))),
        hit=hit,
        aggregation=SIGNS.get(aggregation, ""),
        annotations=tuple(one.get("name", "") for one in _all(element, "annotation")),
        label=element.get("outputLabel", ""),
    )


def _input(element: Element) -> model.Input:
    expression = _one(element, "inputExpression")
    return model.Input(
        _text(expression), _type_of(expression), _text(_one(element, "inputValues")), element.get("label", "")
    )


def _output(element: Element) -> model.Output:
    return model.Output(
        name=plain_name(element.get("name", "")),
        type=_type_of(element),
        allowed=_text(_one(element, "outputValues")),
        default=_text(_one(element, "defaultOutputEntry")),
        label=element.get("label", ""),
    )


def _rule(element: Element) -> model.Rule:
    return model.Rule(
        tuple(map(_text, _all(element, "inputEntry"))),
        tuple(map(_text, _all(element, "outputEntry"))),
        tuple(map(_text, _all(element, "annotationEntry"))),
    )


def _context(element: Element) -> model.Context:
    return model.Context(tuple(map(_entry, _all(element, "contextEntry"))))


def _entry(element: Element) -> model.Entry:
    variable = _one(element, "variable")
    named = None if variable is None else model.Variable(plain_name(variable.get("name", "")), _type_of(variable))
    return model.Entry(named, _inner(element))


def _invocation(element: Element) -> model.Invocation:
    bindings = []
    for binding in _all(element, "binding"):
        parameter = _one(binding, "parameter")
        name = "" if parameter is None else parameter.get("name", "")
        bindings.append((plain_name(name), _inner(binding)))
    return model.Invocation(_text(_one(element, "literalExpression")), tuple(bindings))


def _list(element: Element) -> model.ListOf:
    return model.ListOf(tuple(_logic(child) for child in element if _local(child) in _LOGICS))


def _relation(element: Element) -> model.Relation:
    columns = tuple(plain_name(column.get("name", "")) for column in _all(element, "column"))
    rows = tuple(tuple(_logic(cell) for cell in row if _local(cell) in _LOGICS) for row in _all(element, "row"))
    return model.Relation(columns, rows)


def _function(element: Element) -> model.FunctionOf:
    if element.get("kind", "FEEL") != "FEEL":
        raise _unread(element)
    parameters = tuple(
        model.Variable(plain_name(one.get("name", "")), _type_of(one)) for one in _all(element, "formalParameter")
    )
    return model.FunctionOf(parameters, _inner(element))


_LOGICS: dict[str, Callable[[Element], model.Logic]] = {
    "literalExpression": _literal,
    "decisionTable": _table,
    "context": _context,
    "invocation": _invocation,
    "list": _list,
    "relation": _relation,
    "functionDefinition": _function,
}
