"""The demonstration seal: a signing device of our own making, without legal force.

Its contract is the README beside it.
"""

from __future__ import annotations

import io
import os
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.conf import settings
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter

NAME = "demo_seal"
_ROOT, _SEAL, _KEY = "root.pem", "seal.pem", "seal.key"
_REASON = "演示，无法律效力"
_LIFE = timedelta(days=365 * 30)


def seal(pdf: bytes, *, issuer: str, at: datetime) -> bytes:
    """The PDF signed by PAdES-B; `issuer` is named in the signature, `at` is its stated time."""
    folder = _keys()
    # The root is not put into the file: who checks has it, and bytes that no signature covers could be changed.
    signer = signers.SimpleSigner.load(  # type: ignore[no-untyped-call]
        key_file=str(folder / _KEY), cert_file=str(folder / _SEAL)
    )
    stated = signers.PdfSignatureMetadata(
        field_name="Seal", md_algorithm="sha256", name=issuer, reason=_REASON, subfilter=SigSeedSubFilter.PADES
    )
    out = io.BytesIO()
    signers.PdfSigner(stated, signer=signer).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
    return out.getvalue()


def trusted() -> tuple[bytes, ...]:
    """The root certificate of this installation's demonstration seal, DER."""
    root = x509.load_pem_x509_certificate((_keys() / _ROOT).read_bytes())
    return (root.public_bytes(serialization.Encoding.DER),)


def _keys() -> Path:
    """The folder with root, certificate and key; made whole or not at all, so two workers cannot mix theirs."""
    folder = Path(settings.DATA_ROOT) / "keys" / NAME
    if not folder.exists():
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=folder.parent))
        _make(draft, datetime.now(UTC))
        try:
            draft.rename(folder)
        except OSError:
            for made in draft.iterdir():
                made.unlink()
            draft.rmdir()
    return folder


def _make(folder: Path, now: datetime) -> None:
    """Writes a root and a signing certificate; the root's own key is thrown away.

    Nothing else is to be signed by it.
    """
    root_key, seal_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    root_name = _name("通办演示根证书 无法律效力")
    root = _certificate(root_name, root_name, root_key.public_key(), root_key, now, is_root=True)
    made = _certificate(_name("演示印章 无法律效力"), root_name, seal_key.public_key(), root_key, now, is_root=False)
    key = seal_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    _write(folder / _ROOT, root.public_bytes(serialization.Encoding.PEM))
    _write(folder / _SEAL, made.public_bytes(serialization.Encoding.PEM))
    _write(folder / _KEY, key)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    by: ec.EllipticCurvePrivateKey,
    now: datetime,
    *,
    is_root: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not is_root, content_commitment=not is_root, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=is_root, crl_sign=is_root, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + _LIFE)
    place = x509.BasicConstraints(ca=is_root, path_length=0 if is_root else None)
    builder = builder.add_extension(place, critical=True)
    builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key()), critical=False)
    return builder.add_extension(usage, critical=True).sign(by, hashes.SHA256())


def _write(path: Path, data: bytes) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        out.write(data)
        os.fsync(out.fileno())
