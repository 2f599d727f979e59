"""What reminders say: one short text a kind, in both languages; figures, dates and case numbers only.

A text fits one short message (70 signs in Chinese), says what to do and until when, and names nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

Words = tuple[str, str]
Params = Mapping[str, Any]


def _day(text: str, language: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day}/{day.month}/{day.year}" if language == "en" else f"{day.month}月{day.day}日"


def _dated(zh: str, en: str) -> Callable[[Params, str], str]:
    """A sentence whose places `{until}` and `{day}` are days."""

    def say(params: Params, language: str) -> str:
        told = {name: _day(str(params[name]), language) for name in ("until", "day") if name in params}
        return (en if language == "en" else zh).format(**{**params, **told})

    return say


def _digest(params: Params, language: str) -> str:
    over, today = int(params["overdue"]), int(params["today"])
    if language == "en":
        parts = [f"{over} over the limit"] * bool(over) + [f"{today} due today"] * bool(today)
        return f"Today: {', '.join(parts)}. Open your desk."
    parts = [f"已超期 {over} 件"] * bool(over) + [f"今天到期 {today} 件"] * bool(today)
    return f"今天要办：{'，'.join(parts)}。请打开工作台。"


def _cards(params: Params, language: str) -> str:
    yellow, blue = int(params["yellow"]), int(params["blue"])
    if language == "en":
        parts = [f"{yellow} yellow cards"] * bool(yellow) + [f"{blue} reminders"] * bool(blue)
        return f"New from supervision: {', '.join(parts)}. Open Supervision or Cards."
    parts = [f"黄牌 {yellow} 张"] * bool(yellow) + [f"提醒 {blue} 条"] * bool(blue)
    return f"效能监督新增：{'，'.join(parts)}。请到“效能监督”或者“监督牌”查看。"


GROUNDS: dict[str, Words] = {
    "state_secret": ("国家秘密", "state secret"),
    "business_secret": ("商业秘密", "business secret"),
    "privacy": ("个人隐私", "privacy"),
}


def _kept_back(params: Params, language: str) -> str:
    english = language == "en"
    ground = GROUNDS[str(params["ground"])][1 if english else 0]
    if english:
        return f"The licence of case {params['number']} is kept back ({ground}). Basis and remedies: see My cases."
    return f"办件 {params['number']} 的许可不予公开（{ground}）。依据和救济途径到“我的事”查看。"


SUBJECTS: dict[str, Words] = {
    "notice": ("请补正材料", "Papers to supply"),
    "supplement_due": ("补正即将到期", "Papers due soon"),
    "granted": ("决定已作出，准予", "Granted"),
    "refused": ("决定已作出，不予", "Refused"),
    "kept_back": ("许可不予公开", "Your licence is kept back"),
    "published_again": ("许可恢复公开", "Your licence is public again"),
    "promise_broken": ("没有按承诺时间办完，致歉", "Late, with our apology"),
    "not_accepted": ("申请不予受理", "Not accepted"),
    "booking": ("预约提醒", "Your booking"),
    "mandate_given": ("登记了一份委托", "A mandate was recorded"),
    "mandate_filed": ("代办人提交了申请", "Filed for you"),
    "mandate_supplied": ("代办人补交了材料", "Supplied for you"),
    "mandate_ended": ("委托已收回", "A mandate ended"),
    "digest": ("今天要办的件", "Your day"),
    "card": ("红牌，请说明情况", "Red card, please explain"),
    "cards": ("效能监督新增", "New from supervision"),
    "card_upheld": ("监督牌认定成立", "A card was upheld"),
    "card_stands": ("申诉复核维持", "Your appeal did not succeed"),
    "card_lifted": ("监督牌已撤销", "A card was lifted"),
    "recommendation": ("整改建议，请答复", "A rectification is recommended"),
}
TEXTS: dict[str, Callable[[Params, str], str]] = {
    "notice": _dated(
        "办件 {number} 有 {points} 处要补正，请在 {until} 前补交。到“我的事”查看要补哪些。",
        "Case {number}: {points} points to supply until {until}. See which under My cases.",
    ),
    "supplement_due": _dated(
        "办件 {number} 的补正到 {until} 截止，还没有收到。到“我的事”补交，或到窗口办理。",
        "Case {number}: what was asked is due on {until} and has not come. Supply it under My cases or at a window.",
    ),
    "granted": _dated(
        "办件 {number} 已准予。结果到“我的事”查看，或按您选的方式领取。",
        "Case {number} is granted. See the result under My cases, or collect it as you chose.",
    ),
    "refused": _dated(
        "办件 {number} 已作出不予决定。理由和救济途径在决定书里，到“我的事”查看。",
        "Case {number} is refused. Reasons and remedies are in the decision; see My cases.",
    ),
    "promise_broken": _dated(
        "办件 {number} 没有在承诺的时间内办完，向您致歉。依法最迟 {until} 办完；催问、投诉请打 12345。",
        "Case {number} was not done in the time promised; we apologise. The law's limit is {until}. Complaints: 12345.",
    ),
    "not_accepted": _dated(
        "办件 {number} 不予受理，原因和该找的单位在通知书里，到“我的事”查看。",
        "Case {number} was not accepted. Why, and which body is right, is in the letter; see My cases.",
    ),
    "kept_back": _kept_back,
    "published_again": _dated(
        "办件 {number} 的许可不再属于不予公开，已恢复公示。不同意的，请打 12345 或找办理单位。",
        "The licence of case {number} is public again. If you disagree, call 12345 or the body that decided.",
    ),
    "booking": _dated(
        "您预约了 {day} {time} 到{place}，凭号码 {code} 取号。不来请提前取消。",
        "You booked {day} {time} at {place}; your code is {code}. Please cancel when you cannot come.",
    ),
    "mandate_given": _dated(
        "以您的名义登记了代办 {items} 项的委托，到{until}止。不是您的意思，到“我的委托”收回或打 12345。",
        "A mandate for {items} matters was recorded for you, until {until}. Not yours? Take it back under My mandates.",
    ),
    "mandate_filed": _dated(
        "代办人已替您提交申请，到“我的事”查看编号和时限。不是您的意思，请打 12345。",
        "Your helper submitted an application for you. Number and limit are under My cases.",
    ),
    "mandate_supplied": _dated(
        "代办人已替您补交材料，到“我的事”查看。", "Your helper supplied papers for you. See My cases."
    ),
    "mandate_ended": _dated(
        "您的一份委托已经收回或者由代办人退回，到“我的委托”查看。",
        "A mandate of yours has ended. See My mandates.",
    ),
    "digest": _digest,
    "card": _dated(
        "本单位有一张新的红牌，请在 {until} 前说明情况。打开“效能监督”查看依据和事件。",
        "Your body has a new red card. Explain it until {until}; see its ground and events under Supervision.",
    ),
    "cards": _cards,
    "card_upheld": _dated(
        "一张监督牌已认定成立。不服的，请在 {until} 前申诉；没有异议的，请报告整改。打开“效能监督”查看理由。",
        "A card was upheld. Appeal until {until}, or report the correction; the reasons are under Supervision.",
    ),
    "card_stands": _dated(
        "您申诉的监督牌经复核维持，请在 {until} 前报告整改。打开“效能监督”查看理由。",
        "The card you appealed against stands. Report the correction until {until}; see Supervision for the reasons.",
    ),
    "card_lifted": _dated(
        "一张监督牌已撤销，不用再办。打开“效能监督”查看理由。",
        "A card was lifted; nothing more is to be done. The reasons are under Supervision.",
    ),
    "recommendation": _dated(
        "本单位收到一份整改建议，请在 {until} 前答复。打开“效能监督”里的“整改建议”。",
        "Your body was sent a rectification recommendation. Answer it until {until}, under Supervision.",
    ),
}


def subject_of(kind: str, language: str) -> str:
    """The heading of a reminder."""
    return SUBJECTS[kind][1 if language == "en" else 0]


def text_of(kind: str, params: Params, language: str) -> str:
    """The whole text of a reminder."""
    return TEXTS[kind](params, language)
