"""The registry of document kinds 文种: names, kind word, article, what each must say, and its printed form.

One business name and one numbering rule for every body; a body cannot add a variant of its own. What a document says
comes from the case; what the law demands of it stands here, and `complete` asks for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

LICENCE_LAW = "中华人民共和国行政许可法"


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    `word` is the part of the number that names the kind (its series); `article` the article of the Administrative
    Licence Law that asks for it ("" where none does); `required` the keys that `data` must fill; `remedies` whether
    the reader must be told where to ask for reconsideration or sue; `template` the file in `templates/documents/print`.
    """

    key: str
    zh: str
    en: str
    word: str
    article: str
    required: tuple[str, ...]
    template: str = "letter.typ"
    remedies: bool = False


_ALL = (
    DocumentKind(
        "receipt_slip",
        "收件凭证",
        "Receipt slip",
        "收",
        "第三十二条",
        ("item", "case_number", "received_on", "told_by", "materials"),
        "receipt_slip.typ",
    ),
    DocumentKind(
        "acceptance",
        "受理通知书",
        "Notice of acceptance",
        "受",
        "第三十二条第一款第五项",
        ("item", "case_number", "applied_on", "accepted_on", "limit", "due_on"),
        "letter.typ",
    ),
    DocumentKind(
        "non_acceptance",
        "不予受理通知书",
        "Notice of non-acceptance",
        "不受",
        "第三十二条",
        ("item", "case_number", "applied_on", "reasons", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "one_time_notice",
        "补正材料一次性告知书",
        "One-time notice of what to supply",
        "告",
        "第三十二条第一款第四项",
        ("item", "case_number", "applied_on", "points", "supply_by"),
        "letter.typ",
    ),
    DocumentKind(
        "supplement_receipt",
        "补正材料收件凭证",
        "Receipt for supplied materials",
        "补",
        "第三十二条第一款第五项",
        ("item", "case_number", "received_on", "materials", "told_by"),
        "receipt_slip.typ",
    ),
    DocumentKind(
        "extension",
        "延长办理期限告知书",
        "Notice of extension",
        "延",
        "第四十二条",
        ("item", "case_number", "accepted_on", "length", "reasons", "approved_by", "due_on"),
        "letter.typ",
    ),
    DocumentKind(
        "pause_notice",
        "不计入期限告知书",
        "Notice of time not counted",
        "停",
        "第四十五条",
        ("item", "case_number", "procedure", "length", "from_on", "until_on", "due_on"),
        "letter.typ",
    ),
    DocumentKind(
        "grant",
        "准予行政许可决定书",
        "Decision to grant",
        "准",
        "第三十八条第一款",
        ("item", "case_number", "accepted_on", "granted", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "refusal",
        "不予行政许可决定书",
        "Decision to refuse",
        "不准",
        "第三十八条第二款",
        ("item", "case_number", "accepted_on", "facts", "reasons", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "relief_grant",
        "同意给予救助决定书",
        "Decision to give relief",
        "救",
        "",
        ("item", "case_number", "accepted_on", "granted", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "relief_refusal",
        "不同意给予救助决定书",
        "Decision not to give relief",
        "不救",
        "",
        ("item", "case_number", "accepted_on", "reasons", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "delivery_record",
        "送达回证",
        "Record of delivery",
        "送",
        "第四十四条",
        ("item", "case_number", "papers", "way"),
        "delivery_record.typ",
    ),
    DocumentKind(
        "commitment",
        "告知承诺书",
        "Commitment",
        "诺",
        "",
        ("item", "case_number", "applied_on", "consequence", "check_days"),
        "letter.typ",
    ),
    DocumentKind(
        "withdrawal",
        "撤回申请确认书",
        "Confirmation of withdrawal",
        "撤",
        "",
        ("item", "case_number", "applied_on", "withdrawn_on"),
        "letter.typ",
    ),
    DocumentKind(
        "deemed_renewal",
        "视为准予延续告知书",
        "Notice of deemed renewal",
        "续",
        "第五十条第二款",
        (
            "item",
            "case_number",
            "applied_on",
            "certificate",
            "certificate_number",
            "expired_on",
            "valid_from",
            "valid_to",
        ),
        "letter.typ",
    ),
    DocumentKind(
        "revocation",
        "撤销行政许可决定书",
        "Decision to revoke",
        "撤许",
        "第六十九条",
        ("certificate", "certificate_number", "issued_on", "ground", "reasons", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "cancellation",
        "注销行政许可决定书",
        "Decision to cancel",
        "注",
        "第七十条",
        ("certificate", "certificate_number", "issued_on", "ground", "reasons", "basis"),
        "letter.typ",
        remedies=True,
    ),
    DocumentKind(
        "hearing_right",
        "听证权利告知书",
        "Notice of the right to a hearing",
        "听告",
        "第四十七条",
        ("item", "case_number", "accepted_on", "days", "request_by"),
    ),
    DocumentKind(
        "hearing_notice",
        "听证通知书",
        "Notice of hearing",
        "听通",
        "第四十八条",
        ("item", "case_number", "held_on", "held_time", "venue", "chair", "from_on", "due_on"),
    ),
    DocumentKind(
        "hearing_record",
        "听证笔录",
        "Record of the hearing",
        "听笔",
        "第四十八条",
        ("item", "case_number", "held_on", "held_time", "venue", "chair", "present", "signed"),
        "record_cover.typ",
    ),
    DocumentKind(
        "interested_notice",
        "利害关系人告知书",
        "Notice to a third party",
        "利告",
        "第三十六条",
        ("item", "case_number", "answer_by", "to_party"),
    ),
    DocumentKind(
        "suspension",
        "中止办理决定书",
        "Decision to suspend",
        "中止",
        "",
        ("item", "case_number", "accepted_on", "ground", "article", "reasons", "from_on"),
    ),
    DocumentKind(
        "continuation",
        "恢复办理通知书",
        "Notice of going on",
        "恢",
        "",
        ("item", "case_number", "from_on", "until_on", "due_on"),
    ),
    DocumentKind(
        "termination",
        "终止办理决定书",
        "Decision to terminate",
        "终止",
        "",
        ("item", "case_number", "applied_on", "ground", "article", "reasons"),
        remedies=True,
    ),
    DocumentKind(
        "mediation_agreement",
        "调解协议书",
        "Mediation agreement",
        "调",
        "",
        ("dispute", "opened_on", "mediators", "points", "perform_by", "confirm_by"),
    ),
    DocumentKind(
        "mediation_ended",
        "终止调解告知书",
        "Notice that mediation has ended",
        "调终",
        "",
        ("dispute", "opened_on", "outcome", "ways"),
    ),
)

KINDS: Mapping[str, DocumentKind] = {kind.key: kind for kind in _ALL}
