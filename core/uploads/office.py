"""DOCX, XLSX and ODT: ZIP packages that hold what such a document holds, and nothing that acts. Imports no Django.

Nothing is parsed as XML and nothing is unpacked to disk: each member is read through in pieces and counted.
"""

import re
import zipfile
import zlib
from io import BytesIO
from typing import IO, BinaryIO

from core.uploads.kinds import MOST_BYTES, OFFERED, BadFile
from core.words import message

MOST_MEMBERS = 3000
MOST_UNPACKED = 120 * 1024 * 1024
CHUNK = 256 * 1024
_OLE, _PROGRAM, _ZIP = b"\xd0\xcf\x11\xe0", b"MZ", b"PK\x03\x04"
_MAIN = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
)
_MACRO_PARTS = re.compile(r"(^|/)(vbaProject|vbaData|macrosheets|activeX|Basic|Scripts)(/|\.|$)", re.IGNORECASE)
_FETCHES = re.compile(
    rb'(?:attachedTemplate|oleObject|/frame)"[^>]*TargetMode="External"|TargetMode="External"[^>]*attachedTemplate'
)
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError, LookupError)
MACROS = message("This file holds macros or other parts that act. Save it without them, or as PDF.")


def check(file: BinaryIO, *, inside_another: bool = False) -> str:
    """The key of its kind. Raises BadFile."""
    try:
        with zipfile.ZipFile(file) as package:
            return _check_package(file, package, inside_another)
    except _DAMAGED:
        raise BadFile(message("This file is damaged or not whole. Save it again and send it.")) from None


def _check_package(file: BinaryIO, package: zipfile.ZipFile, inside_another: bool) -> str:
    members = package.infolist()
    if len(members) > MOST_MEMBERS:
        raise BadFile(message("This file holds too many parts. Save it as PDF."))
    _check_edges(file, members)
    _check_names(members)
    kind = _kind(package)
    left = MOST_UNPACKED
    for member in members:
        left -= _check_member(package, member, left, inside_another)
    return kind


def _check_edges(file: BinaryIO, members: list[zipfile.ZipInfo]) -> None:
    """The package is the whole file: nothing stands before it or behind it."""
    file.seek(-22, 2)
    tail = file.read(22)
    if tail[:4] != b"PK\x05\x06" or tail[20:] != b"\0\0" or not members or min(one.header_offset for one in members) != 0:
        raise BadFile(message("This file is more than one thing at once. Save it again and send it."))


def _check_names(members: list[zipfile.ZipInfo]) -> None:
    names = [member.orig_filename for member in members]
    for name in names:
        odd = "\\" in name or "\0" in name or ":" in name or name.startswith("/") or ".." in name.split("/")
        if odd or len(name) > 250:
            raise BadFile(message("This file holds parts with impossible names. Save it again, or as PDF."))
        if _MACRO_PARTS.search(name):
            raise BadFile(MACROS)
    if len({name.lower() for name in names}) != len(names):
        raise BadFile(message("This file holds two parts of the same name. Save it again, or as PDF."))
    if any(member.flag_bits & 1 for member in members):
        raise BadFile(message("This file is locked with a password. Save it without one."))


def _kind(package: zipfile.ZipFile) -> str:
    names = set(package.namelist())
    if "mimetype" in names and _begin(package, "mimetype") == b"application/vnd.oasis.opendocument.text":
        if b"encryption-data" in _begin(package, "META-INF/manifest.xml"):
            raise BadFile(message("This file is locked with a password. Save it without one."))
        return "odt"
    types = _begin(package, "[Content_Types].xml") if "[Content_Types].xml" in names else b""
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise BadFile(MACROS)
    found = [kind for words, kind in _MAIN if words in types]
    if len(found) != 1:
        raise BadFile(message("This is an archive, or a kind of file that is not taken. Send a %(kinds)s file.", kinds=OFFERED))
    return found[0]


def _begin(package: zipfile.ZipFile, name: str) -> bytes:
    with package.open(name) as member:
        return member.read(CHUNK)


def _check_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, left: int, inside_another: bool) -> int:
    """How many bytes it holds, counted: a package may say anything about itself."""
    with package.open(member) as content:
        head = content.read(CHUNK)
        if head.startswith((_OLE, _PROGRAM)):
            raise BadFile(MACROS)
        if member.filename.endswith(".rels") and _FETCHES.search(head):
            raise BadFile(message("This file fetches parts of itself from elsewhere. Save it as PDF."))
        if head.startswith(_ZIP):
            return _check_inner(content, head, inside_another)
        size = len(head)
        while size <= left and (chunk := content.read(CHUNK)):
            size += len(chunk)
    if size > left:
        raise BadFile(message("This file unpacks to far more than it should. Save it again, or as PDF."))
    return size


def _check_inner(content: IO[bytes], head: bytes, inside_another: bool) -> int:
    """The workbook behind a chart, for example: held to the same rules, and nothing more inside it."""
    if inside_another:
        raise BadFile(message("This file holds files within files. Save it as PDF."))
    inner = BytesIO(head + content.read(MOST_BYTES))
    if len(inner.getvalue()) > MOST_BYTES:
        raise BadFile(message("This file unpacks to far more than it should. Save it again, or as PDF."))
    check(inner, inside_another=True)
    return len(inner.getvalue())
