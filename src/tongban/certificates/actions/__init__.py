"""The acts on certificates, re-exported so that `certificates.actions.issue_certificate` is one name."""

from tongban.certificates.actions.issue import (
    SIGN_TASK,
    Succession,
    certificate_within,
    issue_certificate,
    series,
    year_of,
)
from tongban.certificates.actions.renewal import deem_certificate_renewed
from tongban.certificates.actions.signing import check_upload, sign_certificate
from tongban.certificates.actions.taking_back import end_certificate, revoke_certificate

__all__ = [
    "SIGN_TASK",
    "Succession",
    "certificate_within",
    "check_upload",
    "deem_certificate_renewed",
    "end_certificate",
    "issue_certificate",
    "revoke_certificate",
    "series",
    "sign_certificate",
    "year_of",
]
