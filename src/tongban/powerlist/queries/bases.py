"""Which items cite an article, which are touched when laws change, and where the bases of a guide can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from tongban.law.queries import Change, held_articles, laws_named
from tongban.law.rules.names import name_key
from tongban.law.rules.numerals import ArticleNo
from tongban.powerlist.models import CitedArticle
from tongban.powerlist.queries.versions import VersionRef, version_refs
from tongban.powerlist.rules.bases import references
from tongban.powerlist.rules.codes import IN_USE, SUSPENDED
from tongban.powerlist.rules.content import LegalBasis

# New words touch nobody who relied on the old ones.
TOUCHING = frozenset({"changed", "removed", "renumbered", "interpreted", "repealed", "succeeded"})


@dataclass(frozen=True, slots=True)
class Citing:
    """A version in force that cites, and in which of its parts."""

    version: VersionRef
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TouchedItem:
    """A version in force that cites what was changed, with the changes that touch it."""

    version: VersionRef
    changes: tuple[Change, ...]


def items_citing(law: str, no: ArticleNo | None = None, on: date | None = None) -> tuple[Citing, ...]:
    """The items in force on a day (None: today) that cite an article, or with no number anything of a law, by code.

    `law` is a full or short name. Two statements.
    """
    rows = CitedArticle.objects.filter(_in_force(on), law=name_key(law))
    if no is not None:
        rows = rows.filter(number=no.number, extra=no.extra)
    parts: dict[UUID, list[str]] = {}
    for version_id, part in rows.order_by("pk").values_list("version_id", "part"):
        parts.setdefault(version_id, []).append(part)
    refs = version_refs(list(parts))
    found = (Citing(refs[pk], tuple(dict.fromkeys(named))) for pk, named in parts.items())
    return tuple(sorted(found, key=lambda one: one.version.code))


def items_touched(changes: Iterable[Change], on: date | None = None) -> tuple[TouchedItem, ...]:
    """All items in force on a day that cite a touched article, and only those, by code; two statements.

    A change of an article touches who cites that article; a change of a whole law touches whoever cites any of it.
    An item that cites a law without an article is touched by the latter only.
    """
    touched = hits_of(changes, CitedArticle.objects.filter(_in_force(on)))
    refs = version_refs(list(touched))
    found = (TouchedItem(refs[pk], hits) for pk, hits in touched.items())
    return tuple(sorted(found, key=lambda one: one.version.code))


def hits_of(changes: Iterable[Change], rows: QuerySet[CitedArticle]) -> dict[UUID, tuple[Change, ...]]:
    """Which of some citing versions are touched, by the rule of `items_touched`, with what touches each; one statement.

    New articles touch nobody.
    """
    by_article: dict[tuple[str, int, int], list[Change]] = {}
    by_law: dict[str, list[Change]] = {}
    for change in changes:
        if change.kind in TOUCHING and change.no is None:
            by_law.setdefault(change.key, []).append(change)
        elif change.kind in TOUCHING and change.no is not None:
            by_article.setdefault((change.key, change.no.number, change.no.extra), []).append(change)
    keys = {key for key, *_ in by_article} | set(by_law)
    cited = rows.filter(law__in=keys) if keys else rows.none()
    touched: dict[UUID, dict[Change, None]] = {}
    for version_id, law, number, extra in cited.values_list("version_id", "law", "number", "extra"):
        hits = [*by_law.get(law, ()), *(by_article.get((law, number, extra), ()) if number is not None else ())]
        if hits:
            touched.setdefault(version_id, {}).update(dict.fromkeys(hits))
    return {pk: tuple(hits) for pk, hits in touched.items()}


@dataclass(frozen=True, slots=True)
class BasisLine:
    """One basis of a guide: its words, the text the item gives, and where the article can be read.

    `law_id` is None when the law is not in the library; `lacking` says why no article opens: the library has not the
    `text` of the law, or the text in force has no such `article`; empty when one opens or none is named.
    """

    law: str
    words: str
    text: str
    law_id: UUID | None
    article: str
    lacking: str
    repealed: bool


def basis_lines(bases: Sequence[LegalBasis], on: date | None = None) -> tuple[BasisLine, ...]:
    """Each basis with the address of its article, in their order; three statements for any number."""
    known = laws_named([basis.law for basis in bases], on)
    held = held_articles([law.id for law in known.values()], on)
    day = on or timezone.localdate()
    lines = []
    for basis in bases:
        law = known.get(name_key(basis.law))
        no = next((one.article for one in references(basis.law, basis.article) if one.article), None)
        slug = no.slug if law and no and (law.id, no) in held else ""
        with_text = bool(law and law.version and law.version.digest)
        lacking = "" if slug or (with_text and no is None) else "article" if with_text else "text"
        lines.append(
            BasisLine(
                basis.law, basis.article, basis.text, law.id if law else None, slug, lacking,
                law.repealed(day) if law else False,
            )
        )  # fmt: skip
    return tuple(lines)


def _in_force(on: date | None) -> Q:
    day = on or timezone.localdate()
    stood = Q(version__item__state__in=[IN_USE, SUSPENDED]) | Q(version__item__state_since__gt=day)
    return Q(version__state="published", version__valid__contains=day) & stood
