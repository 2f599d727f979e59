"""Conditions: what they come to, how they are refused, and that printing and reading them agree."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongban.kernel.feel import tree, values
from tongban.kernel.feel.parser import parse_expression
from tongban.kernel.flow.feel import NOTHING, ConditionRefused, compile_condition
from tongban.kernel.tests.flow.printed import to_text
from tongban.kernel.tests.sizes import examples

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "facts", "expected"),
    [
        ('a = "x"', {"a": "x"}, True),
        ('a = "x"', {"a": "y"}, False),
        ('a = "x"', {"a": 3}, None),
        ('a = "x"', {}, False),
        ("a = null", {}, True),
        ("a != null", {}, False),
        ("a != 1", {"a": "1"}, None),
        ("a < 2", {}, None),
        ("a < 2", {"a": True}, None),
        ("true = 1", {}, None),
        ("a >= 0.1", {"a": Decimal("0.1")}, True),
        ("a > -3", {"a": -2}, True),
        ('a <= "b"', {"a": "a"}, True),
        ("a < 2 and b", {"a": 1}, None),
        ("a < 2 and b", {"a": 3}, False),
        ("a < 2 or b", {"a": 3}, None),
        ("a < 2 or b", {"a": 1}, True),
        ("a or b and c", {"a": False, "b": True, "c": True}, True),
        ("not(a)", {"a": False}, True),
        ("not(a)", {"a": 1}, None),
        ("a between 1 and 3", {"a": 3}, True),
        ("a between 1 and 3 and b", {"a": 2, "b": False}, False),
        ("a between 1 and 3", {}, None),
        ("a in [1..3]", {"a": 3}, True),
        ("a in [1..3)", {"a": 3}, False),
        ("a in (1..3]", {"a": 1}, False),
        ("a in ]1..3[", {"a": 2}, True),
        ("a in ]1..b[ and c", {"a": 2, "b": 3, "c": True}, True),
        ("a in [b..3]", {"a": 2}, None),
        ("a in [b..3]", {"a": 4}, False),
        ("a in [[1, 2], 3]", {"a": 1}, None),
        ("count = null", {}, True),
        ("count > 2 and date = null", {"count": 3}, True),
        ("a in (1, 2, [5..6], > 9)", {"a": 10}, True),
        ("a in ((1..5), 7)", {"a": 5}, False),
        ("a in ((1), (2))", {"a": 2}, True),
        ('a in ["x", "y"]', {"a": "y"}, True),
        ("a in []", {"a": 1}, False),
        ("a in ([])", {"a": []}, True),
        ('a in ("x", null)', {}, True),
        ('"x" in 标签', {"标签": ["w", "x"]}, True),
        ("a = [1, 2]", {"a": (1, 2)}, True),
        ("a = [1, 2]", {"a": [1, 3]}, False),
        ("a = [1]", {"a": [1, 2]}, False),
        ("a = [1, null]", {"a": [1, "x"]}, False),
        ('d >= date("2026-11-26")', {"d": DAY}, True),
        ("date(d) < date(e)", {"d": "2026-11-25", "e": DAY}, True),
        ("date(d) = null", {"d": "26.11.2026"}, True),
        ("date(d) = null", {"d": "2026-13-01"}, True),
        ("date(d) = null", {"d": 7}, True),
        ('a = "说\\"好\\"\\n"', {"a": '说"好"\n'}, True),
        ("(a)", {"a": 5}, 5),
    ],
)
def test_a_condition_comes_to(text: str, facts: dict[str, Any], expected: object) -> None:
    condition = compile_condition(text)
    assert condition.value(facts) is expected or condition.value(facts) == expected != True  # noqa: E712
    assert condition.holds(facts) is (expected is True)


@pytest.mark.parametrize(
    ("text", "position", "zh"),
    [
        ("", 1, "这里应当是一个值，但到此为止。"),
        ("a =", 4, "这里应当是一个值，但到此为止。"),
        ("a == 1", 4, "这里应当是一个值，却写着 =。"),
        ("a < b < c", 7, "比较不能连写，请用 and 连接或加括号。"),
        ("a = 1 in b", 7, "比较不能连写，请用 and 连接或加括号。"),
        ('  "x', 3, "引号没有配对。"),
        ("a & b", 3, "不认识 '&'。"),
        ("1a", 1, "不认识 '1'。"),
        ("a b", 3, "这里应当结束，却写着 b。"),
        ("not a", 5, "这里应当结束，却写着 a。"),
        ("a in [1..2", 11, "这里应当是 ] / ) / [，但到此为止。"),
        ("a in ]1, 2]", 8, "区间这里应当是 ..，却写着 ,。"),
        ("[1, 2", 6, "这里应当是 ]，但到此为止。"),
        ("a between 1 or 2", 13, "这里应当是 and，却写着 or。"),
        ('date("2026-02-30") = a', 1, '"2026-02-30" 不是日期，请写成 2026-11-26 的样子。'),
        ('a = "\\q"', 6, "反斜线后不能写 q。"),
        ("a = " + "9" * 40, 5, "数字太长。"),
        ("(" * 50 + "a" + ")" * 50, 41, "括号太深，最多 40 层。"),
        ("a" * 2001, 2000, "条件太长，最多 2000 个字符。"),
    ],
)
def test_a_faulty_condition_is_refused_with_its_place(text: str, position: int, zh: str) -> None:
    with pytest.raises(ConditionRefused) as refused:
        compile_condition(text)
    assert refused.value.position == position
    assert refused.value.refusal.sentence("zh") == f"条件第 {position} 个字符处：{zh}"
    assert refused.value.refusal.sentence("en").startswith(f"Condition, character {position}: ")


@pytest.mark.parametrize(
    ("text", "position", "zh"),
    [
        ("a + 1 > 2", 3, "算术"),
        ("a > -3 and b - 1 > 2", 14, "算术"),
        ("-a > 3", 1, "算术"),
        ("a and a.b = 1", 8, "点号取成员"),
        ("[1] = b[1]", 8, "方括号筛选"),
        ("a = 1 and count(b) > 2", 11, " count(…)"),
        ("string length(a) > 2", 1, " string length(…)"),
        ("not(a, b)", 1, " not(…)"),
        ("date(2026, 1, 2) = a", 1, " date(…)"),
        ("a = (if b then 1 else 2)", 6, " if"),
        ("(some x in a satisfies x)", 2, " for、some、every"),
        ("a = [1..2]", 7, "“属于”以外的区间"),
        ("a in ([[3..4]], 1)", 10, "“属于”以外的区间"),
        ("{b: 1} = a", 1, "{ } 结构"),
        ("a instance of number", 3, " instance of"),
        ("a = (function(x) x)", 6, " function"),
        ("a()(b) = 1", 2, "这样的调用"),
        ("? > 3", 1, "问号"),
        ('a = @"2026-11-26"', 5, " @，日期请写成 date"),
    ],
)  # fmt: skip
def test_what_a_condition_cannot_say_is_refused_by_name(text: str, position: int, zh: str) -> None:
    with pytest.raises(ConditionRefused) as refused:
        compile_condition(text)
    assert refused.value.refusal.sentence("zh") == f"条件第 {position} 个字符处：条件里不能用{zh}。"
    assert "a condition cannot use" in refused.value.refusal.sentence("en")


@pytest.mark.parametrize("fact", [0.1, object()])
def test_facts_that_would_compare_inexactly_are_a_fault_of_the_caller(fact: object) -> None:
    with pytest.raises(TypeError, match="FEEL does not know"):
        compile_condition("a = 1").holds({"a": fact})


def test_a_condition_knows_the_facts_it_reads() -> None:
    assert compile_condition('a = 1 and b in (c, "d", [e..f]) or date(date) < g').names == {*"abcefg", "date"}


NAMES = st.sampled_from(["a", "b", "事项_1", "andy", "notice"])
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-9, 9),
    st.decimals(-9, 9, places=2),
    st.text(st.sampled_from('ab"\\\n 中'), max_size=4),
)
LEAVES = st.one_of(st.builds(tree.Name, NAMES), st.builds(tree.Literal, VALUES))
SIGNS = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])


def _larger(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    tests = st.one_of(
        st.builds(tree.Range, inner, inner, st.booleans(), st.booleans()),
        st.builds(tree.Against, SIGNS, inner),
        st.builds(tree.Same, inner),
    )
    items = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(tree.ListOf, st.lists(inner, max_size=2).map(tuple)),
        st.builds(lambda name: tree.Call(tree.Name("date"), (tree.Name(name),)), NAMES),
        st.builds(lambda part: tree.Call(tree.Name("not"), (part,)), inner),
        st.builds(tree.Logic, st.sampled_from(["and", "or"]), items),
        st.builds(tree.Compare, SIGNS, inner, inner),
        st.builds(tree.Between, inner, inner, inner),
        st.builds(tree.In, inner, st.lists(tests, min_size=1, max_size=3).map(tuple)),
    )


TREES = st.recursive(LEAVES, _larger, max_leaves=12)
FACTS = st.dictionaries(NAMES, VALUES | st.just(DAY) | st.lists(VALUES, max_size=2))


@settings(max_examples=examples(80, 2_000), deadline=None)
@given(TREES)
def test_what_is_printed_reads_back_to_the_same(condition: Any) -> None:
    assert repr(parse_expression(to_text(condition))) == repr(condition)


def plain(part: Any, facts: dict[str, Any]) -> Any:
    """The meaning of a condition by the book, node by node: the measure for the compiled one."""
    match part:
        case tree.Literal(value):
            return value
        case tree.Name(name):
            return facts.get(name)
        case tree.ListOf(items):
            return [plain(item, facts) for item in items]
        case tree.Call(tree.Name("date"), (text,)):
            return plain_date(plain(text, facts))
        case _:
            return plain_joined(part, facts)


def plain_joined(part: Any, facts: dict[str, Any]) -> Any:
    match part:
        case tree.Call(_, (inner,)):
            return {True: False, False: True}.get(truth(plain(inner, facts)))
        case tree.Logic(word, items):
            return plain_logic(word, [plain(item, facts) for item in items])
        case tree.Compare(sign, left, right):
            return plain_compare(sign, plain(left, facts), plain(right, facts))
        case tree.Between(value, low, high):
            return plain(tree.In(value, (tree.Range(low, high),)), facts)
        case tree.In(value, tests):
            return plain_logic("or", [plain_test(test, plain(value, facts), facts) for test in tests])


def truth(value: Any) -> bool | None:
    return value if type(value) is bool else None


def plain_date(value: Any) -> Any:
    if type(value) is date:
        return value
    try:
        return date(*map(int, value.split("-"))) if type(value) is str and len(value) == 10 else None
    except (ValueError, TypeError):
        return None


def plain_logic(word: str, values: list[Any]) -> bool | None:
    rank = [{False: 0, None: 1, True: 2}[truth(value)] for value in values]
    return (False, None, True)[min(rank) if word == "and" else max(rank)]


def kind(value: Any) -> str:
    return "number" if type(value) in (int, Decimal) else type(value).__name__


def plain_compare(sign: str, left: Any, right: Any) -> bool | None:
    if sign == "!=":
        return {True: False, False: True}.get(plain_compare("=", left, right))
    if sign == "=" and (left is None or right is None):
        return left is None and right is None
    if kind(left) != kind(right):
        return None
    if sign == "=" and isinstance(left, list):
        same = [plain_compare("=", a, b) for a, b in zip(left, right, strict=False)]
        return plain_logic("and", [len(left) == len(right), *same]) if len(left) == len(right) else False
    if sign == "=":
        return bool(left == right)
    if kind(left) not in ("number", "str", "date"):
        return None
    order = (left > right) - (left < right)
    return {"<": order < 0, "<=": order <= 0, ">": order > 0, ">=": order >= 0}[sign]


def plain_test(test: Any, value: Any, facts: dict[str, Any]) -> bool | None:
    match test:
        case tree.Against(sign, right):
            return plain_compare(sign, value, plain(right, facts))
        case tree.Range(low, high, low_open, high_open):
            above = plain_compare(">" if low_open else ">=", value, plain(low, facts))
            below = plain_compare("<" if high_open else "<=", value, plain(high, facts))
            return plain_logic("and", [above, below])
        case tree.Same(same):
            wanted = plain(same, facts)
            if isinstance(wanted, list) and not isinstance(value, list):
                return plain_logic("or", [False, *(plain_compare("=", value, item) for item in wanted)])
            return plain_compare("=", value, wanted)


def agrees(condition: Any, facts: dict[str, Any]) -> bool:
    ours, book = compile_condition(to_text(condition)).value(facts), plain(condition, facts)
    return repr(ours) == repr(book)


@settings(max_examples=examples(120, 3_000), deadline=None)
@given(TREES, FACTS)
def test_a_compiled_condition_means_what_the_book_says(condition: Any, facts: dict[str, Any]) -> None:
    assert agrees(condition, facts)


def test_a_compiler_in_which_null_equals_everything_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(values.COMPARISONS, "!=", lambda left, right: left != right)
    compile_condition.cache_clear()
    broken = tree.Compare("!=", tree.Name("a"), tree.Literal(1))
    assert not agrees(broken, {"a": "x"})
    compile_condition.cache_clear()


def refused_at(text: str) -> int | None:
    """Where a condition is refused; None when it is read."""
    try:
        compile_condition(text).holds(NOTHING)
    except ConditionRefused as refused:
        return refused.position
    return None


@settings(max_examples=examples(120, 3_000), deadline=None)
@given(st.text(st.sampled_from('ab1 .,"()[]<>=!\\\n中andornotin')) | st.text(max_size=30))
def test_any_text_is_read_or_refused_at_a_place_in_it(text: str) -> None:
    assert refused_at(text) in (None, *range(1, len(text) + 2))
