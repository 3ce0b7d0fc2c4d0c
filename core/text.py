"""Cleaning of text as it comes in: what PostgreSQL cannot store and nobody typed is left out."""

import re
import unicodedata

# C0 and C1 controls but tab and newline, lone surrogates, non-characters, and bidirectional overrides (Trojan Source).
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202d\u202e]")


def clean_text(text: str) -> str:
    """NFC, newlines as LF, unwanted characters left out, no white space at either end."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", _UNWANTED.sub("", text)).strip()


def alike(text: str) -> str:
    """The same for two labels that read the same: capitals, white space and the break between Khmer words do not matter."""
    return " ".join(clean_text(text.replace("\u200b", "")).split()).casefold()
