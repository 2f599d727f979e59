"""Acts on laws: enact, record a text, amend, repeal, interpret. Each records its event in the same transaction.

What an amendment touches is computed from the two texts; where one is not in the library, whoever amends names it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from tongban.kernel.actor import Actor
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.law.actions.texts import Touch, fill, need_text, readable, touches, write_articles
from tongban.law.events import LawAmended, LawEnacted, LawInterpreted, LawRepealed, LawSucceeded, LawTextRecorded
from tongban.law.models import Law, LawChange, LawVersion
from tongban.law.permissions import may_keep_laws
from tongban.law.rules.kinds import KINDS
from tongban.law.rules.names import name_key
from tongban.law.rules.numerals import ArticleNo
from tongban.law.rules.statute import Statute
from tongban.law.rules.succession import ended_by
from tongban.ledger.actions import append
from tongban.ledger.events import Event

TITLE_LIMIT = 120
WORDS_LIMIT = 200
NOTE_LIMIT = 1_000


def need_keeper(by: Actor) -> None:
    """Stops whoever may not change the library."""
    refusal = may_keep_laws(by)
    if refusal is not None:
        raise Refused(refusal)


@transaction.atomic
def enact_law(
    *, title: str, kind: str, valid_from: date, source: str, number: str = "", issuer: str = "", document: str = "",
    text: str = "", by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Enters a law in force from a day on, with its text or without one yet; answers its id.

    Laws of the library that its text says it ends (……同时废止) are marked as succeeded: the list follows.

    Refused when a law of that name is in the library and not repealed, or when the text cannot be kept.
    """
    need_keeper(by)
    _need_words(title=title, source=source)
    if kind not in KINDS:
        raise refuse("law.kind", zh="请选择法律依据的种类。", en="Choose what kind of text this is.")
    statute = readable(text)
    law = Law(id=uuid7(), title=title.strip(), key=name_key(title), kind=kind, number=number, issuer=issuer, seq=1)
    version = LawVersion(id=uuid7(), law=law, no=1, valid=(valid_from, None), document=document, source=source)
    fill(version, statute)
    event = LawEnacted(number, version.pk, version.digest, version.articles, valid_from)
    law.seq = version.seq = append(event=event, subject=law.pk, seq=1, by=by, at=at).seq
    try:
        with transaction.atomic():
            law.save(force_insert=True)
    except IntegrityError as error:
        raise refuse(
            "law.known",
            zh="《{title}》已经收录。有新文本的，请打开它登记修改。",
            en="“{title}” is in the library already. If there is a new text, open it and record the amendment.",
            title=title.strip(),
        ) from error
    version.save(force_insert=True)
    write_articles(version, statute)
    _succeed(law, statute, valid_from, by, at)
    return law.pk


def _succeed(law: Law, statute: Statute | None, since: date, by: Actor, at: datetime) -> None:
    """What the new law says it takes the place of is marked in the library, so that what rests on it is looked at.

    Nothing is repealed by that: when a law ends is entered by whoever keeps the library.
    """
    named = ended_by(article.text for article in statute.articles) if statute is not None else ()
    for before in Law.objects.select_for_update().filter(key__in=named, repealed_on=None).exclude(pk=law.pk):
        document = f"《{law.title}》"[:WORDS_LIMIT]
        seq = _record(before, LawSucceeded(law.pk, since, document), by, at)
        LawChange.objects.create(id=uuid7(), law=before, kind="succeeded", since=since, document=document, seq=seq)


@transaction.atomic
def record_text(
    *, version_id: UUID, text: str, source: str, by: Actor, at: datetime, valid_from: date | None = None
) -> None:
    """Takes the text of a version into the library, once; the law itself does not change by that.

    With `valid_from` later than the version begins, the text holds from that day; what stood before stays unknown.
    """
    need_keeper(by)
    _need_words(source=source)
    version = LawVersion.objects.filter(pk=version_id).first()
    if version is None:
        raise refuse("no_law", zh="没有收录这部法律。", en="There is no such law in the library.")
    law = _law(version.law_id)
    if version.digest:
        raise refuse(
            "law.text_held",
            zh="这一版的条文已经收录，不能再改。有新文本的，请登记修改。",
            en="The text of this version is held already and cannot change. Record a new text as an amendment.",
        )
    statute = need_text(text)
    begun: date = version.valid.lower
    day = max(begun, valid_from or begun) if version.valid.upper is None else begun
    held, version = version, _beginning(version, day)
    version.source = source
    fill(version, statute)
    event = LawTextRecorded(version.pk, version.digest, version.articles, day)
    version.seq = _record(law, event, by, at)
    if version is not held:
        LawVersion.objects.filter(pk=held.pk).update(valid=(begun, day), seq=version.seq)
    version.save(force_insert=version is not held, force_update=version is held)
    write_articles(version, statute)


def _beginning(version: LawVersion, day: date) -> LawVersion:
    """The version itself, or a new one behind it when it is to begin on a later day."""
    if version.valid.lower == day:
        return version
    return LawVersion(id=uuid7(), law_id=version.law_id, no=version.no + 1, valid=(day, None))


@transaction.atomic
def amend_law(
    *, law_id: UUID, valid_from: date, document: str, source: str, text: str = "", touched: Sequence[Touch] = (),
    by: Actor, at: datetime,
) -> UUID:  # fmt: skip
    """Puts a new version of a law in force from a day on; the version before it ends on that day.

    With both texts at hand the touched articles are computed and `touched` is not read; otherwise it must name them.
    Answers the version's id.
    """
    need_keeper(by)
    _need_words(document=document, source=source)
    law = _law(law_id)
    before = _last_version(law, valid_from)
    statute = readable(text)
    found = touches(before, statute, touched)
    version = LawVersion(id=uuid7(), law=law, no=before.no + 1, document=document, source=source)
    version.valid = (valid_from, None)
    fill(version, statute)
    count = {kind: sum(touch.kind == kind for touch in found) for kind in ("changed", "added", "removed", "renumbered")}
    event = LawAmended(
        version.pk, version.no, version.digest, version.articles, valid_from, before.pk, document, **count
    )
    seq = version.seq = _record(law, event, by, at)
    LawVersion.objects.filter(pk=before.pk).update(valid=(before.valid.lower, valid_from), seq=seq)
    version.save(force_insert=True)
    write_articles(version, statute)
    _write_changes(law, found, version.pk, valid_from, document, seq)
    return version.pk


@transaction.atomic
def repeal_law(*, law_id: UUID, since: date, document: str, by: Actor, at: datetime) -> None:
    """Ends a law on a day, by a document; its versions stay readable for every day before."""
    need_keeper(by)
    _need_words(document=document)
    law = _law(law_id)
    before = _last_version(law, since)
    law.repealed_on, law.repeal_document = since, document
    seq = _record(law, LawRepealed(since, document), by, at)
    LawVersion.objects.filter(pk=before.pk).update(valid=(before.valid.lower, since), seq=seq)
    LawChange.objects.create(
        id=uuid7(), law=law, version=before, kind="repealed", since=since, document=document, seq=seq
    )


@transaction.atomic
def interpret(
    *, law_id: UUID, since: date, document: str, note: str, articles: Sequence[ArticleNo] = (), by: Actor, at: datetime
) -> None:
    """Records how a document says a law, or some of its articles, is to be understood from a day on."""
    need_keeper(by)
    _need_words(document=document)
    if not note.strip() or len(note) > NOTE_LIMIT:
        raise refuse(
            "law.note", zh="请写明解释的要点，1000 字以内。", en="Say what it explains, in at most 1,000 characters."
        )
    law = _law(law_id)
    _refuse_repealed(law)
    seq = _record(law, LawInterpreted(since, document, tuple(no.slug for no in articles)), by, at)
    named: Sequence[ArticleNo | None] = articles or (None,)
    LawChange.objects.bulk_create(
        LawChange(
            id=uuid7(), law=law, kind="interpreted", number=no.number if no else None, extra=no.extra if no else 0,
            since=since, document=document, note=note, seq=seq,
        )
        for no in named
    )  # fmt: skip


def _need_words(**words: str) -> None:
    """Stops an act that leaves out, or overfills, what must be told."""
    told = {
        "title": ("法律名称", "the name of the law", TITLE_LIMIT),
        "source": ("文本来源", "where the text comes from", WORDS_LIMIT),
        "document": ("依据的文件", "the document this rests on", WORDS_LIMIT),
    }
    for name, text in words.items():
        zh, en, limit = told[name]
        if not text.strip() or len(text) > limit or not text.replace("\u3000", " ").isprintable():
            raise refuse(
                f"law.{name}_needed",
                zh="请写明{what_zh}，{limit} 字以内。",
                en="Say {what_en}, in at most {limit} characters.",
                what_zh=zh,
                what_en=en,
                limit=limit,
            )


def _law(law_id: UUID) -> Law:
    law = Law.objects.select_for_update().filter(pk=law_id).first()
    if law is None:
        raise refuse("no_law", zh="没有收录这部法律。", en="There is no such law in the library.")
    return law


def _refuse_repealed(law: Law) -> None:
    if law.repealed_on is not None:
        raise refuse(
            "law.repealed",
            zh="《{title}》自{day}起已废止。",
            en="“{title}” is repealed from {day}.",
            title=law.title,
            day=law.repealed_on,
        )


def _last_version(law: Law, day: date) -> LawVersion:
    """The version that ends on `day`; refused when the law is repealed or that version begins later."""
    _refuse_repealed(law)
    last = LawVersion.objects.filter(law=law).order_by("-no")[0]
    if last.valid.lower >= day:
        raise refuse(
            "law.version_later",
            zh="《{title}》现行版本自{day}起施行，这里应填更晚的日期。",
            en="The version of “{title}” in the library takes effect on {day}; name a later day.",
            title=law.title,
            day=last.valid.lower,
        )
    return last


def _record(law: Law, event: Event, by: Actor, at: datetime) -> int:
    law.seq = append(event=event, subject=law.pk, seq=law.seq + 1, by=by, at=at).seq
    law.save(update_fields=["seq", "repealed_on", "repeal_document"])
    return law.seq


def _write_changes(law: Law, found: list[Touch], version_id: UUID, since: date, document: str, seq: int) -> None:
    LawChange.objects.bulk_create(
        LawChange(
            id=uuid7(), law=law, version_id=version_id, kind=touch.kind, number=touch.no.number, extra=touch.no.extra,
            to_number=touch.to.number if touch.to else None, to_extra=touch.to.extra if touch.to else 0,
            since=since, document=document, seq=seq,
        )
        for touch in found
    )  # fmt: skip
