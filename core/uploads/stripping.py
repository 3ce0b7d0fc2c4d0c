"""What an image says besides its picture is left out, and the picture itself is copied as it stands: for images whose pixels
would take more memory than a web worker has. No pixel is decoded. Imports no Django.

Kept are the parts a picture cannot be shown without, its colours, and which way is up. JPEG: ITU-T T.81 annex B; PNG: W3C PNG
third edition, sections 5 and 11.
"""

import re
import struct
import zlib
from typing import IO

_SOI, _EOI = b"\xff\xd8", b"\xff\xd9"
_TABLES, _FRAMES, _SCAN = {0xDB, 0xC4, 0xDD}, {0xC0, 0xC1, 0xC2}, 0xDA
_OTHER_FRAMES = {0xC3, 0xC5, 0xC6, 0xC7, *range(0xC9, 0xD0), 0xDC, 0xDE, 0xDF} - {0xCC}
_APP0, _APP1, _APP2, _APP14 = 0xE0, 0xE1, 0xE2, 0xEE
_AFTER_SCAN = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"pHYs"}
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by colour type
_PASSES = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2))  # Adam7
_AT_ONCE = 256 * 1024


def strip_jpeg(content: bytes, into: IO[bytes], orientation: int) -> None:
    """Raises ValueError for what is no whole JPEG file. What stands behind its end is left out."""
    if not content.startswith(_SOI):
        raise ValueError("no JPEG")
    into.write(_SOI)
    head, at, frames, scans = _jfif_of(content), 2, 0, 0
    into.write(head + (_segment(_APP1, b"Exif\0\0" + _only_orientation(orientation)) if orientation != 1 else b""))
    while content[at : at + 2] != _EOI:
        marker, body, at = _next_segment(content, at)
        frames, scans = frames + (marker in _FRAMES), scans + (marker == _SCAN)
        if marker in _OTHER_FRAMES or frames > 1 or scans > frames * 1000:
            raise ValueError("a kind of JPEG that is not read")
        into.write(_kept(marker, body))
        if marker == _SCAN:
            end = _AFTER_SCAN.search(content, at)
            if end is None:
                raise ValueError("cut off")
            into.write(memoryview(content)[at : end.start()])
            at = end.start()
    if not scans:
        raise ValueError("no picture")
    into.write(_EOI)


def strip_png(content: bytes, into: IO[bytes], orientation: int) -> None:
    """Raises ValueError for what is no whole PNG file: each checksum is compared, and the picture unpacked piece by piece."""
    if not content.startswith(_PNG):
        raise ValueError("no PNG")
    into.write(_PNG)
    at, kind, picture = len(_PNG), b"", zlib.decompressobj()
    unpacked = expected = 0
    while kind != b"IEND":
        kind, body, at = _next_chunk(content, at)
        if (kind == b"IHDR") != (expected == 0) or (kind[:1].isupper() and kind not in _PNG_KEPT):
            raise ValueError("chunks that do not belong there")
        if kind == b"IHDR":
            expected = _unpacked_size(body)
        if kind == b"IDAT":
            unpacked += _unpack(picture, body, expected - unpacked)
        if kind in _PNG_KEPT:
            into.write(_chunk(kind, body))
        if kind == b"IHDR" and orientation != 1:
            into.write(_chunk(b"eXIf", _only_orientation(orientation)))
    if unpacked != expected or not picture.eof:
        raise ValueError("the picture is not whole")


def _next_segment(content: bytes, at: int) -> tuple[int, bytes, int]:
    """Marker, what is in it, and where it ends."""
    while content[at : at + 2] == b"\xff\xff":  # fill bytes
        at += 1
    if content[at : at + 1] != b"\xff" or at + 4 > len(content):
        raise ValueError("no marker")
    marker, (length,) = content[at + 1], struct.unpack_from(">H", content, at + 2)
    end = at + 2 + length
    if length < 2 or end > len(content):
        raise ValueError("cut off")
    return marker, content[at + 4 : end], end


def _kept(marker: int, body: bytes) -> bytes:
    if marker in _TABLES or marker in _FRAMES or marker == _SCAN:
        return _segment(marker, body)
    if marker == _APP2 and body.startswith(b"ICC_PROFILE\0"):
        return _segment(marker, body)
    if marker == _APP14 and body.startswith(b"Adobe") and len(body) >= 12:  # how its colours are meant
        return _segment(marker, body[:12])
    return b""


def _jfif_of(content: bytes) -> bytes:
    """The density, where there is one, without a thumbnail."""
    if content[2:4] == b"\xff\xe0" and content[6:11] == b"JFIF\0" and len(content) > 18:
        return _segment(_APP0, content[6:18] + b"\0\0")
    return b""


def _segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def _only_orientation(orientation: int) -> bytes:
    """Exif (CIPA DC-008) with one entry: which way is up."""
    return b"MM\0*\0\0\0\x08" + struct.pack(">HHHIHHI", 1, 0x0112, 3, 1, orientation, 0, 0)


def _next_chunk(content: bytes, at: int) -> tuple[bytes, bytes, int]:
    if at + 12 > len(content):
        raise ValueError("cut off")
    length, kind = struct.unpack_from(">I4s", content, at)
    end = at + 12 + length
    if end > len(content) or not kind.isalpha():
        raise ValueError("cut off")
    body = content[at + 8 : end - 4]
    if zlib.crc32(body, zlib.crc32(kind)) != struct.unpack_from(">I", content, end - 4)[0]:
        raise ValueError("a wrong checksum")
    return kind, body, end


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(body, zlib.crc32(kind)))


def _unpacked_size(head: bytes) -> int:
    if len(head) != 13:
        raise ValueError("no head")
    width, height, depth, colour, packing, filters, interlace = struct.unpack(">IIBBBBB", head)
    if not width or not height or colour not in _CHANNELS or packing or filters or interlace > 1:
        raise ValueError("a kind of PNG that is not read")
    bits = depth * _CHANNELS[colour]
    if not interlace:
        return _rows(width, height, bits)
    return sum(_rows(-(-(width - x) // wide), -(-(height - y) // high), bits) for x, y, wide, high in _PASSES)


def _rows(width: int, height: int, bits: int) -> int:
    """Each begins with a byte that names its filter; a pass without pixels has none."""
    return height * (1 + -(-width * bits // 8)) if width > 0 and height > 0 else 0


def _unpack(picture: "zlib._Decompress", body: bytes, most: int) -> int:
    """How many bytes this piece gives; ``most``: how many are still due."""
    total = 0
    try:
        while body:
            total += len(picture.decompress(body, _AT_ONCE))
            if total > most:
                raise ValueError("more than the picture has")
            body = picture.unconsumed_tail
    except zlib.error as problem:
        raise ValueError("damaged") from problem
    return total
