"""Nasty values: what breaks programs that trust what they are given. One table, used on every field and every parser.

`<tbx` is the mark by which an answer shows that it repeated a value without escaping it.
"""

from __future__ import annotations

from typing import Final

MARK: Final = "<tbx"
DIGITS: Final = "9" * 5000
DEEP: Final = 100_000
PART: Final = b"--x\r\nContent-Disposition: form-data"

TEXTS: Final[list[str]] = [
    # nothing, blanks, what looks like nothing
    "", " ", "\t", "\n", "\r\n", "\u3000", "\u00a0", "\u200b", "\u200b" * 500, "\ufeff", "\u2028", "\u2029", "null",
    "None", "undefined", "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "true", "false", "[]", "{}", "''",
    '""', "``",
    # control characters and broken Unicode
    "\x00", "a\x00b", "\x00" * 100, "\x01", "\x07", "\x08", "\x0b", "\x0c", "\x1b[31m", "\x7f", "\x80", "\x9f",
    "\udc80", "\ud800", "\udfff\ud800", "a\ud83d", "\uffff", "\ufffe", "\U0010ffff",
    "\U0001f3f3\ufe0f\u200d\U0001f308", "🈚" * 300, "e\u0301" * 500, "a" + "\u0301" * 5000,
    "\u202e\u6587\u4ef6gpj.exe", "\u2066abc\u2069", "ﷺ" * 100, "ﬁ", "Å", "K", "ß", "İ", "ı", "ſ", "𝟡𝟡", "１２３", "²",
    "①", "Ⅷ", "〇", "負", "万" * 60, "\ue000", "𠀀" * 100,
    # numbers
    "0", "-0", "-1", "+1", "00", "0x10", "0b1", "0o7", "1e3", "1e308", "1e309", "1e-400", "1_000", "1,000", "1.0",
    ".5", "5.", "1" + "0" * 30, "-" + "9" * 30, DIGITS, "-" + DIGITS, "2147483647", "2147483648", "-2147483649",
    "32768", "9223372036854775807", "9223372036854775808", "18446744073709551616", "9007199254740993", "0.1e", "1e",
    "--1", "1/0", "٣", "१२", "1 2", "½",
    # dates and times
    "0000-00-00", "0001-01-01", "1582-10-10", "1899-12-31", "1969-12-31", "2026-02-29", "2026-13-01", "2026-00-10",
    "2026-1-1", "2026-11-31", "9999-12-31", "10000-01-01", "99999-12-31", "-0001-01-01", "2026-11-21T25:00", "24:00",
    "2026-11-21T10:00:00+99:99", "2026-11-21T10:00:00Z", "9999-12-31T23:59:59-12:00", "2026年11月21日", "20261121",
    "1e9", "253402300800", "2038-01-19T03:14:08", "2026-W53-7", "2026-366",
    # markup
    f'"><{MARK[1:]} x=1>', f"'><{MARK[1:]}>", f"{MARK}>", f"</script>{MARK}>", f"</title>{MARK}>",
    f"</textarea>{MARK}>", f"--><!--{MARK}>", f"]]>{MARK}>", f'" onmouseover="{MARK}', "javascript:alert(1)",
    "data:text/html,<script>1</script>", f"<svg onload=1>{MARK}>", f"&lt;{MARK}>", f"&#60;tbx>{MARK}>",
    f"%3Ctbx%3E{MARK}>", f"{{{{7*7}}}}{MARK}>", f"{{% debug %}}{MARK}>", "${7*7}", "#{7*7}", "<%= 7*7 %>",
    f"<style>{MARK}>", f"<base href=//x>{MARK}>", f"+ADw-tbx+AD4-{MARK}>", f"\u2039tbx\u203a{MARK}>",
    # queries, shells, paths, headers, formulas
    "' OR 1=1 --", "\" OR \"\"=\"", "'; DROP TABLE cases_case; --", "\\'", "%", "_", "%%", "%s", "%(x)s", "%n", "{0}",
    "{x}", "\\", "\\\\", "*", "(", ")", "[", "a(b", "(?i)", "(a+)+$", "a" * 30 + "!", "&", "|", "!", "<->", "& | !",
    "':*'", "$(id)", "`id`", "; id", "| id", "../../etc/passwd", "..\\..\\x", "/etc/passwd", "file:///etc/passwd",
    "\\\\host\\x", "....//", "%2e%2e%2f", "%00", "%0d%0aSet-Cookie: a=b", "\r\nSet-Cookie: a=b", "a\nb",
    "//evil.example", "https://evil.example", "http://127.0.0.1:1/", "=1+1", "+1+1", "-1+1", "@SUM(1)",
    "=cmd|' /C calc'!A0", "\t=1", "＝1+1",
    # lengths
    "a" * 255, "a" * 256, "a" * 10_000, "一" * 10_000, "a" * 200_000, "\n" * 10_000, "a " * 10_000, "," * 5000,
    "[" * 5000, '{"a":' * 2000, "((((" * 1000, "<" * 5000, "/" * 2000, "." * 3000,
    # identifiers and keys
    "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "{00000000-0000-0000-0000-000000000000}", "urn:uuid:00000000-0000-0000-0000-000000000000",
    "0190aaaa-0000-7000-8000-00000000dead", "0190AAAA-0000", "__proto__", "constructor", "__class__", "__init__",
    "self", "id", "pk", "seq", "csrfmiddlewaretoken", "is_staff", "110101199003070000", "91110000000000000A",
    "QH202611020001", "QH20261102000100000000000000", "13800000000", "+8613800000000", "2026-11-21,1",
    "not-a-key|not-a-key", "9999-12-31T00:00:00+00:00|x", "eyJhIjoxfQ==", "====", "AAAA" * 1000,
]  # fmt: skip

# Whole bodies of a POST with their content type: what no browser sends.
BODIES: Final[list[tuple[str, bytes]]] = [
    ("application/x-www-form-urlencoded", b""),
    ("application/x-www-form-urlencoded", b"&".join(b"f%d=1" % n for n in range(10_000))),
    ("application/x-www-form-urlencoded", b"a=1&" * 900),
    ("application/x-www-form-urlencoded", b"act=%FF%FE&do=%ED%A0%80"),
    ("application/x-www-form-urlencoded", b"=&=&&&;;="),
    ("application/x-www-form-urlencoded", b"a" * 3_000_000),
    ("application/x-www-form-urlencoded; charset=utf-16", b"a\x00=\x001\x00"),
    ("application/x-www-form-urlencoded; charset=nonsense", b"a=1"),
    ("multipart/form-data", b"a=1"),
    ("multipart/form-data; boundary=", b"--\r\n"),
    ("multipart/form-data; boundary=x", b""),
    ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\n1\r\n--x--"),
    ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'),
    ("multipart/form-data; boundary=x", PART + b'; name="a\x00"; filename="\x00"\r\n\r\n1\r\n--x--'),
    (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="../../a"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n",
    ),
    ("multipart/form-data; boundary=" + "x" * 300, b"--x"),
    ("multipart/form-data; boundary=x; charset=utf-7", PART + b'; name="+AGE-"\r\n\r\n1\r\n--x--'),
    ("application/json", b"{"),
    ("application/json", b"[" * DEEP),
    ("application/json", b'{"a":1,"a":2}'),
    ("application/json", b"NaN"),
    ("application/json", DIGITS.encode()),
    ("text/xml", b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
    ("text/plain; charset=\xff", b"\xff\xfe"),
    ("", b"\x00" * 1000),
    ("application/octet-stream", b"\x1f\x8b\x08\x00garbage"),
]  # fmt: skip
