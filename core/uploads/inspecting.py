"""What a file is, by its content: its name counts for nothing but to tell a table from a text. Imports no Django."""

import codecs
import mmap
import os
import re
from typing import BinaryIO

from core.uploads import office, pdf
from core.uploads.kinds import KINDS, MOST_BYTES, OFFERED, BadFile, Kind, file_size
from core.words import message

CHUNK = 256 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_ARCHIVE = message("This is an archive. Send the files in it one by one, as %(kinds)s.", kinds=OFFERED)
_PROGRAM = message("This is a program. Programs are not taken.")
_REFUSED = (
    (b"\xd0\xcf\x11\xe0", message("This is an old or locked Office file. Save it without a password as DOCX, XLSX or PDF.")),
    (b"MZ", _PROGRAM),
    (b"\x7fELF", _PROGRAM),
    (b"Rar!", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"GIF8", message("GIF images are not taken. Save it as PNG.")),
)


def inspect(file: BinaryIO, name: str) -> Kind:
    """The kind of the open file. Raises BadFile. Reads in pieces; the file is left at any position."""
    size = file.seek(0, os.SEEK_END)
    if size == 0:
        raise BadFile(message("This file is empty."))
    if size > MOST_BYTES:
        raise BadFile(
            message("This file has %(size)s. A file may have %(most)s at most.", size=file_size(size), most=file_size(MOST_BYTES))
        )
    file.seek(0)
    head = file.read(8)
    for signature, sentence in _REFUSED:
        if head.startswith(signature):
            raise BadFile(sentence)
    if head.startswith(b"%PDF-"):
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            pdf.check(content)
        return KINDS["pdf"]
    if head.startswith(b"PK"):
        return KINDS[office.check(file)]
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return KINDS["png"]
    if head.startswith(b"\xff\xd8\xff"):
        return KINDS["jpeg"]
    _check_text(file)
    return KINDS["csv" if name.lower().rstrip(" .").endswith(".csv") else "txt"]


def _check_text(file: BinaryIO) -> None:
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            if _CONTROL.search(decoder.decode(chunk)):
                raise BadFile()
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        raise BadFile(
            message(
                "This is not a %(kinds)s file, or its text is not in UTF-8. Save a table from Excel as “CSV UTF-8”.",
                kinds=OFFERED,
            )
        ) from None
