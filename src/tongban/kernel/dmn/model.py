"""A decision model as values: what a DMN file says, without its drawing. It knows no XML and evaluates nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

HIT_POLICIES = {
    "U": "UNIQUE",
    "A": "ANY",
    "P": "PRIORITY",
    "F": "FIRST",
    "R": "RULE ORDER",
    "O": "OUTPUT ORDER",
    "C": "COLLECT",
}
AGGREGATIONS = {"+": "SUM", "<": "MIN", ">": "MAX", "#": "COUNT"}
LETTERS = {word: letter for letter, word in HIT_POLICIES.items()}
SIGNS = {word: sign for sign, word in AGGREGATIONS.items()}


@dataclass(frozen=True, slots=True)
class Variable:
    """A name and the type of what it stands for; an empty type is any."""

    name: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Literal:
    """A FEEL expression."""

    text: str
    type: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A column of tests: what is tested, its type, the values it may have (unary tests, empty for any), its heading."""

    expression: str
    type: str = ""
    allowed: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Output:
    """A column of answers: its name (empty when it is the only one), the values in their order of priority, default."""

    name: str = ""
    type: str = ""
    allowed: str = ""
    default: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A row: one test an input, one expression an output, one remark an annotation."""

    tests: tuple[str, ...]
    answers: tuple[str, ...]
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A decision table; `hit` is one letter of U A P F R O C, `aggregation` one sign of + < > # or empty."""

    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    rules: tuple[Rule, ...]
    hit: str = "U"
    aggregation: str = ""
    annotations: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a context; without a variable it is the result of the context."""

    variable: Variable | None
    logic: Logic


@dataclass(frozen=True, slots=True)
class Context:
    """Entries, each seeing the earlier ones."""

    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call of a function with its arguments by name."""

    function: str
    bindings: tuple[tuple[str, Logic], ...]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of expressions."""

    items: tuple[Logic, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A list of contexts written as a table."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Logic, ...], ...]


@dataclass(frozen=True, slots=True)
class FunctionOf:
    """A function definition."""

    parameters: tuple[Variable, ...]
    body: Logic


Logic: TypeAlias = "Literal | Table | Context | Invocation | ListOf | Relation | FunctionOf"


@dataclass(frozen=True, slots=True)
class ItemType:
    """A type of its own: another type with allowed values, or a structure of components; `many` is a list of such."""

    name: str
    type: str = ""
    allowed: str = ""
    many: bool = False
    components: tuple[ItemType, ...] = ()


@dataclass(frozen=True, slots=True)
class InputData:
    """A value that comes from outside."""

    id: str
    variable: Variable


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, the ids of the inputs and decisions it needs and of the knowledge it uses, and its logic."""

    id: str
    variable: Variable
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    logic: Logic | None
    question: str = ""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A business knowledge model: a function that decisions use."""

    id: str
    variable: Variable
    uses: tuple[str, ...]
    function: FunctionOf


@dataclass(frozen=True, slots=True)
class Model:
    """A whole file."""

    name: str
    namespace: str
    types: tuple[ItemType, ...] = ()
    inputs: tuple[InputData, ...] = ()
    decisions: tuple[Decision, ...] = ()
    knowledge: tuple[Knowledge, ...] = ()

    def decision(self, name: str) -> Decision | None:
        """A decision by its name."""
        return next((one for one in self.decisions if one.variable.name == name), None)
