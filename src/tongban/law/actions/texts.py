"""What acts on laws share about texts: reading one that is to be kept, writing its articles, and what it touches."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import refuse
from tongban.law.models import Article, LawVersion
from tongban.law.rules.difference import Difference, Text, compare, texts
from tongban.law.rules.kinds import BLOCKING
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.reading import read_statute
from tongban.law.rules.statute import Statute


@dataclass(frozen=True, slots=True)
class Touch:
    """An article that an act touches: `changed`, `added`, `removed`, or `renumbered` with its new number."""

    kind: str
    no: ArticleNo
    to: ArticleNo | None = None


def text_digest(statute: Statute) -> str:
    """SHA-256, in hex, of the articles of a text as they are kept: what a version is known by."""
    kept = "\n\n".join(f"{article.no.label}　{article.text}" for article in statute.articles)
    return hashlib.sha256(kept.encode()).hexdigest()


def readable(text: str) -> Statute | None:
    """The text as it can be kept, or None when there is none."""
    return need_text(text) if text.strip() else None


def need_text(text: str) -> Statute:
    """The text as it can be kept; refused with every fault that stands in the way."""
    statute = read_statute(text)
    blocking = [fault for fault in statute.faults if fault.code in BLOCKING]
    if blocking:
        raise refuse(
            "law.unreadable",
            zh="文本不能收录，有 {count} 处要改：{zh_list}",
            en="The text cannot be kept; {count} faults must be mended: {en_list}",
            count=len(blocking),
            zh_list="；".join(f"第 {fault.line} 行 {fault.zh}" for fault in blocking),
            en_list="; ".join(f"line {fault.line}: {fault.en}" for fault in blocking),
        )
    return statute


def fill(version: LawVersion, statute: Statute | None) -> None:
    """Puts a text into a version that is not written yet."""
    if statute is not None:
        version.digest, version.articles = text_digest(statute), len(statute.articles)
        version.notes, version.annex = [note.text for note in statute.notes], statute.annex


def write_articles(version: LawVersion, statute: Statute | None) -> None:
    """Writes the articles of a version under the event that brought them."""
    Article.objects.bulk_create(
        Article(
            id=uuid7(), law_id=version.law_id, version=version, place=place, number=article.no.number,
            extra=article.no.extra, headings=[heading.title for heading in article.headings], text=article.text,
            seq=version.seq,
        )
        for place, article in enumerate(statute.articles if statute else ())
    )  # fmt: skip


def touches(before: LawVersion, statute: Statute | None, named: Sequence[Touch]) -> list[Touch]:
    """What a new text touches: computed where both are held, else as named. Refused when neither is there."""
    if statute is not None and before.digest:
        rows = Article.objects.filter(version=before).order_by("place").values_list("number", "extra", "text")
        held = [Text(ArticleNo(number, extra), text) for number, extra, text in rows]
        return touches_of(compare(held, texts(statute.articles)))
    if not named:
        raise refuse(
            "law.touched_needed",
            zh="修改前后的条文没有都收录，无法自动比对。请写明修改了哪些条。",
            en="The library does not hold both texts, so they cannot be compared. Name the articles that change.",
        )
    return list(named)


def touches_of(found: Difference) -> list[Touch]:
    """What a comparison of two texts touches."""
    lists: tuple[tuple[str, Iterable[ArticleNo]], ...] = (
        ("changed", found.reworded), ("added", found.added), ("removed", found.removed),
    )  # fmt: skip
    touches = [Touch(kind, no) for kind, numbers in lists for no in numbers]
    return touches + [Touch("renumbered", pair.old, pair.new) for pair in found.renumbered]
