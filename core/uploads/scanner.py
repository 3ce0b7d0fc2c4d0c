"""A client of clamd: the command INSTREAM of its protocol (man clamd, section “COMMANDS”), over TCP or a unix socket."""

import socket
import struct
from dataclasses import dataclass
from typing import BinaryIO

CHUNK = 128 * 1024
SECONDS = 60
LONGEST_REPLY = 4096
SILENT = "The scanner closed the connection without a word."


class ScannerUnavailable(Exception):
    """Nothing was found out about the file: the scanner does not answer, or says that it could not look."""


class NotScanned(ScannerUnavailable):
    """The scanner answers, and would not look at this very file: it is too large for it, or its limits are not ours."""


@dataclass(frozen=True)
class Verdict:
    clean: bool
    found: str = ""  # the name the scanner gives to what it found


def scan(file: BinaryIO, address: str) -> Verdict:
    """``address``: ``host:port``, or ``unix:`` and a path. Raises ScannerUnavailable; NotScanned for this file alone."""
    try:
        with _connected(address) as connection:
            connection.sendall(b"zINSTREAM\0")
            file.seek(0)
            while chunk := file.read(CHUNK):
                connection.sendall(struct.pack("!I", len(chunk)) + chunk)
            connection.sendall(struct.pack("!I", 0))
            return _verdict(_reply(connection))
    except (BrokenPipeError, ConnectionResetError) as error:  # it closes early on what is larger than its StreamMaxLength
        raise NotScanned(str(error)) from error
    except OSError as error:
        raise ScannerUnavailable(str(error)) from error


def _connected(address: str) -> socket.socket:
    if address.startswith("unix:"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(SECONDS)
        try:
            connection.connect(address.removeprefix("unix:"))
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = address.rpartition(":")
    if not port.isdecimal():
        raise ScannerUnavailable(f"CLAMD_ADDRESS “{address}” is neither host:port nor unix:path.")
    return socket.create_connection((host.strip("[]"), int(port)), timeout=SECONDS)


def _reply(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_REPLY and (more := connection.recv(1024)):
        said += more
    return said.decode("utf-8", "replace").strip("\0 \n")


def _verdict(reply: str) -> Verdict:
    words = reply.removeprefix("stream: ")
    if words == "OK":
        return Verdict(clean=True)
    if words.endswith(" FOUND"):
        return Verdict(clean=False, found=words.removesuffix(" FOUND"))
    raise NotScanned(reply or SILENT)
