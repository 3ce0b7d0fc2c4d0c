"""Accessible PDF (PDF/UA-1, tagged) by typst, with the fonts under data/fonts, in all scripts of the region.

Data reach the template as JSON and are set as text: nothing a person typed is ever read as markup. A page of a receipt takes
about 20 ms of the processor; two at a time are made in one process, others wait a little and are then told to come back.
"""

import json
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import structlog
from django.conf import settings
from django.utils.translation import get_language

from core.errors import PortalError
from core.localised import other_language
from core.words import message

log = structlog.get_logger("core.pdf")
FONTS = Path(settings.BASE_DIR) / "data" / "fonts"
TEMPLATES = Path(settings.BASE_DIR) / "data" / "typst"
NOT_SHOWN = "\ufffd"
WAIT_SECONDS = 10
_turn = BoundedSemaphore(2)


class Busy(PortalError):
    code = "busy"
    status = 503
    sentence = message("Many people ask for this document just now. Please try again in a minute.")


def make_pdf(*, template: str, data: Mapping[str, Any]) -> bytes:
    """The PDF of ``data/typst/<template>.typ`` with ``data`` (JSON; the template says of what shape), marked as being in the
    language of the moment. Raises Busy.

    A character that none of our fonts has (an emoji, a rare ideograph) is shown as U+FFFD; ``all_shown`` tells beforehand.
    """
    import typst  # here, not above: 40 MB that a process needs only when it makes its first PDF

    source = _source(template)
    language = (get_language() or settings.LANGUAGE_CODE).partition("-")[0]  # as typst takes it: ISO 639
    inputs = {"data": json.dumps({"lang": language, **_drawable(data)}, ensure_ascii=False)}

    def compiled(standards: list[Any]) -> bytes:
        pdf = typst.compile(  # type: ignore[misc]  # its stub cannot say what bytes as input give
            source, font_paths=[FONTS], ignore_system_fonts=True, sys_inputs=inputs, pdf_standards=standards
        )
        assert isinstance(pdf, bytes)
        return pdf

    if not _turn.acquire(timeout=WAIT_SECONDS):
        raise Busy()
    try:
        return compiled(["ua-1"])
    except typst.TypstError as error:  # a text the standard forbids: a readable document is worth more than its certificate
        log.warning("PDF without PDF/UA-1", template=template, error=str(error)[:200].split("`")[0])
        return compiled([])
    finally:
        _turn.release()


def all_shown(text: str) -> bool:
    """Whether our fonts have every character of it."""
    return text == _with_glyphs(text)


def lang_of(text: object) -> str:
    """The language of a text as typst takes it (ISO 639), where it is not that of the document; else empty."""
    language = other_language(text).partition("-")[0]
    return language if re.fullmatch("[a-z]{2,3}", language) else ""


def is_right_to_left(text: str) -> bool:
    """By the first letter with a direction, as ``dir="auto"`` decides on a page."""
    directions = (unicodedata.bidirectional(character) for character in text[:200])
    return next((one for one in directions if one in ("L", "R", "AL")), "L") != "L"


def _drawable(value: Any) -> Any:
    if isinstance(value, str):
        return _with_glyphs(value)
    if isinstance(value, Mapping):
        return {key: _drawable(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_drawable(one) for one in value]
    return value


def _with_glyphs(text: str) -> str:
    if text.isascii():
        return text
    return "".join(one if one == "\n" or _covered(ord(one)) else NOT_SHOWN for one in text)


def _covered(code: int) -> bool:
    starts, ends = _coverage()
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@cache
def _coverage() -> tuple[list[int], list[int]]:
    ranges = json.loads((FONTS / "coverage.json").read_text())
    return [start for start, _ in ranges], [end for _, end in ranges]


@cache
def _source(template: str) -> bytes:
    return (TEMPLATES / f"{template}.typ").read_bytes()
