"""An approval that was cut and lives on: as filing, registration, catalogue …, or as a paper of another item.

优化营商环境条例 art. 39 names the words; art. 40: a cancelled licence may not go on in disguise nor move to an
association. An approval that became a mere filing (nobody examines, at once, fewer papers) is an honest change.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from tongban.powerlist.rules.increase import findings as kinds
from tongban.powerlist.rules.increase import papers
from tongban.powerlist.rules.increase.burden import Side
from tongban.powerlist.rules.increase.entry import Entry
from tongban.powerlist.rules.increase.findings import Found, named, named_en, titles, titles_en
from tongban.powerlist.rules.increase.matching import RENAMED, Link, Matched, likeness
from tongban.powerlist.rules.increase.text import EVERYBODYS, core, grams, paper_subject, plain
from tongban.powerlist.rules.increase.words import APPROVALS, disguise_in, examining, is_approval

ASSOCIATION: Final = re.compile(r"协会|商会|学会|行业组织")
AT_ONCE: Final = 1


def reborn(found: Matched, words: tuple[str, ...]) -> Matched:
    """Brings together an approval that is off the list and a new item under a word of the closed list, in its matter.

    Name, code and basis may all be new: it is the same when it is about the same thing and asks again for every paper
    that the approval asked for and not everybody is asked for.
    """
    links, gone, added = list(found.links), [], list(found.added)
    for old in found.gone:
        approval = is_approval(old.name, old.kind)
        new = next((one for one in added if approval and disguise_in(one.name, words) and _same_matter(old, one)), None)
        if new is None:
            gone.append(old)
        else:
            added.remove(new)
            links.append(Link(RENAMED, (old,), (new,), round(100 * likeness(old, new))))
    return Matched(tuple(links), tuple(gone), tuple(added))


def _same_matter(old: Entry, new: Entry) -> bool:
    asked, again = ({paper_subject(paper.name) for paper in one.papers} - EVERYBODYS for one in (old, new))
    return bool(asked) and asked <= again and bool(grams(core(old.name)) & grams(core(new.name)))


def lives_on(old: Entry, new: Entry, words: tuple[str, ...]) -> Iterator[Found]:
    """An approval that goes on under a word of the closed list, or in another form with all its burden."""
    word = disguise_in(new.name, words)
    renamed = bool(word) and word not in old.name
    shifted = old.kind == "01" and new.kind != "01"
    if not is_approval(old.name, old.kind) or _still_called_so(new) or not (renamed or shifted):
        return
    if _mere_filing(old, new, strict=not renamed):
        return
    steps = examining(new.steps)
    how = f"以“{word}”的名义" if renamed else "换了类别"
    how_en = f"as {word}" if renamed else "as another kind of power"
    yield Found(
        kinds.LIVES_ON, (old,), (new,), len(old.papers), len(new.papers), (old.name,), (new.name, *steps),
        f"{titles((old,))}{how}继续办：现在叫{titles((new,))}，"
        f"要材料 {len(new.papers)} 份（原 {len(old.papers)} 份），"
        + (f"仍有{named(steps)}环节。" if steps else "不是当场办。"),
        f"{titles_en((old,))} goes on {how_en}: it is {titles_en((new,))} now, with {len(new.papers)} papers (formerly"
        f" {len(old.papers)})" + (f" and still the steps {named_en(steps)}." if steps else ", and not at once."),
    )  # fmt: skip


def _still_called_so(new: Entry) -> bool:
    """It is still listed openly as a licence: then nothing was cut."""
    return new.kind == "01"


def _mere_filing(old: Entry, new: Entry, *, strict: bool) -> bool:
    """Nobody examines, it is done at once or asks much less: people only tell. `strict`: no word gives it away."""
    examined, lighter = bool(examining(new.steps)), papers.total(new.papers) < papers.total(old.papers)
    if strict:  # only another kind on the list: it counts when it examines and asks as much as before
        return not examined or lighter
    slow = new.days is None or new.days > AT_ONCE
    return not examined and (lighter or not slow)


def still_asked(gone: Sequence[Entry], kept: Sequence[tuple[Entry, Entry]]) -> Iterator[Found]:
    """A cancelled approval that another item asks for: its certificate, or an association's word in its place.

    `kept` are the items of the new list with what they were. Each wording is looked at once, whoever demands it.
    """
    demanded: dict[str, list[tuple[Entry, Entry]]] = defaultdict(list)
    for pair in kept if gone else ():
        for text in dict.fromkeys(_demands(pair[1])):
            demanded[text].append(pair)
    for old in gone:
        if len(core(old.name)) > 2 and is_approval(old.name, old.kind):
            for now, texts in _asking(core(old.name), demanded).values():
                yield _still_asked(old, now, tuple(texts))


def _asking(about: str, demanded: dict[str, list[tuple[Entry, Entry]]]) -> dict[str, tuple[Entry, list[str]]]:
    """The items that ask for a cancelled approval, by code, with the wordings in which they do."""
    asked: dict[str, tuple[Entry, list[str]]] = {}
    for text, pairs in demanded.items():
        for was, now in pairs if _may_be_of(about, plain(text)) else ():
            if _is_of(about, text, was):
                asked.setdefault(now.code, (now, []))[1].append(text)
    return asked


def _still_asked(old: Entry, now: Entry, asked: tuple[str, ...]) -> Found:
    return Found(
        kinds.LIVES_ON, (old,), (now,), 0, len(asked), (old.name,), asked,
        f"{titles((old,))}已从清单取消，办{titles((now,))}时仍要{named(asked)}。",
        f"{titles_en((old,))} is off the list, yet {titles_en((now,))} still asks for {named_en(asked)}.",
    )  # fmt: skip


def _demands(entry: Entry) -> tuple[str, ...]:
    side = Side((entry,))
    return (*(paper.name for paper in entry.papers), *side.names("preconditions"), *side.names("intermediaries"))


def _may_be_of(about: str, said: str) -> bool:
    return about in said or about[:3] in said


def _is_of(about: str, text: str, was: Entry) -> bool:
    """The cancelled approval by name with the word of an approval, or a new word of an association on its matter."""
    said = plain(text)
    if about in said:
        return any(word in said for word in APPROVALS) or "证" in said or "意见" in said
    return bool(ASSOCIATION.search(said)) and text not in _demands(was)
