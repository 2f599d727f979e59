"""Figures in words: separators, rates with their base, the signs for what is missing or masked. It counts nothing."""

from __future__ import annotations

import re

MISSING = "—"
CASE_NO = re.compile(r"\b([A-Z]{2}\d{4})(\d{4})(\d{4})\b", re.ASCII)


def count_words(number: int | None) -> str:
    """12,345; a missing figure is a dash and never a nought."""
    return MISSING if number is None else f"{number:,}"


def share_words(percent: object, base: int | None, least: int, english: bool) -> str:
    """A percentage that stands beside its counts: a dash without a base, below the least base a sentence instead."""
    if percent is None or not base:
        return MISSING
    if base < least:
        return f"base below {least}" if english else f"基数不足 {least}"
    return str(percent)


def rate_words(part: int | None, base: int | None, least: int, english: bool) -> str:
    """95.92 %（17,453 / 18,195）; below the least base (`statistics.least_base`) only n of m, with none a dash."""
    if part is None or not base:
        return MISSING
    if base < least:
        return f"{part} of {base}" if english else f"{base} 件中 {part} 件"
    counts = f"{part:,} / {base:,}"
    share = f"{100 * part / base:.2f} %"
    return f"{share} ({counts})" if english else f"{share}（{counts}）"


def span_words(first: int, last: int, total: int, english: bool) -> str:
    """第 1-50 件，共 1,284 件; what stands above a page of a list."""
    if english:
        return f"{first:,}–{last:,} of {total:,}"
    return f"第 {first:,}-{last:,} 件，共 {total:,} 件"


def case_no_words(number: str) -> str:
    """QH202611060388 → QH2026 1106 0388, also at the end of other words; what has another form is left as it is."""
    return CASE_NO.sub(r"\1 \2 \3", number)
