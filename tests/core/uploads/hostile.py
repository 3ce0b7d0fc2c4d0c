"""Files made by the tests: sound ones of every kind, and those that must not get in."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO

from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""The harmless text that scanners find (eicar.org); in two parts, so that no scanner finds this file."""
WORD = (
    b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
SHEET = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'


TEMPLATE = b'<R Type="http://x/attachedTemplate" Target="http://x" TargetMode="External"/>'


def package(members: Mapping[str, bytes], *, first: tuple[str, bytes] | None = None) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    """``more``: further members, ``__`` for a slash and ``_dot_`` for a dot in their names."""
    extra = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return package({"[Content_Types].xml": WORD, "word/document.xml": b"<w:document>Our view</w:document>", **extra})


def xlsx() -> bytes:
    return package({"[Content_Types].xml": SHEET, "xl/workbook.xml": b"<workbook/>"})


def odt(**more: bytes) -> bytes:
    members = {"content.xml": b"<office/>", "META-INF/manifest.xml": b"<manifest/>"}
    return package(members | dict(more.items()), first=("mimetype", b"application/vnd.oasis.opendocument.text"))


def pdf(inside: bytes = b"", after: bytes = b"") -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog " + inside + b" >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n" + after


def pdf_with_objects(objects: bytes) -> bytes:
    stream = zlib.compress(objects)
    head = b"%PDF-1.7\n5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length " + str(len(stream)).encode()
    return head + b" >>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF\n"


def image(form: str, *, size: tuple[int, int] = (12, 8), place: bool = False, orientation: int = 1) -> bytes:
    """``place``: with the coordinates of Jakarta and the maker of a camera in its metadata."""
    made = BytesIO()
    exif = Image.Exif()
    exif[0x0112] = orientation
    if place:
        exif[0x010F] = "Canary Cameras"
        exif.get_ifd(0x8825).update({1: "S", 2: (6.0, 10.0, 30.0), 3: "E", 4: (106.0, 49.0, 39.0)})
    Image.new("RGB", size, (11, 79, 108)).save(made, form, exif=exif)
    return made.getvalue()


def lying_png() -> bytes:
    """Says that it has 4 thousand million pixels."""
    return _png(65500, 65500, b"\0" * 1000)


def bursting_png() -> bytes:
    """Says that it has a hundred pixels, and unpacks to fifty megabytes."""
    return _png(10, 10, b"\0" * 50_000_000)


def _png(width: int, height: int, picture: bytes) -> bytes:
    head = struct.pack("!IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    pixels = zlib.compress(picture)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def bomb(unpacked: int) -> bytes:
    return docx(word__media__zeros_dot_xml=b"\0" * unpacked)


def locked(content: bytes) -> bytes:
    """With the flag of an encrypted member set, as zipfile itself cannot write it."""
    changed = bytearray(content)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        changed[at + 8] |= 1
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def renamed_member(content: bytes, old: bytes, new: bytes) -> bytes:
    """A name that zipfile would not write; both of one length."""
    assert len(old) == len(new)
    return content.replace(old, new)


SOUND: dict[str, tuple[str, bytes]] = {
    "pdf": ("position.pdf", pdf()),
    "docx": ("position.docx", docx()),
    "xlsx": ("costs.xlsx", xlsx()),
    "odt": ("position.odt", odt()),
    "png": ("map.png", image("PNG")),
    "jpeg": ("photo.jpg", image("JPEG")),
    "txt": ("note.txt", "ស្ពាន ຂົວ – a bridge\n".encode()),
    "csv": ("costs.csv", b"country,days\nLA,2\n"),
}
_CHART = docx(word__embeddings__sheet_dot_xlsx=xlsx())
SOUND_TOO: dict[str, tuple[str, bytes, str]] = {
    "docx with a chart": ("chart.docx", _CHART, "docx"),
    "pdf named png": ("wrong.png", pdf(), "pdf"),
    "jpeg named exe": ("photo.exe", image("JPEG"), "jpeg"),
    "text named html": ("page.html", b"<script>alert(1)</script>", "txt"),
    "text with byte order mark": ("note.txt", b"\xef\xbb\xbfText", "txt"),
    "picture with an archive behind it": ("both.png", image("PNG") + docx(), "png"),
    "pdf with packed objects": ("packed.pdf", pdf_with_objects(b"1 0 << /Type /Page >>"), "pdf"),
}
HOSTILE: dict[str, tuple[str, bytes]] = {
    "empty": ("empty.pdf", b""),
    "pdf cut off": ("a.pdf", pdf()[:-20]),
    "pdf with a script": ("a.pdf", pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>")),
    "pdf with a script, spelled in hex": ("a.pdf", pdf(b"/S /J#61va#53cript")),
    "pdf that starts a program": ("a.pdf", pdf(b"/AA << /S /Launch /F (cmd.exe) >>")),
    "pdf that carries a file": ("a.pdf", pdf(b"/Names << /EmbeddedFiles 2 0 R >>")),
    "pdf with a script in packed objects": ("a.pdf", pdf_with_objects(b"1 0 << /S /JS >>")),
    "pdf with a false stream": ("a.pdf", pdf(b">>\n%>>stream\n<< /S /JavaScript >> %endstream\n<<")),
    "pdf with a password": ("a.pdf", pdf(b"/Encrypt 9 0 R")),
    "pdf that is an archive": ("a.pdf", pdf(after=docx())),
    "pdf and archive in one": ("a.pdf", pdf()[:-7] + package({"a.txt": b"x"})[:-2] + struct.pack("<H", 6) + b"%%EOF\n"),
    "pdf with a program behind it": ("a.pdf", pdf(after=b"MZ\x90\0")),
    "docx with macros": ("a.docx", docx(word__vbaProject_dot_bin=b"\xd0\xcf\x11\xe0macro")),
    "docx with macros under another name": ("a.docx", docx(word__media__image1_dot_png=b"\xd0\xcf\x11\xe0macro")),
    "docx with a program": ("a.docx", docx(word__media__image1_dot_png=b"MZ\x90\0")),
    "docx with active controls": ("a.docx", docx(word__activeX__activeX1_dot_xml=b"<x/>")),
    "docm": ("a.docx", package({"[Content_Types].xml": WORD + b"document.macroEnabled.main+xml", "word/document.xml": b""})),
    "docx that fetches its template": (
        "a.docx",
        docx(word___rels__settings_dot_xml_dot_rels=TEMPLATE),
    ),
    "docx with macros in an inner file": ("a.docx", docx(word__embeddings__a_dot_xlsx=docx(word__vbaProject_dot_bin=b"x"))),
    "docx with files in files": ("a.docx", docx(a=docx(b=docx()))),
    "odt with macros": ("a.odt", odt(**{"Basic/Standard/Module1.xml": b"<x/>"})),
    "odt with scripts": ("a.odt", odt(**{"Scripts/python/a.py": b"x"})),
    "odt with a password": (
        "a.odt",
        package(
            {"META-INF/manifest.xml": b"<manifest:encryption-data/>"},
            first=("mimetype", b"application/vnd.oasis.opendocument.text"),
        ),
    ),
    "zip": ("a.zip", package({"a.txt": b"x"})),
    "zip named docx": ("a.docx", package({"a.txt": b"x"})),
    "docx and xlsx in one": ("a.docx", package({"[Content_Types].xml": WORD + SHEET})),
    "docx with a password flag": ("a.docx", locked(docx())),
    "docx climbing out": ("a.docx", renamed_member(docx(aa__aa__evil=b"x"), b"aa/aa/evil", b"../../evil")),
    "docx with an absolute name": ("a.docx", renamed_member(docx(aetc__passwd=b"x"), b"aetc/passwd", b"/etc/passwd")),
    "docx with a drive in a name": ("a.docx", renamed_member(docx(cc__evil=b"x"), b"cc/evil", b"c:/evil")),
    "docx with a backslash in a name": ("a.docx", renamed_member(docx(aa__evil=b"x"), b"aa/evil", b"a\\/evil")),
    "docx with a NUL in a name": ("a.docx", renamed_member(docx(aa__evil=b"x"), b"aa/evil", b"aa\0evil")),
    "docx with two parts of one name": ("a.docx", renamed_member(docx(word__documenT_dot_xml=b"x"), b"documenT", b"Document")),
    "docx behind something": ("a.docx", b"PK\x03\x04" + b"x" * 40 + docx()),
    "docx with something behind it": ("a.docx", docx() + b"<?php ?>"),
    "docx cut off": ("a.docx", docx()[:-40]),
    "zip bomb": ("a.docx", bomb(130 * 1024 * 1024)),
    "png that lies about its size": ("a.png", lying_png()),
    "png cut off": ("a.png", image("PNG")[:60]),
    "jpeg cut off": ("a.jpg", image("JPEG", size=(200, 200))[:300]),
    "jpeg that is only a beginning": ("a.jpg", b"\xff\xd8\xff\xe0"),
    "program": ("a.txt", b"MZ\x90\0\x03\0\0\0"),
    "linux program": ("a.csv", b"\x7fELF\x02\x01\x01\0"),
    "old word document": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
    "rar": ("a.rar", b"Rar!\x1a\x07\x01\0"),
    "gzip": ("a.gz", b"\x1f\x8b\x08\0\0\0\0\0"),
    "gif": ("a.gif", b"GIF89a\x01\0\x01\0"),
    "text with a NUL": ("a.txt", b"a\0b"),
    "text with an escape": ("a.txt", b"a\x1b[2Jb"),
    "text in another encoding": ("a.csv", "Café".encode("latin-1")),
    "text in UTF-16": ("a.csv", "a,b".encode("utf-16")),
    "text cut inside a character": ("a.txt", "ស្ពាន".encode()[:-1]),
    "too large": ("a.txt", b"a" * (10 * 1024 * 1024 + 1)),
}
NAMES: dict[str, tuple[str, str]] = {
    "position.pdf": ("pdf", "position.pdf"),
    "../../etc/passwd": ("txt", "passwd.txt"),
    "C:\\Users\\x\\cost.xlsx": ("xlsx", "cost.xlsx"),
    "a" * 300 + ".pdf": ("pdf", "a" * 116 + ".pdf"),
    "ស្ពាន.PDF": ("pdf", "ស្ពាន.pdf"),
    "photo.exe": ("jpeg", "photo.jpg"),
    "archive.tar.gz": ("txt", "archive.tar.txt"),
    "a\0b.txt": ("txt", "ab.txt"),
    "evil\u202etxt.exe": ("txt", "eviltxt.txt"),
    ".htaccess": ("txt", "htaccess.txt"),
    "": ("png", "file.png"),
    "...": ("pdf", "file.pdf"),
    'a"b\r\nX: y.csv': ("csv", "a b X y.csv"),
    "Version 1.2 of our view": ("pdf", "Version 1.2 of our view.pdf"),
}
