"""Reads citations of laws in free words: 《…》第三十二条第一款第（四）项, lists and ranges, 前款, 国务院令. Pure.

A citation becomes one reference for each place it names; a list goes on with the law (and article) before it. Whether
the library holds the law is not asked here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from tongban.law.rules.names import STATE
from tongban.law.rules.numerals import NUMERAL, ArticleNo, to_int
from tongban.law.rules.references import Reference, span

N: Final = NUMERAL
TEXT_LIMIT: Final = 4_000
_LEVELS: Final = ("law", "chapter", "article", "paragraph", "item", "sub_item")
_BARE: Final = "[\u4e00-\u9fff]{2,40}?(?:法典|法|条例|规定|办法|细则|规则|决定|通则)"
_TOKENS: Final = re.compile(
    "|".join([
        r"《(?P<book>[^》\n]{1,120})》",
        r"(?P<order>[\u4e00-\u9fff]{2,12}令\s*(?:[（(〔]?\d{4}年?[）)〕]?)?\s*第\s*\d{1,5}\s*号)",
        r"(?P<document>[\u4e00-\u9fff]{1,8}[〔［\[]\d{4}[〕］\]]\d{1,5}号)",
        r"(?P<this>本(?:法|条例|办法|规定|细则|规则)|该(?:法|条例|办法|规定|细则)|同法)",
        rf"前(?P<previous>{N}|两)?(?P<previous_of>条|款|项)",
        r"本(?P<here>条|款|项)",
        rf"第(?P<articles>{N}(?:(?:、|至|到)第?{N})*)条(?:之(?P<extra>[一二三四五六七八九十]+))?",
        rf"第(?P<paragraphs>{N}(?:(?:、|至|到)第?{N})*)款",
        rf"第?(?P<items>[（(]{N}[）)](?:(?:、|至|到)?第?[（(]{N}[）)])*)\s*项",
        rf"第(?P<plain_items>{N}(?:(?:、|至|到)第?{N})*)项",
        rf"第(?P<sub_items>{N}(?:(?:、|至|到)第?{N})*)目",
        rf"第(?P<chapter>{N})(?P<chapter_of>编|章|节)",
        r"(?P<to>至|到|—+|－|～|~)(?=第|[（(])",
        rf"(?P<bare>{_BARE})(?=第{N}条)",
    ])
)  # fmt: skip
_GLUE: Final = re.compile(r"[、，,和与及或以\s]*|的|中|[（(]?[^（）()、，。；]{0,40}[）)]|[（(]")
_LEADING: Final = re.compile(
    "(?:.*?(?:依照|依据|根据|按照|违反|适用|参照|符合|遵守|应当|规定的)|(?:以及|和|与|及|或者|或|见))(?=[\u4e00-\u9fff]{2})"
)


@dataclass(slots=True)
class _State:
    """What a list goes on with: the references so far and where the last of them ended."""

    found: list[Reference]
    end: int = 0
    range_open: bool = False
    level: str = ""


def parse_citations(text: str) -> tuple[Reference, ...]:
    """The references that words name, in their order; words without any give none. Never raises."""
    text = text[:TEXT_LIMIT]
    state = _State([])
    for token in _TOKENS.finditer(text):
        kind = token.lastgroup or ""
        kind = {"previous_of": "previous", "chapter_of": "chapter", "extra": "articles"}.get(kind, kind)
        _take(state, kind, token, text[state.end : token.start()])
        state.end = token.end()
    return tuple(dict.fromkeys(state.found))


def _take(state: _State, kind: str, token: re.Match[str], between: str) -> None:
    joined = bool(state.found) and _GLUE.fullmatch(between) is not None
    direct = joined and (between in ("", "的", "中") or between[:1] in ("（", "(", "）", ")"))
    if kind == "to":
        state.range_open = joined
    elif kind in _LAWS:
        _take_law(state, kind, token, joined)
        state.range_open = False
    elif kind in ("previous", "here"):
        _take_relative(state, kind, token)
    else:
        _take_place(state, kind, token, joined, direct)
        state.range_open = False


_LAWS: Final = ("book", "order", "document", "this", "bare")


def _take_law(state: _State, kind: str, token: re.Match[str], joined: bool) -> None:
    last = state.found[-1] if state.found else None
    if kind in ("order", "document"):
        number = re.sub(r"\s+", "", token[0]).removeprefix("中华人民共和国")
        if last and state.level == "law" and last.law and not last.document and joined:
            state.found[-1] = replace(last, document=number)
        else:
            state.found.append(Reference(document=number))
    else:
        words = token["book"] or token["this"] or _bare_name(token["bare"])
        relative = _relative_law(words) if not token["book"] else ""
        name = "" if relative else words
        of = _law_before(state) if relative == "that_law" else ""
        state.found.append(Reference(law=name or of, relative="" if of else relative))
    state.level = "law"


def _relative_law(words: str) -> str:
    """this_law for 本法, that_law for 该法 and 同法, empty for a name."""
    if re.fullmatch("本(?:法|条例|办法|规定|细则|规则)", words):
        return "this_law"
    return "that_law" if re.fullmatch("该(?:法|条例|办法|规定|细则)|同法", words) else ""


def _bare_name(words: str | None) -> str:
    """A law's name without brackets, freed of the words that lead to it: 依照行政许可法 is 行政许可法."""
    words = words or ""
    if STATE in words:
        return words[words.index(STATE) :]
    while found := _LEADING.match(words):
        words = words[found.end() :]
    return words


def _law_before(state: _State) -> str:
    return next((one.law for one in reversed(state.found) if one.law), "")


def _take_relative(state: _State, kind: str, token: re.Match[str]) -> None:
    """前款, 前两款, 前条, 本条: from where the words stand; the numbers are counted by whoever knows that place."""
    unit = {"条": "article", "款": "paragraph", "项": "item"}
    if kind == "here":
        state.found.append(Reference(relative=f"this_{unit[token['here']]}"))
        state.level = unit[token["here"]]
        return
    count = 2 if token["previous"] == "两" else to_int(token["previous"] or "一") or 1
    level = unit[token["previous_of"]]
    for back in range(count, 0, -1):
        state.found.append(Reference(relative=f"previous_{level}" if back == 1 else f"previous_{level}_{back}"))
    state.level = level


def _take_place(state: _State, kind: str, token: re.Match[str], joined: bool, direct: bool) -> None:
    level = {"articles": "article", "paragraphs": "paragraph", "items": "item", "plain_items": "item",
             "sub_items": "sub_item", "chapter": "chapter"}[kind]  # fmt: skip
    if kind == "chapter":
        _take_chapter(state, token, direct)
        return
    places = list(_numbers(token[kind]))
    extra = to_int(token["extra"]) if kind == "articles" and token["extra"] else 0
    for count, (first, last) in enumerate(places):
        refine = count == 0 and direct and _above(state.level, level)
        ranged = count == 0 and state.range_open
        _add(state, level, first, last, _Way(refine, ranged, joined or count > 0, extra or 0))


@dataclass(frozen=True, slots=True)
class _Way:
    """How a place hangs on what stands before it."""

    refine: bool
    ranged: bool
    joined: bool
    extra: int


def _above(level: str, below: str) -> bool:
    return level in _LEVELS and _LEVELS.index(level) < _LEVELS.index(below)


def _add(state: _State, level: str, first: int, last: int, way: _Way) -> None:
    before = state.found[-1] if state.found else None
    if level == "article":
        _add_article(state, ArticleNo(first, way.extra), ArticleNo(last, way.extra), way)
    elif way.ranged and before:
        start = getattr(before, level) or first
        base = replace(before, sub_item=None) if level == "item" else before
        state.found += [_placed(base, level, number) for number in span(start + 1, first)]
    else:
        base = _base(state, level, way)
        if way.refine and state.found:
            state.found.pop()
        state.found += [_placed(base, level, number) for number in span(first, last)]
    state.level = level


def _add_article(state: _State, no: ArticleNo, last: ArticleNo, way: _Way) -> None:
    before = state.found[-1] if state.found else None
    to = last if last > no else None
    if way.ranged and before and before.article and no > before.article:
        state.found[-1] = replace(before, to=no, paragraph=None, item=None)
    elif way.refine and before and state.level in ("law", "chapter"):
        state.found[-1] = replace(before, article=no, to=to)
    else:
        state.found.append(Reference(law=_law_before(state) if not _own(state) else "", article=no, to=to,
                                     document=_document(state), relative=_own(state)))  # fmt: skip


def _own(state: _State) -> str:
    """Whether the last law named was the one in which the words stand."""
    for one in reversed(state.found):
        if one.law or one.document:
            return ""
        if one.relative == "this_law":
            return "this_law"
    return ""


def _document(state: _State) -> str:
    """The order that the law before is cited by, when it has no name."""
    for one in reversed(state.found):
        if one.law or one.document:
            return one.document
    return ""


def _base(state: _State, level: str, way: _Way) -> Reference:
    """The reference of which a paragraph, item or sub-item is a part."""
    before = state.found[-1] if state.found else None
    if before is None or not (way.refine or way.joined):
        return Reference(relative="this_article" if level == "paragraph" else "this_paragraph")
    cleared = {name: None for name in _LEVELS[_LEVELS.index(level) :]}
    cleared.pop("article", None)
    return replace(before, to=None, **cleared)  # type: ignore[arg-type]


def _placed(base: Reference, level: str, number: int) -> Reference:
    return replace(base, **{level: number})  # type: ignore[arg-type]


def _take_chapter(state: _State, token: re.Match[str], direct: bool) -> None:
    words = f"第{token['chapter']}{token['chapter_of']}"
    before = state.found[-1] if state.found else None
    if before and direct and state.level in ("law", "chapter"):
        state.found[-1] = replace(before, chapter=before.chapter + words)
    else:
        state.found.append(Reference(law=_law_before(state), chapter=words))
    state.level = "chapter"


def _numbers(words: str) -> Iterator[tuple[int, int]]:
    """(first, last) of each number or range in words: 三、五至七."""
    for piece in re.split("、|(?<=[）)])(?=[第（(])", re.sub("[至到]", "~", words)):
        ends = [to_int(re.sub("[第（()）]", "", end)) for end in piece.split("~")]
        first, last = ends[0], ends[-1]
        if first and last and first <= last:
            yield first, last
