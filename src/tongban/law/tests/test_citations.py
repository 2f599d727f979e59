"""Citations as people, items and laws write them, each with the places it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tongban.law.rules.citations import parse_citations
from tongban.law.rules.names import name_key, short_name
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.references import Reference, articles_of, read_article

# A reference in short: law key | place | from where it counts or document.
CASES: list[tuple[str, list[str]]] = [
    ("《中华人民共和国行政许可法》第三十二条第一款第（四）项", ["行政许可法|第三十二条第一款第（四）项|"]),
    ("《行政许可法》第三十二条第一款第四项", ["行政许可法|第三十二条第一款第（四）项|"]),
    ("《行政许可法》第三十二条第一款第(四)项", ["行政许可法|第三十二条第一款第（四）项|"]),
    ("《行政许可法》第三十二条", ["行政许可法|第三十二条|"]),
    ("《行政许可法》第32条", ["行政许可法|第三十二条|"]),
    ("《行政许可法》第32条第1款第4项", ["行政许可法|第三十二条第一款第（四）项|"]),
    ("《行政许可法》", ["行政许可法||"]),
    ("《行政许可法》（2019年修正）第三十二条", ["行政许可法|第三十二条|"]),
    ("《行政许可法（2019年修正）》第三十二条", ["行政许可法|第三十二条|"]),
    ("行政许可法第三十二条", ["行政许可法|第三十二条|"]),
    ("依照行政许可法第三十二条的规定", ["行政许可法|第三十二条|"]),
    ("根据中华人民共和国行政许可法第三十二条", ["行政许可法|第三十二条|"]),
    ("申请人应当符合食品安全法第三十五条", ["食品安全法|第三十五条|"]),
    ("依照《行政许可法》第四十二条和行政强制法第十条", ["行政许可法|第四十二条|", "行政强制法|第十条|"]),
    ("第六十九条、第七十条", ["|第六十九条|", "|第七十条|"]),
    ("《行政许可法》第六十九条、第七十条", ["行政许可法|第六十九条|", "行政许可法|第七十条|"]),
    ("《行政许可法》第六十九条，第七十条", ["行政许可法|第六十九条|", "行政许可法|第七十条|"]),
    ("《行政许可法》第六十九条和第七十条", ["行政许可法|第六十九条|", "行政许可法|第七十条|"]),
    ("《行政许可法》第六十九条以及第七十条第二款", ["行政许可法|第六十九条|", "行政许可法|第七十条第二款|"]),
    ("《行政许可法》第六十九条 第七十条", ["行政许可法|第六十九条|", "行政许可法|第七十条|"]),
    ("《行政许可法》第四十六条至第四十八条", ["行政许可法|第四十六条至第四十八条|"]),
    ("《行政许可法》第四十六至四十八条", ["行政许可法|第四十六条至第四十八条|"]),
    ("《行政许可法》第四十六条—第四十八条", ["行政许可法|第四十六条至第四十八条|"]),
    ("《行政许可法》第三条、第四十六条至第四十八条、第五十条",
     ["行政许可法|第三条|", "行政许可法|第四十六条至第四十八条|", "行政许可法|第五十条|"]),
    ("《行政许可法》第三、五、七条", ["行政许可法|第三条|", "行政许可法|第五条|", "行政许可法|第七条|"]),
    ("《行政许可法》第三十二条第一款、第二款", ["行政许可法|第三十二条第一款|", "行政许可法|第三十二条第二款|"]),
    ("《行政许可法》第三十二条第一、二款", ["行政许可法|第三十二条第一款|", "行政许可法|第三十二条第二款|"]),
    ("《行政许可法》第三十二条第一款和第三款", ["行政许可法|第三十二条第一款|", "行政许可法|第三十二条第三款|"]),
    ("《行政许可法》第三十二条第一款至第三款",
     ["行政许可法|第三十二条第一款|", "行政许可法|第三十二条第二款|", "行政许可法|第三十二条第三款|"]),
    ("第三十二条第一款第（四）项、第（五）项", ["|第三十二条第一款第（四）项|", "|第三十二条第一款第（五）项|"]),
    ("第三十二条第一款第（四）、（五）项", ["|第三十二条第一款第（四）项|", "|第三十二条第一款第（五）项|"]),
    ("第三十二条第一款第（四）（五）项", ["|第三十二条第一款第（四）项|", "|第三十二条第一款第（五）项|"]),
    ("第三十二条第一款第（一）项至第（三）项",
     ["|第三十二条第一款第（一）项|", "|第三十二条第一款第（二）项|", "|第三十二条第一款第（三）项|"]),
    ("第三十二条第一款第四、五项", ["|第三十二条第一款第（四）项|", "|第三十二条第一款第（五）项|"]),
    ("第三十二条第一款第（一）项、第二款", ["|第三十二条第一款第（一）项|", "|第三十二条第二款|"]),
    ("第十条第（二）项第1目", ["|第十条第（二）项第一目|"]),
    ("第十条第（二）项第1目、第2目", ["|第十条第（二）项第一目|", "|第十条第（二）项第二目|"]),
    ("第十条第二项", ["|第十条第（二）项|"]),
    ("《某法》第二十条之一", ["某法|第二十条之一|"]),
    ("《某法》第二十条之一第二款", ["某法|第二十条之一第二款|"]),
    ("《某法》第二十条、第二十条之一", ["某法|第二十条|", "某法|第二十条之一|"]),
    ("《某法》第五章", ["某法|第五章|"]),
    ("《某法》第五章第二节", ["某法|第五章第二节|"]),
    ("《某法》第五章第三十条", ["某法|第五章第三十条|"]),
    ("《甲法》第五条、《乙条例》第七条第二款、第三款",
     ["甲法|第五条|", "乙条例|第七条第二款|", "乙条例|第七条第三款|"]),
    ("食品经营许可和备案管理办法第十三条", ["食品经营许可和备案管理办法|第十三条|"]),
    ("《甲法》、《乙条例》", ["甲法||", "乙条例||"]),
    ("《甲法》第五条；《乙条例》第七条", ["甲法|第五条|", "乙条例|第七条|"]),
    ("《甲法》第五条规定的条件，依照该法第九条办理", ["甲法|第五条|", "甲法|第九条|"]),
    ("《甲法》的第五条", ["甲法|第五条|"]),
    ("《某条例》（国务院令第406号）第十条", ["某条例|第十条|国务院令第406号"]),
    ("《某条例》（中华人民共和国国务院令第406号）", ["某条例||国务院令第406号"]),
    ("《某办法》（农业部令2022年第2号）第三条、第四条",
     ["某办法|第三条|农业部令2022年第2号", "某办法|第四条|农业部令2022年第2号"]),
    ("国务院令第406号", ["||国务院令第406号"]),
    ("国务院令第406号第十条", ["|第十条|国务院令第406号"]),
    ("国务院令第 406 号第十条、第十一条", ["|第十条|国务院令第406号", "|第十一条|国务院令第406号"]),
    ("《某意见》（国发〔2019〕1号）", ["某意见||国发〔2019〕1号"]),
    ("国发〔2019〕1号", ["||国发〔2019〕1号"]),
    ("前款规定的", ["||previous_paragraph"]),
    ("前两款规定的", ["||previous_paragraph_2", "||previous_paragraph"]),
    ("前款第（三）项", ["|第（三）项|previous_paragraph"]),
    ("前条", ["||previous_article"]),
    ("前条第二款", ["|第二款|previous_article"]),
    ("本条第二款", ["|第二款|this_article"]),
    ("本法第三条", ["|第三条|this_law"]),
    ("本条例第二十一条、第二十二条第一款", ["|第二十一条|this_law", "|第二十二条第一款|this_law"]),
    ("违反本法第十条第二款规定的", ["|第十条第二款|this_law"]),
    ("第二款", ["|第二款|this_article"]),
    ("第（三）项", ["|第（三）项|this_paragraph"]),
    ("《农业农村部 自然资源部关于规范管理的通知》", ["农业农村部自然资源部关于规范管理的通知||"]),
    ("《关于修改〈某法〉的决定》第三条", ["关于修改〈某法〉的决定|第三条|"]),
    ("青禾县政务服务承诺", []),
    ("行政诉讼法的规定", []),
    ("同上", []),
    ("", []),
]  # fmt: skip


def short(one: Reference) -> str:
    return f"{one.key}|{one.words}|{one.relative or one.document}"


@pytest.mark.parametrize(("words", "expected"), CASES)
def test_a_citation_names_its_places(words: str, expected: list[str]) -> None:
    wanted = [one.replace("〈某法〉", "某法") for one in expected]
    assert [short(one) for one in parse_citations(words)] == wanted


def test_there_are_at_least_sixty_cases() -> None:
    assert len(CASES) >= 60


def test_a_reader_that_forgets_the_law_in_a_list_would_be_found() -> None:
    """Seeded fault: each place of a list read by itself loses its law."""
    words = "《行政许可法》第六十九条、第七十条"
    alone = [short(one) for piece in words.split("、") for one in parse_citations(piece)]
    assert alone != dict(CASES)[words]


def test_a_range_names_every_article_between() -> None:
    (one,) = parse_citations("《某法》第四十六条至第四十八条")
    assert articles_of(one) == (ArticleNo(46), ArticleNo(47), ArticleNo(48))
    assert articles_of(Reference(law="某法")) == ()


@given(st.integers(1, 1_300), st.integers(0, 9), st.integers(0, 9), st.integers(0, 20))
def test_what_is_written_is_read_back(number: int, extra: int, paragraph: int, item: int) -> None:
    one = Reference("某法", article=ArticleNo(number, extra), paragraph=paragraph or None, item=item or None)
    assert parse_citations(f"《某法》{one.words}") == (one,)


@given(st.text("《》〈〉第一二十百条款项目之至、，和（）前本法条例令号〔〕2019依照 章"))
def test_no_words_stop_the_reader(words: str) -> None:
    for one in parse_citations(words):
        assert isinstance(one.words, str)


@pytest.mark.parametrize(
    "name", ["中华人民共和国某法", "《某法》", "某法（2019年修正）", " 某法 ", "《中华人民共和国某法（修订）》"]
)
def test_the_names_of_a_law_have_one_key(name: str) -> None:
    assert name_key(name) == "某法" == short_name("中华人民共和国某法")


@pytest.mark.parametrize(("words", "number"), [("第三十五条", 35), ("35", 35), ("三十五条", 35), ("第35条", 35)])
def test_one_article_is_read_by_its_name(words: str, number: int) -> None:
    assert read_article(words) == ArticleNo(number)


def test_what_names_no_article_is_none() -> None:
    assert [read_article(words) for words in ("", "第条", "第五款", "第五条第二款")] == [None] * 4
