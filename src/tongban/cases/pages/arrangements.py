"""What was arranged in a case, in the words of its page: papers that follow, promises, doubts, seconds, the line."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from tongban.agencies.queries import as_actor, official_names, posts
from tongban.cases.models import Task
from tongban.cases.pages import words
from tongban.cases.pages.acting import Staff
from tongban.cases.pages.history import body_words
from tongban.cases.permissions import may_be_second
from tongban.cases.queries.arrangements import Arrangements, arrangements_of
from tongban.cases.queries.casefile import CaseFile
from tongban.cases.queries.deferring import Follows, would_follow
from tongban.cases.queries.opinions import opinions_on
from tongban.cases.rules.committing import BROKEN, RESULTS
from tongban.cases.rules.deferring import PROMISES
from tongban.kernel.actor import ANONYMOUS, Actor
from tongban.powerlist.rules.text import Text


def said(pair: tuple[str, str]) -> str:
    """A pair of words in the language of this page."""
    return pair[1] if words.language() == "en" else pair[0]


def arrangement_context(
    staff: Staff, file: CaseFile, task: Task | None, papers: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """The arranged parts of the case page, and its papers with those that are promised or follow marked."""
    arranged = arrangements_of(file, now)
    today = words.day(now)
    marked = _marked(papers, arranged, today)
    names = official_names(_people(arranged))
    return {
        **marked,
        "follows": [follow_row(one, today) for one in arranged.follows],
        "would_follow": _would(file, arranged, task, now),
        "promises": [(key, said(pair)) for key, pair in PROMISES.items()],
        "commitment": _commitment(staff, file, arranged, names, today),
        "doubt": _doubt(arranged, names),
        "second": _second(file, arranged, task, names),
        "risk": _risk(file, task),
        "offer": _offer(arranged, task),
        "hand_url": reverse("cases:hand_over", args=[file.case.pk, task.id]) if task is not None else "",
        "line": arranged.line,
    }


def seconding(request: HttpRequest, file: CaseFile) -> Actor | None:
    """In which post the official of a request gives the second opinion on a step for two; None where it is not theirs.

    The other holder of the post may, without covering for anybody, and so may another reviewer of the body.
    """
    actor: Actor = getattr(request, "actor", ANONYMOUS)
    waiting = {task.id: task for task in file.open_tasks if task.act == "review"}
    given = opinions_on(list(waiting)) if file.count("case.opinion_given") else {}
    presence = getattr(request, "presence", None)
    held = [as_actor(actor.ref, post) for post in presence.posts] if presence is not None and actor.ref else []
    for task_id, opinions in given.items():
        task, refs = waiting[task_id], [one.by_ref for one in opinions]
        for by in held:
            if may_be_second(by, given=refs, post_id=task.post_id, body_id=task.body_id) is None:
                return by
    return None


def _people(arranged: Arrangements) -> set[UUID]:
    found = {one.by_ref for given in arranged.opinions.values() for one in given}
    found |= {arranged.doubt.by_ref} if arranged.doubt else set()
    checked = arranged.commitment.checked_by if arranged.commitment else None
    return found | ({checked} if checked else set())


def _marked(papers: dict[str, Any], arranged: Arrangements, today: date) -> dict[str, Any]:
    """The papers of the page: what is promised is not missing, and what follows says by when."""
    waiting = {one.key: one for one in arranged.outstanding}
    for paper in papers["papers"]:
        if paper["state"] != "missing":
            continue
        if paper["key"] in arranged.promised:
            paper["state"], paper["note"] = "promised", _("promised, not handed in")
        elif paper["key"] in waiting:
            paper["note"] = follow_row(waiting[paper["key"]], today)["words"]
    lacking = [one for one in papers["lacking"] if one["state"] == "missing" and one["needed"]]
    return {**papers, "lacking": lacking}


def follow_row(one: Follows, today: date) -> dict[str, Any]:
    """One paper that follows acceptance, in words: came, is due by its day, or overdue."""
    name = words.say(one.material.name) if one.material else one.key
    due = words.short_day(one.due_on)
    if one.supplied_at is not None:
        told = _("came on %(day)s") % {"day": words.short_day(words.day(one.supplied_at))}
    elif one.overdue(today):
        told = _("was to follow by %(day)s, overdue") % {"day": due}
    else:
        told = _("to follow by %(day)s") % {"day": due}
    return {"key": one.key, "name": name, "words": told, "overdue": one.overdue(today), "open": one.supplied_at is None}


def _would(file: CaseFile, arranged: Arrangements, task: Task | None, now: datetime) -> list[dict[str, str]]:
    if task is None or task.act != "accept":
        return []
    missing = [
        paper.material
        for paper in file.papers
        if paper.missing and paper.material.necessity == "deferrable" and paper.material.key not in arranged.promised
    ]
    return [
        {"name": words.say(one.material.name), "day": words.short_day(one.due_on)}
        for one in would_follow(file.content, missing, now)
    ]


def _commitment(
    staff: Staff, file: CaseFile, arranged: Arrangements, names: dict[UUID, str], today: date
) -> dict[str, Any] | None:
    made = arranged.commitment
    if made is None:
        return None
    mine = made.check_post_id in staff.post_ids and not made.result and made.check_by is not None
    papers = [file.content.material(key) for key in made.papers]
    return {
        "document_id": made.document_id,
        "papers": words.listed(words.say(paper.name) for paper in papers if paper is not None),
        "check_by": made.check_by,
        "late": made.check_by is not None and not made.result and made.check_by < today,
        "owner": body_words(made.check_body_id),
        "result": said(RESULTS[made.result]) if made.result else "",
        "broken": made.result == BROKEN,
        "checked_at": made.checked_at,
        "checked_by": names.get(made.checked_by, "") if made.checked_by else "",
        "finding": file.opened_text(bytes(made.finding) if made.finding else None),
        "url": reverse("cases:check", args=[file.case.pk]) if mine else "",
    }


def _doubt(arranged: Arrangements, names: dict[UUID, str]) -> dict[str, Any] | None:
    doubt = arranged.doubt
    if doubt is None:
        return None
    return {"at": doubt.at, "who": names.get(doubt.by_ref, _("the system")), "words": doubt.words}


def _risk(file: CaseFile, task: Task | None) -> str:
    """The risk point of the reader's own step, as its flow states it."""
    node = file.ref.net.nodes.get(task.node) if task is not None else None
    return words.say(Text(node.risk, node.risk_en)) if node is not None else ""


def _second(file: CaseFile, arranged: Arrangements, task: Task | None, names: dict[UUID, str]) -> dict[str, Any] | None:
    """A step for two: whose opinion is in, and that another one is needed."""
    open_one = task or next((one for one in file.open_tasks if one.act == "review"), None)
    node = file.ref.net.nodes.get(open_one.node) if open_one is not None else None
    if open_one is None or node is None or node.persons < 2:
        return None
    given = arranged.opinions.get(open_one.id, [])
    told = {"agree": _("agreed"), "disagree": _("disagreed")}
    return {
        "task": open_one,
        "given": [
            (
                names.get(one.by_ref, ""),
                told.get(one.opinion, ""),
                file.opened_text(bytes(one.remarks) if one.remarks else None),
            )
            for one in given
        ],
        "left": node.persons - len(given),
    }


def _offer(arranged: Arrangements, task: Task | None) -> dict[str, Any] | None:
    offer = arranged.offers.get(task.id) if task is not None else None
    if offer is None:
        return None
    target = posts([offer.to_post_id]).get(offer.to_post_id)
    return {"to": target.name if target else "", "reason": offer.reason, "at": offer.at}
