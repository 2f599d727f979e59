"""Files meant to hurt, or simply not flows, are refused with a sentence; none is followed, none crashes."""

from random import Random

import pytest

from tongban.kernel.flow import markup
from tongban.kernel.flow.bpmn import read_bpmn
from tongban.kernel.flow.compiler import compile_flow
from tongban.kernel.flow.findings import FlowRefused
from tongban.kernel.tests.flow.drawings import sound, to_bpmn

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">'
BOMB = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
XXE = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
REMOTE = '<!DOCTYPE d SYSTEM "http://example.invalid/x.dtd"><d/>'


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "xml_broken"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "xml_broken"),
        ("流程".encode("gb18030"), "xml_broken"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "xml_broken"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "xml_broken"),
        (b"<a><b></a>", "xml_broken"),
        (b"<a>&nothing;</a>", "xml_broken"),
        (b"<a/>" * 2, "xml_broken"),
        (BOMB.encode(), "xml_dtd"),
        (XXE.encode(), "xml_dtd"),
        (REMOTE.encode(), "xml_dtd"),
        (BOMB.encode("utf-16"), "xml_dtd"),
        (b"<a>" * 41 + b"</a>" * 41, "xml_depth"),
        (b"<a>" * 300_000, "xml_depth"),
        (b"<a>" + b"<b/>" * 20_001 + b"</a>", "xml_elements"),
        (b" " * 10_000_000 + b"<a/>", "xml_size"),
    ],
)
def test_a_hostile_file_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    with pytest.raises(FlowRefused) as refused:
        read_bpmn(data)
    (finding,) = refused.value.findings
    assert finding.code == code
    assert finding.zh.endswith("。")
    assert finding.en.endswith(".")


def test_a_reader_that_lets_entities_in_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check for entities can fail: with the plain parser of the library the bomb would be read."""
    plain = markup.DefusedXMLParser
    open_door = {"forbid_dtd": False, "forbid_entities": False, "forbid_external": False}
    monkeypatch.setattr(markup, "DefusedXMLParser", lambda **options: plain(**{**options, **open_door}))
    with pytest.raises(FlowRefused) as refused:
        read_bpmn(BOMB.encode())
    assert refused.value.findings[0].code == "not_bpmn"


def _outcome(data: bytes) -> str:
    try:
        compile_flow(read_bpmn(data))
    except FlowRefused as refused:
        return "refused" if refused.findings else "refused in silence"
    return "compiled"


@pytest.mark.parametrize("seed", range(40))
def test_damaged_text_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    text = bytearray(to_bpmn(sound(random, 8).model()))
    for _ in range(random.choice((1, 1, 3, 20))):
        place = random.randrange(len(text))
        text[place : place + random.randint(0, 8)] = bytes(
            random.choices(b'<>/="&;xyz \x00\xff', k=random.randint(0, 6))
        )
    assert _outcome(bytes(text)) in ("refused", "compiled")


def test_an_undamaged_text_is_compiled() -> None:
    assert _outcome(to_bpmn(sound(Random(1), 8).model())) == "compiled"
