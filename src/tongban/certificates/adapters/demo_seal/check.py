"""Checking a signed layout file without any database: who sealed it, and is every byte as it was sealed?

One pure function over bytes. It never raises for what it is given: a file that makes the reader stumble is not ours.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

# A damaged upload is an everyday finding here; the library would log each with a traceback.
for _library in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_library).setLevel(logging.CRITICAL)

# What every sealed file holds, however its index was broken.
SEAL_TRACE = b"/ByteRange"
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
WHOLE, ALTERED, UNSIGNED, UNTRUSTED, UNREADABLE = "whole", "altered", "unsigned", "untrusted", "unreadable"


@dataclass(frozen=True, slots=True)
class FileCheck:
    """`state` is whole, altered, unsigned, untrusted or unreadable; `marks` are number, identifier and dates as the
    file states them (only to be believed when whole).
    """

    state: str
    marks: tuple[str, ...] = ()


def check_file(pdf: bytes, trusted: Iterable[bytes]) -> FileCheck:
    """Checks one file against root certificates (DER). Takes some hundredths of a second; needs no network."""
    try:
        reader = PdfFileReader(io.BytesIO(pdf), strict=True)
        marks = _marks(reader)
        signatures = reader.embedded_regular_signatures
        if not signatures:
            # A trailer that was tampered with hides a seal that is still there: such a file never passes for unsealed.
            return FileCheck(ALTERED if SEAL_TRACE in pdf else UNSIGNED, marks)
        if len(signatures) > 1 or not _canonical(signatures[0], pdf):
            return FileCheck(ALTERED, marks)
        return FileCheck(_judge(signatures[0], trusted), marks)
    except Exception:
        # Uploads may be anything: the reader's own faults (recursion, bad numbers) are findings here, not errors.
        return FileCheck(ALTERED if SEAL_TRACE in pdf and pdf.startswith(b"%PDF-") else UNREADABLE)


def _judge(signature: EmbeddedPdfSignature, trusted: Iterable[bytes]) -> str:
    roots = [x509.Certificate.load(root) for root in trusted]
    context = ValidationContext(trust_roots=roots, allow_fetching=False, revocation_mode="soft-fail")
    status = validate_pdf_signature(signature, signer_validation_context=context)
    if not (status.intact and status.valid) or status.coverage is not SignatureCoverageLevel.ENTIRE_FILE:
        return ALTERED
    return WHOLE if status.trusted else UNTRUSTED


def _canonical(signature: EmbeddedPdfSignature, pdf: bytes) -> bool:
    """Whether the hole that the signature itself fills holds nothing but the signature.

    The hole is not covered by the digest: other letter case, bytes in the padding and the unsigned frame of the
    signature could be changed without notice.
    """
    start, length, second, rest = (int(number) for number in signature.byte_range)
    if start != 0 or second + rest != len(pdf):
        return False
    read = cms.ContentInfo.load(bytes(signature.pkcs7_content))
    frame = cms.ContentInfo({"content_type": "signed_data", "content": read["content"]}).dump()
    if frame != read.dump():
        return False
    written = frame.hex().upper().encode()
    hole = b"<" + written.ljust(second - length - 2, b"0") + b">"
    return pdf[length:second] == hole and _plain_frame(read["content"])


def _plain_frame(signed: cms.SignedData) -> bool:
    """The parts of a signature that no digest covers have the one form in which the device writes them."""
    (info,) = signed["signer_infos"]
    digests = [algorithm.dump() for algorithm in signed["digest_algorithms"]]
    return (
        signed["version"].native == "v1"
        and info["version"].native == "v1"
        and digests == [_SHA256]
        and info["digest_algorithm"].dump() == _SHA256
        and len(signed["certificates"]) == 1
        and info["sid"].chosen["issuer"].dump() == signed["certificates"][0].chosen.issuer.dump()
        and not len(info["unsigned_attrs"])
        and not len(signed["crls"])
    )


def _marks(reader: PdfFileReader) -> tuple[str, ...]:
    """Number, identifier and dates from the keywords of the file."""
    trailer = reader.trailer_view
    words = trailer["/Info"]["/Keywords"] if "/Info" in trailer and "/Keywords" in trailer["/Info"] else ""
    return tuple(str(words).split(", ")) if words else ()
