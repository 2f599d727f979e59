"""Whether a document says all that its kind must say: a missing line is refused before the number is allotted."""

from __future__ import annotations

from collections.abc import Mapping

from tongban.documents.rules.kinds import KINDS
from tongban.kernel.refusals import Refusal


def content_problem(kind: str, data: Mapping[str, object]) -> Refusal | None:
    """Why a document cannot be issued with this content; None if it says all that its kind must say.

    `data` is the non-personal content by key. Unknown kinds and empty required keys are refused; kinds with
    remedies need `remedies` naming the reconsideration body and the court (Administrative Licence Law art. 38).
    """
    known = KINDS.get(kind)
    if known is None:
        return Refusal(
            "document_kind_unknown",
            zh="没有{kind}这种文书。文种由目录统一规定，请从目录中选择。",
            en="There is no document kind {kind}. Kinds are set by the registry; choose one from it.",
            params={"kind": kind},
        )
    missing = [key for key in known.required if data.get(key) in (None, "", [], {})]
    if known.remedies and not _names_remedies(data.get("remedies")):
        missing.append("remedies")
    if not missing:
        return None
    return Refusal(
        "document_incomplete",
        zh="{name}还缺必须写明的内容：{missing}。补齐后才能编号。",
        en="The {name_en} lacks what it must say: {missing}. It gets its number once this is filled in.",
        params={"name": known.zh, "name_en": known.en.lower(), "missing": "、".join(missing)},
    )


def _names_remedies(remedies: object) -> bool:
    return isinstance(remedies, Mapping) and bool(remedies.get("reconsideration_body")) and bool(remedies.get("court"))
