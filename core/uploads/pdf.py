"""PDF: whole, not locked, and without anything that acts or carries other files. Imports no Django.

The names of ISO 32000-1 are looked for outside streams and inside object streams (7.5.7), with their #xx spellings (7.3.5). The
long ones are looked for in the whole file too, so that a false beginning of a stream hides nothing.
"""

import re
import zlib
from collections.abc import Iterator
from typing import Any

from core.uploads.kinds import BadFile
from core.words import message

Content = Any  # bytes or a memory map
MOST_UNPACKED = 50 * 1024 * 1024
_ACTS = rb"JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|GoToE|ImportData"
_ACTIVE = re.compile(rb"/(?:" + _ACTS + rb")(?![A-Za-z0-9])")
_LONG = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)(?![A-Za-z0-9])")
_LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
_SPELLED = re.compile(rb"/[A-Za-z0-9]*(?:#[0-9A-Fa-f]{2}[A-Za-z0-9]*)+")
_STREAM = re.compile(rb">>\s{0,8}stream\r?\n")
_OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9])")
_END = b"%%EOF"
_ZIP_END = b"PK\x05\x06"


def check(content: Content) -> None:
    """Raises BadFile."""
    size = len(content)
    end = content.rfind(_END, max(0, size - 1024))
    if end < 0:
        raise BadFile(message("This PDF is cut off or damaged. Save it again as PDF."))
    if content[end + len(_END) :].strip(b"\r\n\t \0"):
        raise BadFile(message("Something was added behind the end of this PDF. Save it again as PDF."))
    zip_end = content.rfind(_ZIP_END, max(0, size - 65_600))
    if zip_end >= 0 and zip_end + 22 + int.from_bytes(content[zip_end + 20 : zip_end + 22], "little") == size:
        raise BadFile(message("This PDF is an archive as well. Save it again as PDF."))
    if _LONG.search(content):
        raise _active()
    for text in _texts(content):
        _check_names(text)


def _check_names(text: bytes) -> None:
    names = [re.sub(rb"#([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), one[0]) for one in _SPELLED.finditer(text)]
    for words in (text, b" ".join(names)):
        if _LOCKED.search(words):
            raise BadFile(message("This PDF is locked with a password or permissions. Save it without them."))
        if _ACTIVE.search(words):
            raise _active()


def _texts(content: Content) -> Iterator[bytes]:
    """What stands outside streams, and what object streams hold."""
    at, unpacked = 0, 0
    while begin := _STREAM.search(content, at):
        outside = content[at : begin.end()]
        yield outside
        stop = content.find(b"endstream", begin.end())
        if stop < 0:
            raise BadFile(message("This PDF is cut off or damaged. Save it again as PDF."))
        if _OBJECTS.search(outside, max(0, outside.rfind(b"obj"))):
            objects = _unpacked(content[begin.end() : stop])
            unpacked += len(objects)
            if unpacked > MOST_UNPACKED:
                raise BadFile(message("This PDF unpacks to far more than it should. Save it again as PDF."))
            yield objects
        at = stop
    yield content[at:]


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(stream, MOST_UNPACKED + 1)
    except zlib.error:
        if _ACTIVE.search(stream) or b"obj" in stream or stream[:1].isdigit():
            return stream  # an object stream may stand unpacked
        raise BadFile(message("This PDF holds parts that cannot be read. Save it again as PDF.")) from None


def _active() -> BadFile:
    return BadFile(message("This PDF holds a script, a form that acts, or other files. Print it to a new PDF and send that."))
