"""Words of pages: what events, grades, figures and kinds of subjects are called. Tables only."""

from __future__ import annotations

from typing import Final

from tongban.supervision.rules.declare import Grade

Words = tuple[str, str]
GRADE_WORDS: Final[dict[str, Words]] = {
    Grade.DOUBLE_RED.value: ("双红牌", "double red card"),
    Grade.RED.value: ("红牌", "red card"),
    Grade.YELLOW.value: ("黄牌", "yellow card"),
    Grade.BLUE.value: ("提醒", "reminder"),
}
# The shape and colour of a grade are those of the clock's states.
GRADE_STATE: Final = {"double_red": "double_red", "red": "red", "yellow": "yellow", "blue": "near"}
SUBJECT_WORDS: Final[dict[str, Words]] = {
    "case": ("办件", "case"),
    "item": ("事项", "item"),
    "certificate": ("证照", "certificate"),
    "foreign_case": ("外部系统的办件", "case in another system"),
    "record": ("上报记录", "record for another system"),
    "ticket": ("排队号", "queue number"),
    "official": ("人员", "official"),
    "post": ("岗位", "post"),
    "body": ("单位", "body"),
    "place": ("地方", "place"),
    "pair": ("代办人和经办人", "proxy and official"),
    "holding": ("职权归属", "hold on a power"),
    "conferral": ("批量授予职权", "powers conferred at once"),
    "calendar": ("工作日历", "work calendar"),
    "order": ("12345诉求", "order of the hotline"),
    "contact": ("首问事项", "question put to an official"),
    "charge": ("收费核定", "charge assessed"),
    "rating": ("服务评价", "rating of a service"),
    "appraisal_plan": ("考核计划", "appraisal plan"),
    "push": ("新设主体推送", "new firm told to a department"),
}
FIGURE_WORDS: Final[dict[str, Words]] = {
    "deadline": ("应于", "due"), "promised": ("承诺时限到", "promised until"),
    "statutory": ("法定时限到", "by law until"), "source": ("时限依据", "source of the limit"),
        "step": ("环节", "step"),
    "until": ("告知的期限", "told until"), "counted_from": ("自此计算", "counted from"), "open": ("未完成", "not done"),
    "number": ("数量", "number"), "most": ("最多", "at most"), "least": ("至少", "at least"), "fee": ("收费", "fee"),
    "points": ("指南以外", "outside the guide"), "first": ("其中", "among them"), "hours": ("迟录小时", "hours late"),
    "took_effect": ("发生于", "took effect"), "was": ("原来", "before"), "now": ("现在", "now"),
    "length": ("延长", "extended by"), "told": ("告知于", "told"), "began": ("开始于", "began"),
    "seconds": ("用时（秒）", "seconds taken"), "steps": ("环节数", "steps"), "hits": ("次数", "times"),
    "base": ("总数", "of"), "since": ("自", "since"), "waiting": ("还在等的", "still waiting"),
    "expired": ("届满", "expired"), "counts_from": ("自此起算", "counts from"),
        "hold_by": ("最晚组织", "to be held by"),
    "held": ("举行", "held"), "starts": ("开始", "starts"), "due": ("应于", "due"), "ground": ("理由", "ground"),
    "no": ("第几次", "which time"), "material": ("材料", "paper"), "days": ("天数", "days"),
    "in_force": ("有效版本", "in force"), "duty": ("缺少的职责", "duty lacking"), "holder": ("职权属于", "held by"),
    "decided_by": ("实际决定", "decided by"), "right_body": ("应由", "should be"), "limit": ("时限", "limit"),
    "missing": ("缺少", "lacking"), "rate": ("目录标准", "listed rate"), "sealed_by": ("盖章单位", "sealed by"),
    "reviewed_by": ("先审单位", "had its say first"),
}  # fmt: skip
EVENT_WORDS: Final[dict[str, Words]] = {
    "case.received": ("收件", "received"), "case.accepted": ("受理", "accepted"),
    "case.notified": ("一次性告知", "told what is missing"), "case.supplemented": ("补正", "papers supplied"),
    "case.not_accepted": ("不予受理", "not accepted"), "case.not_ours": ("认为不属本单位", "found not competent"),
    "case.noted": ("在材料上批注", "noted on a paper"),
    "case.reviewed": ("审查", "reviewed"), "case.opinion_given": ("审查意见之一", "one of two opinions"),
    "case.decided": ("决定", "decided"), "case.result_issued": ("制证", "result made"),
    "case.delivered": ("送达", "delivered"), "case.paused": ("停止计时", "time not counted"),
    "case.resumed": ("恢复计时", "time goes on"), "case.extended": ("延长", "extended"),
    "case.withdrawn": ("撤回", "taken back"), "case.urged": ("催办", "reminded"), "case.step": ("办理环节", "step"),
    "case.suspended": ("中止", "suspended"), "case.continued": ("恢复办理", "continued"),
    "case.terminated": ("终止", "terminated"), "case.hearing_right_told": ("告知听证权利", "hearing right told"),
    "case.hearing_answered": ("答复听证", "hearing answered"), "case.hearing_called": ("听证通知", "hearing called"),
    "case.hearing_closed": ("听证结束", "hearing closed"),
        "case.interested_told": ("告知利害关系人", "third party told"),
    "case.statement_taken": ("收到陈述", "statement taken"),
        "case.statement_weighed": ("研究陈述", "statement weighed"),
    "case.supplied_later": ("容缺补交", "papers supplied later"),
        "case.supply_reminded": ("提醒补交", "papers asked again"),
    "case.committed": ("告知承诺", "commitment made"), "case.commitment_checked": ("承诺核查", "commitment checked"),
    "case.moved": ("随权移交", "moved with the power"),
    "case.handover_offered": ("转交", "handover offered"), "case.handover_answered": ("答复转交", "handover answered"),
    "case.renewed_by_law": ("视为准予延续", "renewed by law"), "case.wait_ended": ("公示期满", "notice ended"),
    "case.archived": ("归档", "filed"), "item.published": ("事项公布", "item published"),
    "item.state_changed": ("事项状态变更", "item changed state"), "holding.granted": ("职权授予", "power granted"),
    "holding.ended": ("职权结束", "power ended"), "powers.conferred": ("批量授予职权", "powers conferred"),
    "powers.changed": ("职权变动", "conferred powers changed"), "calendar.amended": ("改工作日历", "calendar amended"),
    "certificate.issued": ("发证", "certificate issued"), "certificate.signed": ("签章", "certificate signed"),
    "certificate.revoked": ("撤销证照", "certificate revoked"), "foreign_case.seen": ("外部办件登记", "seen elsewhere"),
    "foreign_case.moved": ("外部办件进展", "moved elsewhere"), "record.queued": ("待上报", "to be reported"),
    "record.sent": ("已上报", "reported"), "record.refused": ("上报被退", "report refused"),
    "ticket.taken": ("取号", "number taken"), "ticket.called": ("叫号", "number called"),
    "ticket.missed": ("过号", "number missed"), "ticket.served": ("办完", "served"),
    "order.dispatched": ("派单", "dispatched"), "order.signed": ("签收", "signed for"),
    "order.contacted": ("联系来电人", "person contacted"), "order.sent_back": ("退单", "sent back"),
    "order.arbitrated": ("退单裁定", "return decided"), "order.replied": ("答复", "answered"),
    "order.called_back": ("回访", "called back"), "order.closed": ("办结", "closed"),
    "order.supervised": ("督办", "put under supervision"),
    "order.extension_asked": ("申请延期", "more time asked for"),
    "order.extension_decided": ("延期审批", "more time decided"),
    "order.exclusion_asked": ("申请剔除", "exclusion asked for"),
    "order.exclusion_decided": ("剔除审核", "exclusion decided"),
    "order.taken": ("登记", "taken down"), "order.contact_added": ("再次反映", "told again"),
    "order.contacts_taken": ("并单", "joined with another"), "order.merged": ("并入另一件", "merged into another"),
    "order.node_replied": ("协办答复", "answered to the lead"), "order.reopened": ("重新办理", "opened again"),
    "order.turned_away": ("不予受理", "not taken"), "order.judged": ("本人评价", "rated by the person"),
    "order.alarmed": ("超时告警", "alarm"), "order.paper_added": ("存入来信来函", "paper filed"),
    "order.roles_given": ("效能投诉分工", "roles given"), "order.finding_made": ("调查结论", "finding"),
    "order.referred": ("移送、转办", "referred"), "order.outcome_recorded": ("处理结果", "outcome"),
    "order.supervision_answered": ("督办反馈", "supervision answered"),
    "order.police_linked": ("110联动", "linked with 110"), "order.police_told": ("已告知110", "told to 110"),
    "order.police_heard": ("110反馈", "heard from 110"), "order.words_erased": ("文字已删除", "words erased"),
    "contact.recorded": ("首问登记", "question put"), "contact.offered": ("转交", "offered to another post"),
    "push.made": ("推送新设主体", "new firm told"), "push.claimed": ("认领新设主体", "new firm claimed"),
    "push.returned": ("退回新设主体", "new firm sent back"),
    "contact.taken": ("接手答复", "answer to the offer"), "contact.answered": ("首问答复", "question answered"),
    "official.registered": ("登记人员", "official registered"), "official.absent": ("登记不在岗", "absence recorded"),
    "official.returned": ("提前返岗", "back at work"), "official.access_reset": ("重设登录", "access reset"),
    "item.created": ("新建事项", "item created"), "item.drafted": ("修改草稿", "draft changed"),
    "item.imported": ("导入事项", "item imported"), "item.tagged": ("划分领域", "put under domains"),
    "holding.brought_forward": ("职权提前恢复", "power begins earlier"),
    "holding.overlaid": ("部分地方改由他方", "another body at some places"),
    "charge.assessed": ("核定收费", "charge assessed"), "charge.changed": ("减免、更正收费", "charge changed"),
    "rating.given": ("评价", "rated"), "rating.moved": ("差评办理", "bad rating handled"),
    "rating.appealed": ("差评申诉", "appeal against a rating"),
    "rating.appeal_decided": ("差评申诉裁定", "appeal decided"), "rating.published": ("差评公开", "rating published"),
    "appraisal_plan.filed": ("考核计划备案", "appraisal plan filed"),
    "appraisal_plan.refused": ("考核计划退回", "appraisal plan refused"),
    "certificate.renewed": ("视为准予延续", "renewed by law"), "record.queued_again": ("重新上报", "reported again"),
    "record.overtaken": ("由后一次告知代替", "told by a later one"),
}  # fmt: skip
# Codes that figures hold, in words.
POINT_WORDS: Final[dict[str, Words]] = {"missing": ("没有提交", "missing"), "wrong": ("不符合要求", "not right")}
GROUND_WORDS: Final[dict[str, Words]] = {
    "abuse": ("工作人员滥用职权、玩忽职守作出准予决定", "granted by abuse or neglect of office"),
    "beyond_power": ("超越法定职权作出准予决定", "granted beyond the body's power"),
    "procedure": ("违反法定程序作出准予决定", "granted against the procedure of the law"),
    "unqualified": ("对不具备申请资格或者不符合法定条件的申请人准予许可", "granted to one who did not qualify"),
    "other_unlawful": ("依法可以撤销的其他情形", "another case in which the law allows revoking"),
}
UNKNOWN_EVENT: Final[Words] = ("另一条记录", "another record")
OUTSIDE: Final[Words] = ("指南里没有的一项", "something that is not in the guide")


def said(table: dict[str, Words], key: str, language: str) -> str:
    """A word of a table; an unknown key as it is."""
    words = table.get(key)
    return words[1 if language == "en" else 0] if words else key
