"""What can be done with an order and what is asked for it, in words of both languages. Pure."""

from __future__ import annotations

from typing import Final

Words = tuple[str, str]
ACT_WORDS: Final[dict[str, Words]] = {
    "dispatch": ("派单", "Dispatch"),
    "elsewhere": ("不予受理，告知渠道", "Not for this line: tell the right channel"),
    "merge": ("并入同一诉求", "Join to the same request"),
    "arbitrate": ("裁定退单", "Decide on the return"),
    "move": ("换派", "Move to another body"),
    "support": ("增加协办", "Add a supporting body"),
    "supervise": ("列入督办", "Put under supervision"),
    "sign": ("签收", "Sign for it"),
    "return": ("退单", "Return it"),
    "contact": ("登记已联系诉求人", "Record that you spoke with the person"),
    "reply": ("答复", "Answer"),
    "extend": ("申请延期", "Ask for more time"),
    "approve": ("审批延期", "Decide on more time"),
    "answer": ("反馈督办", "Answer the supervision"),
    "exclude": ("申请剔除", "Ask to leave it out of the figures"),
    "audit": ("审核剔除", "Decide on leaving it out"),
    "call": ("登记回访", "Record a callback"),
    "roles": ("分办效能投诉", "Give the efficiency complaint out"),
    "finding": ("作出调查结论", "Record the finding"),
    "lead": ("转为执法线索", "Make it an enforcement lead"),
    "refer": ("移送、转办", "Refer it"),
    "outcome": ("记录处理结果", "Record what came of it"),
    "reopen": ("代为要求再办", "Reopen for the person"),
    "remind": ("登记催办、补充", "Record a reminder or an addition"),
    "phone": ("显示电话（要写理由）", "Show the phone (with a reason)"),
}
FIELD_WORDS: Final[dict[str, Words]] = {
    "body": ("单位", "Body"),
    "ground": ("情形", "Ground"),
    "words": ("说明", "Words"),
    "number": ("主单编号", "Number of the other order"),
    "how": ("方式", "How"),
    "result": ("结果", "Result"),
    "days": ("延长几个工作日", "How many working days"),
    "yes": ("意见", "Decision"),
    "solved": ("接通后的回答", "What the person said"),
    "satisfied": ("满意程度", "How satisfied"),
    "post": ("调查岗位", "Investigating post"),
    "fault": ("问题类型", "Kind of fault"),
    "aspect": ("表现方面", "Aspect"),
    "outcome": ("处理结果", "What came of it"),
    "leads_to": ("后续处理", "What it leads to"),
}
YES_NO: Final[dict[str, Words]] = {"yes": ("同意", "Yes"), "no": ("不同意", "No")}
REACHED: Final[dict[str, Words]] = {
    "solved": ("已接通，已解决", "reached, solved"),
    "unsolved": ("已接通，没有解决", "reached, not solved"),
    "missed": ("没有接通", "not reached"),
}
LEVELS: Final[dict[str, Words]] = {
    "": ("没有说", "did not say"),
    "5": ("非常满意", "very satisfied"),
    "4": ("满意", "satisfied"),
    "3": ("基本满意", "fairly satisfied"),
    "2": ("不满意", "dissatisfied"),
    "1": ("非常不满意", "very dissatisfied"),
}
EVENT_WORDS: Final[dict[str, Words]] = {
    "dispatched": ("派单", "dispatched"),
    "signed": ("签收", "signed for"),
    "contacted": ("联系诉求人", "spoke with the person"),
    "replied": ("答复", "answered"),
    "returned": ("退单", "returned"),
    "arbitrated": ("裁定", "arbitrated"),
    "called": ("回访", "called back"),
    "extended": ("延期", "extended"),
    "supervised": ("督办", "supervised"),
    "closed": ("办结", "closed"),
    "found": ("调查结论", "finding"),
    "outcome": ("处理结果", "what came of it"),
}
