"""A server that speaks INSTREAM as clamd does, for tests of our client: it finds the EICAR text and nothing else."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.core.uploads.hostile import EICAR


@contextmanager
def clamd(*, says: bytes = b"", hangs_up: bool = False, will_not_have: bytes = b"") -> Iterator[str]:
    """Its address. ``says``: a fixed reply; ``hangs_up``: closes in the middle of the file; ``will_not_have``: content that it
    refuses to look at, as the real one does with what is larger than its limit."""
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.05)
    over = threading.Event()
    thread = threading.Thread(target=_serve, args=[server, says, hangs_up, will_not_have, over], daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.getsockname()[1]}"
    finally:
        over.set()
        thread.join(10)
        server.close()


def _serve(server: socket.socket, says: bytes, hangs_up: bool, will_not_have: bytes, over: threading.Event) -> None:
    while not over.is_set():
        try:
            connection, _ = server.accept()
        except TimeoutError:
            continue
        with connection:
            if hangs_up:
                connection.recv(4)
                continue
            content = _content(connection)
            if will_not_have and will_not_have in content:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                continue
            found = b"Eicar-Test-Signature FOUND" if EICAR in content else b"OK"
            connection.sendall(says or b"stream: " + found + b"\0")


def _content(connection: socket.socket) -> bytes:
    with connection.makefile("rb") as stream:
        assert stream.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", stream.read(4))[0]:
            content += stream.read(size)
        return content
