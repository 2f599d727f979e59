"""电子归档: making the filing package of a closed case and recording its digest, by a job that may be repeated.

The package is made from what the case has (documents, form, papers, certificate, events), so making it again gives
the same bytes. A crash between writing the file and recording it leaves a file that belongs to nothing, which the
nightly sweep removes.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation

from tongban.cases.actions.printing import Sheet, document_pdf
from tongban.cases.actions.step import Step, begin_step, retrying
from tongban.cases.events import CaseArchived
from tongban.cases.models import Archive
from tongban.cases.queries.archive import unfiled_cases
from tongban.cases.queries.casefile import CaseFile, case_file
from tongban.cases.queries.conditions import answer_words
from tongban.cases.queries.step import step_by_case
from tongban.cases.rules import Act
from tongban.cases.rules.archive import Package, Part, pack
from tongban.certificates.queries import certificate_of_case
from tongban.documents.actions.files import store_made
from tongban.documents.queries.files import file_bytes
from tongban.kernel.actor import SYSTEM, Actor
from tongban.kernel.canonical import encode as canonical
from tongban.kernel.ids import uuid7
from tongban.kernel.refusals import Refused, refuse
from tongban.ledger.queries import bodies_of

log = logging.getLogger(__name__)
BATCH = 50
ZIP = "application/zip"
ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def archive_closed(*, at: datetime, by: Actor = SYSTEM) -> int:
    """Files every ended case whose newest event is in no package; returns how many."""
    done = 0
    for case_id in unfiled_cases(BATCH):
        try:
            archive_case(case_id=case_id, by=by, at=at)
            done += 1
        except Refused as refused:
            log.warning("case %s not filed: %s", case_id, refused.refusal.code)
    return done


def archive_case(*, case_id: UUID, at: datetime, by: Actor = SYSTEM) -> Archive:
    """Files one ended case; a case already filed up to its newest event gives that package back.

    Refused (`case_state`) for a case that has not ended; `certificate_unsigned` while its certificate has no file yet.
    """

    def attempt() -> Archive:
        with transaction.atomic():
            step = begin_step(step_by_case(case_id, ""), Act.ARCHIVE, by=by, at=at)
            last = Archive.objects.filter(case_id=case_id).order_by("-no").first()
            if last is not None and last.upto + 1 == step.view.seq:
                return last
            package = package_of(case_id, by=by, at=at)
            file_id = store_made(data=package.data, content_type=ZIP, owner=case_id, by=by, at=at)
            return _write(step, package, file_id, last.no + 1 if last is not None else 1)

    return retrying(attempt)


def _write(step: Step, package: Package, file_id: UUID, no: int) -> Archive:
    event = CaseArchived(
        no=no,
        file=str(file_id),
        digest=package.digest,
        manifest=package.manifest_digest,
        entries=package.entries,
        size=len(package.data),
        upto=step.view.seq,
        **step.notes(),
    )
    statement = step.statement(event)
    archive_id = uuid7()
    row = {
        "id": archive_id,
        "case_id": step.view.case_id,
        "at": step.at,
        "by_ref": step.by.ref,
        "no": no,
        "file_id": file_id,
        "digest": package.digest,
        "manifest_digest": package.manifest_digest,
        "entries": package.entries,
        "size": len(package.data),
        "upto": step.view.seq,
    }
    statement.insert("cases_archive", [row])
    statement.run()
    return Archive.objects.get(id=archive_id)


def package_of(case_id: UUID, *, by: Actor, at: datetime) -> Package:
    """The filing package of a case as it stands now; nothing is written but the log of names read."""
    file = case_file(case_id)
    if file is None:
        raise refuse("not_found", zh="没有查到这件办件。", en="We found no such case.")
    parts = [*_documents(file, by, at), *_form(file), *_papers(file), *_certificate(case_id)]
    chain = [one for one in bodies_of("case", case_id) if b'"type":"case.archived"' not in one[1]]
    parts += [Part(f"events/{seq:04d}.json", "event", f"办理记录 {seq}", body) for seq, body, _ in chain]
    case = _described(file)
    with translation.override("zh-hans"):
        index = render_to_string("cases/archive/index.html", {"case": case, "parts": parts})
    parts.insert(0, Part("index.html", "index", "目录", index.encode()))
    return pack(case, parts, [{"seq": seq, "hash": digest.hex()} for seq, _, digest in chain])


def _described(file: CaseFile) -> dict[str, Any]:
    case = file.case
    closed = timezone.localtime(case.closed_at).isoformat() if case.closed_at else ""
    return {
        "number": case.number,
        "item": case.item_name,
        "item_code": file.ref.code,
        "item_version": file.ref.no,
        "received": timezone.localtime(case.received_at).isoformat(),
        "closed": closed,
        "state": case.state,
        "decision": case.decision,
    }


def _documents(file: CaseFile, by: Actor, at: datetime) -> list[Part]:
    found = []
    for no, view in enumerate(file.documents, 1):
        pdf = document_pdf(Sheet(view, file.case.applicant_id, file.case.number), by=by, at=at)
        found.append(Part(f"documents/{no:02d}_{view.kind}.pdf", "document", f"{view.title_zh} {view.number}", pdf))
    return found


def _form(file: CaseFile) -> list[Part]:
    """The newest revision of the form, as data and as a page; an erased applicant's form is gone."""
    rows = [
        {"group": group.title.zh, "label": field.label.zh, "value": answer_words(field, answers.get(field.key), "zh")}
        for answers in [file.answers or {}]
        for group in file.content.form.groups
        for field in group.fields
        if field.key in answers
    ]
    page = render_to_string("cases/archive/form.html", {"rows": rows, "number": file.case.number})
    data = canonical({"answers": file.answers or {}, "erased": file.answers is None})
    return [Part("form/form.json", "form", "申请表数据", data), Part("form/form.html", "form", "申请表", page.encode())]


def _papers(file: CaseFile) -> list[Part]:
    """The list of papers and each file as it was handed in."""
    listed, found = [], []
    for paper in file.papers:
        path = ""
        if paper.file is not None:
            ending = ENDINGS.get(paper.file.content_type, "bin")
            path = f"papers/{paper.no:02d}_{paper.material.key}.{ending}"
            found.append(Part(path, "paper", paper.material.name.zh, file_bytes(paper.file.id)))
        given = timezone.localtime(paper.given_at).isoformat() if paper.given_at else ""
        listed.append(
            {"no": paper.no, "key": paper.material.key, "name": paper.material.name.zh, "held": paper.held,
             "given": given, "file": path}
        )  # fmt: skip
    return [Part("papers/list.json", "list", "材料目录", canonical(listed)), *found]


def _certificate(case_id: UUID) -> list[Part]:
    made = certificate_of_case(case_id)
    if made is None:
        return []
    if made.file_id is None:
        raise refuse(
            "certificate_unsigned",
            zh="证照文件还没有制成，制成后再归档。",
            en="The certificate's file is still being made; the case is filed afterwards.",
        )
    return [Part("certificate/certificate.pdf", "certificate", f"{made.title} {made.number}", file_bytes(made.file_id))]
