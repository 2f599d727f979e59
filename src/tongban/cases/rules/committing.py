"""告知承诺: what may be promised, how a check ends, and what a broken promise leads to. Pure."""

from __future__ import annotations

from typing import Final

from tongban.kernel.refusals import Refusal
from tongban.powerlist.rules.content import ItemContent, Material

KEPT, BROKEN = "kept", "broken"
RESULTS: Final[dict[str, tuple[str, str]]] = {
    KEPT: ("与承诺一致", "as promised"),
    BROKEN: ("承诺不实", "not as promised"),
}


def promised_papers(content: ItemContent) -> list[Material]:
    """The papers that whoever makes the commitment need not hand in, in the guide's order."""
    return [paper for paper in content.materials if content.commitment is not None and paper.promisable]


def commitment_problem(content: ItemContent) -> Refusal | None:
    """Why nothing can be granted on a promise here: the item offers none, or touches what no promise covers."""
    if content.commitment is not None and content.sensitive == ():
        return None
    return Refusal(
        "no_commitment",
        "这个事项不能用告知承诺办理，请按一般程序提交材料。",
        "This item is not granted on a commitment. Hand in the papers in the usual way.",
    )


def check_problem(result: str, finding: str, *, due: bool, done: bool) -> Refusal | None:
    """What a check needs: a grant to check, not checked yet, a result, and for a broken promise what was found."""
    if done:
        return Refusal("checked_already", "这项承诺已经核查过。", "This commitment was checked already.")
    if not due:
        return Refusal(
            "nothing_to_check",
            "还没有作出准予的决定，不用核查承诺。",
            "Nothing was granted yet, so there is no commitment to check.",
        )
    if result not in RESULTS:
        return Refusal("check_result", "请选择核查结果：与承诺一致，或者承诺不实。", "Choose what the check found.")
    if result == BROKEN and not finding.strip():
        return Refusal(
            "check_finding",
            "承诺不实的，请写明核查发现的情况，作为撤销的依据。",
            "Write what was found; a revocation rests on it.",
        )
    return None
