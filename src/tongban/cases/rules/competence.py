"""不予受理: what the refusal of an application to the wrong organ must say (licence law art. 32). Pure."""

from __future__ import annotations

from collections.abc import Sequence

from tongban.kernel.refusals import Refusal


def right_body_problem(ground: str, named: str, listed: bool, outside_reason: str) -> Refusal | None:
    """Why a refusal cannot go: no right body, or one outside the list without the reason why it is not there."""
    if ground != "not_competent":
        return None
    if not named.strip():
        return Refusal(
            "right_body",
            "请写明应当向哪个单位申请，再作不予受理。",
            "Name the body that the applicant should ask instead.",
        )
    if not listed and not outside_reason.strip():
        return Refusal(
            "outside_reason",
            "单位名单里没有“{name}”。请从名单里选；确实不在名单里的，写明理由（例如上级机关、垂直管理单位）。",
            "“{name}” is not in the list of bodies. Choose from the list; if it is really not there, say why (for "
            "instance a body of the province).",
            {"name": named.strip()},
        )
    return None


def several_bodies(named: str, names: Sequence[str]) -> Refusal:
    """What was typed fits several bodies: says which."""
    return Refusal(
        "several_bodies",
        "“{name}”对得上几个单位：{names}。请写全称。",
        "“{name}” fits several bodies: {names}. Write the whole name.",
        {"name": named.strip(), "names": "、".join(names)},
    )
