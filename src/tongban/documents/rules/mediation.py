"""What the papers of a mediation say to both parties: the agreement, and the notice that it ended without one.

They cite the People's Mediation Law; the names of both stand above, the lines below are for the pen.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from tongban.documents.rules.dates import zh_date

Data = Mapping[str, Any]
_LAW: Final = "《中华人民共和国人民调解法》"


def _about(data: Data) -> str:
    return f"你们双方之间的纠纷（{data['dispute']}），于{zh_date(data['opened_on'])}受理调解"


def _closed(text: object) -> str:
    return str(text).strip().rstrip("。.；;，,") + "。"


def mediation_agreement(data: Data) -> list[str]:
    """调解协议书 (arts. 29, 31 to 33)."""
    terms = [f"{no}．{_closed(one)}" for no, one in enumerate(data["points"], start=1)]
    return [
        f"{_about(data)}。经{data['mediators']}主持调解，双方在自愿、平等的基础上达成协议，共{len(terms)}项：",
        *terms,
        f"上述内容应于{zh_date(data['perform_by'])}前履行。",
        f"本协议自双方签名、盖章或者按指印，调解员签名并加盖印章之日起生效，具有法律约束力（{_LAW}第二十九条、第三十一条）。"
        "就履行或者内容发生争议的，一方可以向人民法院提起诉讼。",
        f"双方认为有必要的，可以在{zh_date(data['confirm_by'])}前共同向人民法院申请司法确认（{_LAW}第三十三条）。"
        "调解不收取任何费用。",
        "申请人（签名）：＿＿＿＿＿＿＿＿",
        "被申请人（签名）：＿＿＿＿＿＿＿＿",
        "调解员（签名）：＿＿＿＿＿＿＿＿",
    ]


def mediation_ended(data: Data) -> list[str]:
    """终止调解告知书 (art. 26)."""
    ways = [f"{no}．{_closed(one)}" for no, one in enumerate(data["ways"], start=1)]
    return [
        f"{_about(data)}。{data['outcome']}，调解现已终止。",
        f"根据{_LAW}第二十六条，你们可以依法通过下列途径维护自己的权利：",
        *ways,
        "调解不影响你们行使上述权利，也不收取任何费用。",
    ]


MEDIATION_TEXTS: Final = {"mediation_agreement": mediation_agreement, "mediation_ended": mediation_ended}
