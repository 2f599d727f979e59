"""Where data of a person lies among cases, their documents, certificates and files. Pure."""

from __future__ import annotations

from typing import Final

from tongban.rights.rules.places import Place

OF_CASE: Final = "case_id IN (SELECT id FROM cases_case WHERE applicant_id = %(party)s)"
OF_CERTIFICATE: Final = "certificate_id IN (SELECT id FROM certificates_certificate WHERE holder_id = %(party)s)"
OF_MANDATE: Final = (
    "mandate_id IN (SELECT id FROM cases_mandate WHERE principal_id = %(party)s OR helper_id = %(party)s)"
)
# Whose files: owned by what the person began, applied for, holds or asked.
OWNERS: Final = (
    "owner_id IN (SELECT id FROM cases_case WHERE applicant_id = %(party)s UNION ALL"
    " SELECT id FROM cases_draft WHERE party_id = %(party)s UNION ALL"
    " SELECT id FROM cases_bundle WHERE applicant_id = %(party)s UNION ALL"
    " SELECT id FROM certificates_certificate WHERE holder_id = %(party)s UNION ALL"
    " SELECT id FROM cases_mandate WHERE principal_id = %(party)s UNION ALL"
    " SELECT o.id FROM hotline_ordercontact c JOIN hotline_order o ON o.id = c.order_id AND o.party_id = c.party_id"
    " WHERE c.party_id = %(party)s)"
)
INTERNAL: Final = (
    "办理过程中的内部记录，不对外提供（《政府信息公开条例》第十六条）；结论写在给您的文书里。",
    "Working notes of officials, not given out (rules on government information art. 16); what came of them stands in "
    "the documents you were given.",
)
OTHERS_TOO: Final = (
    "里面也有别人的话，不能整份提供；您可以到办理单位当面阅读。",
    "It holds the words of others too and cannot be given whole; you may read it at the body.",
)


def _case(table: str, zh: str, en: str, **more: object) -> Place:
    return Place(table, (zh, en), "cases", OF_CASE, "case", **more)  # type: ignore[arg-type]


CASES: Final = (
    Place(
        "cases_case", ("办件", "Case"), "cases", "applicant_id = %(party)s", "case", "received_at",
        left=frozenset({"marking", "routes", "provisional"}),
    ),
    _case("cases_caseform", "填写的表单", "Form as you filled it in", newest="at", sealed={"sealed": "json"}),
    _case("cases_casematerial", "交来的材料", "Paper handed in", newest="at"),
    _case("cases_notice", "一次性告知", "One-time notice", newest="at", sealed={"sealed": "json"}),
    _case("cases_pause", "不计时和中止", "Time not counted", newest="at"),
    _case("cases_extension", "延期", "Extension", newest="at"),
    _case("cases_decision", "决定", "Decision", newest="at", sealed={"sealed": "text"}),
    _case("cases_delivery", "送达", "Delivery", newest="at"),
    _case("cases_urge", "催办", "Urged", newest="at"),
    _case("cases_archive", "归档", "Filed", newest="at"),
    _case("cases_deferral", "容缺材料", "Paper that follows", newest="at"),
    _case("cases_commitment", "告知承诺", "Commitment", newest="at", sealed={"finding": "text"}),
    _case("cases_hearing", "听证", "Hearing", newest="at", left=frozenset({"sealed"})),
    _case("cases_termination", "终止", "Termination", newest="at", sealed={"sealed": "text"}),
    _case("cases_charge", "收费和罚款", "Fee or fine", newest="assessed_at"),
    _case("cases_task", "办理环节", "Step", newest="opened_at",
          left=frozenset({"remarks", "provisional", "limit_key"})),
    _case("cases_handover", "转交经办", "Handed to another post", newest="at", left=frozenset({"reason"})),
    _case("cases_casecertificate", "涉及的证照", "Certificate it is about"),
    Place(
        "cases_opinion", ("审查意见", "Opinion of a reviewer"), "cases",
        f"task_id IN (SELECT id FROM cases_task WHERE {OF_CASE})", "case", "at", withheld=INTERNAL,
    ),
    _case("cases_papernote", "材料批注", "Note on a paper", newest="at", withheld=INTERNAL),
    _case("cases_doubt", "管辖疑问", "Doubt about competence", newest="at", withheld=INTERNAL),
    _case("cases_withholding", "不予公开的申请", "Request to keep it unpublished", newest="asked_at",
          withheld=INTERNAL),
    Place(
        "cases_chargechange", ("收费更正", "Change of a fee or fine"), "cases",
        "charge_id IN (SELECT c.id FROM cases_charge c JOIN cases_case f ON f.id = c.case_id"
        " WHERE f.applicant_id = %(party)s)", "charge", "at",
    ),
    Place(
        "cases_hearingright", ("听证权利告知", "Right to a hearing told"), "cases",
        f"(interested_id IS NULL AND {OF_CASE}) OR interested_id IN"
        " (SELECT id FROM cases_interested WHERE party_id = %(party)s)", "case", "at",
    ),
    Place(
        "cases_interested", ("作为利害关系人", "As a third party"), "cases", "party_id = %(party)s", "case", "at",
        sealed={"interest": "text", "said": "text", "weighed": "text"},
    ),
    Place(
        "cases_bundle", ("一件事", "Applied for together"), "cases", "applicant_id = %(party)s", "case", "received_at",
        sealed={"sealed": "json"},
    ),
    Place(
        "cases_bundlemember", ("一件事里的事项", "Item of it"), "cases",
        "bundle_id IN (SELECT id FROM cases_bundle WHERE applicant_id = %(party)s)", "case",
    ),
    Place(
        "cases_draft", ("没有提交的申请", "Application not submitted"), "cases", "party_id = %(party)s", "draft",
        "created_at", sealed={"sealed": "json"},
    ),
    Place(
        "cases_draftmaterial", ("没有提交的材料", "Paper of an application not submitted"), "cases",
        "draft_id IN (SELECT id FROM cases_draft WHERE party_id = %(party)s)", "draft",
    ),
    Place("cases_consent", ("同意使用已有材料", "Consent to use a paper"), "cases", "party_id = %(party)s", "case",
          "given_at"),
    Place(
        "cases_mandate", ("委托", "Mandate"), "cases", "principal_id = %(party)s OR helper_id = %(party)s", "case",
        "given_at",
    ),
    Place("cases_mandateuse", ("委托的使用", "Use of a mandate"), "cases", OF_MANDATE, "case", "at"),
)  # fmt: skip
PAPERS: Final = (
    Place(
        "documents_document", ("文书", "Document"), "papers",
        "subject_kind = 'case' AND subject_id IN (SELECT id FROM cases_case WHERE applicant_id = %(party)s)", "case",
        "issued_at", left=frozenset({"data", "sealed", "subject_kind"}),
    ),
    Place(
        "certificates_certificate", ("证照", "Certificate"), "papers", "holder_id = %(party)s", "case", "issued_at",
        sealed={"sealed": "json"},
    ),
    Place("certificates_certificateperiod", ("证照的有效期", "Validity of a certificate"), "papers", OF_CERTIFICATE,
          "case", "recorded_at"),
    Place(
        "documents_storedfile", ("文件", "File"), "papers", OWNERS, "case", "stored_at", sealed={"sealed_name": "text"},
        left=frozenset({"path"}),
    ),
)  # fmt: skip
