"""Which laws a text says it ends: only those named in the clause, under whatever name they are known."""

from __future__ import annotations

import pytest

from tongban.law.rules.succession import ended_by

CASES = (
    ("本法自2027年1月1日起施行。1999年通过的《中华人民共和国灯笼法》同时废止。", ("灯笼法",)),
    ("本条例自公布之日起施行，《甲条例》和《乙规定》同时废止。", ("甲条例", "乙规定")),
    ("适用《丙法》的规定。《甲条例》同时废止。", ("甲条例",)),
    ("本条例自公布之日起施行。《甲条例》同时有效。", ()),
)


@pytest.mark.parametrize(("text", "named"), CASES)
def test_the_laws_that_a_text_ends(text: str, named: tuple[str, ...]) -> None:
    assert ended_by([text]) == named
