"""Acts of administering in words, by group: what the auditor of the administrators reads. Tables only.

Every event that `ledger.rules.administered` takes in stands here; a test holds the two together.
"""

from __future__ import annotations

from typing import Final

Words = tuple[str, str]
GROUP_WORDS: Final[dict[str, Words]] = {
    "accounts": ("人员和账号", "people and accounts"),
    "posts": ("岗位和任职", "posts and appointments"),
    "bodies": ("机构、区划、科室和窗口", "bodies, places, units and windows"),
    "keys": ("接口凭据和外部系统", "tokens and outside systems"),
    "settings": ("日历和参数", "calendar and settings"),
    "personal": ("个人信息", "personal data"),
    "sign_in": ("登录", "sign-ins"),
}
# Type → (group, Chinese, English).
ACTS: Final[dict[str, tuple[str, str, str]]] = {
    "official.registered": ("accounts", "登记人员、开通账号", "person registered, account opened"),
    "official.access_reset": (
        "accounts",
        "重设工作人员的密码和第二步验证",
        "password and second step of an official reset",
    ),
    "official.absent": ("accounts", "登记不在岗", "absence recorded"),
    "official.returned": ("accounts", "登记提前返岗", "early return recorded"),
    "party.access_reset": ("accounts", "重设群众账号的密码", "password of a citizen's account reset"),
    "party.account_opened": ("accounts", "为群众开通账号", "citizen's account opened"),
    "post.created": ("posts", "设立岗位", "post set up"),
    "post.appointed": ("posts", "任命", "appointed to a post"),
    "post.appointment_ended": ("posts", "结束任职", "appointment ended"),
    "body.created": ("bodies", "设立机构", "body set up"),
    "body.renamed": ("bodies", "机构更名", "body renamed"),
    "body.ended": ("bodies", "撤销机构", "body ended"),
    "place.set_up": ("bodies", "设立区划", "place set up"),
    "place.renamed": ("bodies", "区划更名", "place renamed"),
    "place.ended": ("bodies", "撤销区划", "place ended"),
    "body.centre_opened": ("bodies", "设立政务服务中心", "service centre opened"),
    "body.window_opened": ("bodies", "设立窗口", "window opened"),
    "body.window_staffed": ("bodies", "窗口换岗位", "post at a window changed"),
    "body.window_closed": ("bodies", "关闭窗口", "window closed"),
    "unit.formed": ("bodies", "设立科室", "unit formed"),
    "unit.ended": ("bodies", "科室撤并", "unit ended"),
    "token.issued": ("keys", "发放接口凭据", "token given"),
    "token.revoked": ("keys", "收回接口凭据", "token taken back"),
    "system.connected": ("keys", "接入外部系统", "outside system connected"),
    "system.mapped": ("keys", "修改外部系统的对应关系", "mapping of an outside system changed"),
    "system.turned": ("keys", "启用或停用外部系统", "outside system started or stopped"),
    "record.queued_again": ("keys", "重新上报被退的记录", "refused record queued again"),
    "calendar.amended": ("settings", "修改工作日历", "work calendar amended"),
    "population.recorded": ("settings", "录入常住人口", "population entered"),
    "document_mark.set": ("settings", "设定机关代字", "document mark set"),
    "review_line.set": ("settings", "设定复议机关和法院", "review authority and court set"),
    "party.corrected": ("personal", "更正个人信息", "personal data corrected"),
    "party.erased": ("personal", "删除个人信息", "personal data erased"),
    "data_request.filed": ("personal", "收到个人信息请求", "data request filed"),
    "data_request.cleared": ("personal", "个人信息当即删除", "data erased at once"),
    "data_request.decided": ("personal", "答复个人信息请求", "data request answered"),
    "data_request.reckoned": ("personal", "重算个人信息保存期", "keeping time of personal data reckoned anew"),
    "data_request.finished": ("personal", "个人信息到期删除", "data erased after its time"),
    "data_request.taken_back": ("personal", "撤回个人信息请求", "data request taken back"),
    "access_log.swept": ("personal", "清除到期的信息使用记录", "old records of use of data removed"),
    "sign_in.succeeded": ("sign_in", "登录", "signed in"),
    "sign_in.failed": ("sign_in", "登录未成功", "sign-in failed"),
}
UNKNOWN: Final[Words] = ("其他管理操作", "another act of administering")
DUTY_OF: Final[dict[str, Words]] = {
    "admin": ("系统管理员", "system administrators"),
    "security": ("安全管理员", "security administrators"),
    "audit": ("审计管理员", "audit administrators"),
}
PLATFORM: Final = "platform"
PLATFORM_WORDS: Final[Words] = (
    "平台自身（初始设置、定时任务、命令行）",
    "the platform itself (set-up, jobs, command line)",
)
CHANNEL_WORDS: Final[dict[str, Words]] = {
    "web": ("网页", "page"), "window": ("窗口", "window"), "mobile": ("手机", "mobile"), "agent": ("代办", "proxy"),
    "api": ("接口", "interface"), "job": ("平台", "platform"), "import": ("导入", "import"),
}  # fmt: skip


def act_word(event_type: str, language: str) -> str:
    """What an act is called; an unknown one is called that, never left out."""
    words = ACTS[event_type][1:] if event_type in ACTS else UNKNOWN
    return words[1 if language == "en" else 0]


def types_of(group: str) -> tuple[str, ...]:
    """The types of a group; none for an unknown group."""
    return tuple(each for each, (of_group, *_) in ACTS.items() if of_group == group)


def channel_word(channel: str, language: str) -> str:
    """By which door an act came; an unknown one as it stands."""
    words = CHANNEL_WORDS.get(channel)
    return words[1 if language == "en" else 0] if words else channel
