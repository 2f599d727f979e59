"""What an item asks though the platform or another organ has it already, and limits that no joint handling bears."""

from __future__ import annotations

from datetime import date
from typing import Final

from tongban.powerlist.rules import codes
from tongban.powerlist.rules.lint import BLOCKS, HINTS, WARNS, LintRule, Places, Subject
from tongban.powerlist.rules.prefill import PERSON
from tongban.powerlist.rules.scopes import ACTIVITIES, lines_of
from tongban.rulebook.lookup import number

# What the person's own record answers: a type of question → the source that would fill it in.
BY_RECORD: Final = {"citizen_id": "person.id_number", "phone": "person.phone"}
assert set(BY_RECORD.values()) <= PERSON.keys()
LICENCE_LAW: Final = "行政许可法"


def paper_asked_again(subject: Subject) -> Places:
    """A paper that an organ has issued, or a certificate issued here, asked of the applicant (Order 716, art. 8)."""
    for at, paper in enumerate(subject.content.materials):
        ours = any(title and title in paper.name.zh for title in subject.issued)
        if not paper.held and paper.kind != "form" and (paper.source == "government" or ours):
            yield f"materials[{at}].held"


def answer_asked_again(subject: Subject) -> Places:
    """A question that the person's own record answers, with no source to fill it in from."""
    if subject.content.whole:
        for field in subject.content.fields():
            if field.type in BY_RECORD and not field.prefill:
                yield f"form.{field.key}.prefill"


def joint_limit_alone(subject: Subject) -> Places:
    """The 45 working days of joint handling where no body joins: 20 is the limit (licence law art. 42)."""
    content, days = subject.content, number("licence.joint_days", date.max)
    if content.joint_bodies or content.item_type != codes.LICENCE:
        return
    for at, limit in enumerate(content.limits):
        general = LICENCE_LAW in limit.law and limit.length == days and limit.unit == "working_day"
        if limit.rule == "licence.joint_days" or (general and limit.scope == "case"):
            yield f"limits[{at}]"


def activity_not_listed(subject: Subject) -> Places:
    """An activity offered to founders whose licence is no published item: whoever chooses it is led nowhere."""
    for at, line in enumerate(lines_of(subject.content)):
        if line.item in subject.unlisted:
            yield f"form.{ACTIVITIES}.options[{at}]"


def duty_without_owner(subject: Subject) -> Places:
    """A duty that nobody owns is done by nobody."""
    for at, duty in enumerate(subject.content.duties):
        if not duty.owner.strip():
            yield f"duties[{at}].owner"


KNOWN_RULES: Final[tuple[LintRule, ...]] = (
    LintRule(
        "paper_asked_again",
        WARNS,
        (
            "这份材料政府部门或者本平台已有，仍要申请人交",
            "an organ or this platform has it, yet it is asked for",
        ),
        ("写明由谁提供（免提交）", "say who provides it, so that nobody hands it in"),
        paper_asked_again,
    ),
    LintRule(
        "answer_asked_again",
        HINTS,
        ("平台知道的信息要申请人再填", "the platform knows this answer, yet asks for it"),
        ("写明从哪里预填，由申请人核对", "say where it is filled in from; the applicant checks it"),
        answer_asked_again,
    ),
    LintRule(
        "joint_limit_alone",
        BLOCKS,
        ("没有联办单位，却用联合办理的 45 日", "the limit of joint handling, yet no body joins"),
        ("写明联办单位，或者改为 20 个工作日以内", "name the joint bodies, or set at most 20 working days"),
        joint_limit_alone,
    ),
    LintRule(
        "activity_not_listed",
        WARNS,
        ("这项经营活动对应的事项当天没有公布", "the item of this activity is not published on that day"),
        ("先公布该事项，或者改用已公布事项的编码", "publish that item first, or give the code of a published one"),
        activity_not_listed,
    ),
    LintRule(
        "duty_without_owner",
        BLOCKS,
        ("责任没有落实到科室", "nobody owns this duty"),
        ("写明责任科室或岗位", "name the section or post that owns it"),
        duty_without_owner,
    ),
)
