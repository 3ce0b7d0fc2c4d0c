"""The ways in which a token may hide in an answer of the server."""

import base64
import gzip
import html
import zlib
from urllib.parse import quote

import brotli


def spellings(token: str) -> set[bytes]:
    """The token as it would stand in a page, an address, JSON, base64 (at each of three offsets), hex, UTF-16, reversed…"""
    raw = token.encode()
    found = {
        raw,
        raw.upper(),
        raw[::-1],
        html.escape(token).encode(),
        "".join(f"&#{ord(c)};" for c in token).encode(),
        "".join(f"&#x{ord(c):x};" for c in token).encode(),
        quote(token, safe="").encode(),
        "".join(f"%{ord(c):02X}" for c in token).encode(),
        "".join(f"\\u{ord(c):04x}" for c in token).encode(),
        raw.hex().encode(),
        token.encode("utf-16-le"),
        token.encode("utf-16-be"),
        base64.b32encode(raw).rstrip(b"=")[:-1],
    }
    for offset in range(3):
        middle = base64.b64encode(b"x" * offset + raw)[4 if offset else 0 :].rstrip(b"=")[:-2]
        found |= {middle, middle.replace(b"+", b"-").replace(b"/", b"_")}
    return found


def unpacked(body: bytes) -> bytes:
    """The body, and after it what is inside where it is compressed."""
    inside = b""
    for unpack, errors in ((gzip.decompress, (OSError, EOFError, zlib.error)), (brotli.decompress, (brotli.error,))):
        try:
            inside += unpack(body)
        except errors:
            continue
    return body + inside
