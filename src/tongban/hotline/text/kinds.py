"""Which kind of request a text is, proposed by plain words: what the caller names it, else what such calls say.

Naming a kind counts as three words that only go with it; where two are equal, the one whose way is
stricter comes first. Nothing is proposed where no word says anything. Efficiency complaints and reports of misconduct
have ways of their own and are chosen by a person, never proposed. Pure.
"""

from __future__ import annotations

from typing import Final

from tongban.hotline.text.propose import SHOWN, Proposed

NAMED: Final = 3
# For each kind, the stricter way first: the words that name it, and words that go with it.
WORDS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "report": (
        ("举报", "检举"),
        ("违法", "非法", "无证", "无照", "偷排", "偷倒", "假冒", "伪劣", "私自", "违规", "违章"),
    ),
    "complaint": (
        ("投诉", "不满意"),
        ("扰民", "噪音", "噪声", "油烟", "恶臭", "睡不着", "态度差", "态度恶劣", "拖欠", "乱收费", "不退", "欺骗",
         "没人管", "一直没有发", "推诿", "强制"),
    ),
    "help": (
        ("求助", "请帮", "帮忙", "帮我"),
        ("停水", "停电", "停气", "停暖", "漏水", "不亮", "坏了", "堵了", "积水", "塌", "走失", "断了", "没有暖气"),
    ),
    "consult": (
        ("咨询", "请问", "想问", "问一下"),
        ("怎么办理", "如何办理", "怎么申请", "如何申请", "什么材料", "哪些材料", "什么条件", "什么时候", "在哪里",
         "能不能", "是否可以", "多少钱", "政策"),
    ),
    "suggestion": (("建议", "提个意见"), ("希望增设", "希望增加", "希望能增", "最好能", "应当增设")),
    "praise": (("表扬", "感谢", "点赞"), ("锦旗", "热心", "很满意", "服务好")),
}  # fmt: skip


def kind_of(text: str) -> Proposed | None:
    """The kind whose words the text has, with those words; None where it has none of any."""
    found = []
    for place, (kind, (named, usual)) in enumerate(WORDS.items()):
        first, others = [word for word in named if word in text], [word for word in usual if word in text]
        found.append(((NAMED if first else 0) + len(others), -place, kind, [*first, *others]))
    worth, _, best, held = max(found, key=lambda one: one[:2])
    if not worth:
        return None
    words = "、".join(held[:SHOWN])
    return Proposed(best, f"说到“{words}”", f"the text says “{words}”")
