"""Calls a WSGI application as a server does, past Django's test client."""

import io
import sys
from typing import Any


class Reply:
    def __init__(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status, self.headers, self.body = int(status[:3]), dict(headers), body

    @property
    def cache(self) -> str | None:
        return self.headers.get("Cache-Status")


class Site:
    """Calls a WSGI application as a server does."""

    def __init__(self, application: Any) -> None:
        self.application = application

    def get(self, path: str, method: str = "GET", **environ: str) -> Reply:
        address, _, query = path.partition("?")
        found: list[Any] = []
        answer = self.application(
            {
                "REQUEST_METHOD": method,
                "SCRIPT_NAME": "",
                "PATH_INFO": address,
                "QUERY_STRING": query,
                "SERVER_NAME": "localhost",
                "SERVER_PORT": "80",
                "SERVER_PROTOCOL": "HTTP/1.1",
                "HTTP_HOST": "localhost",
                "wsgi.url_scheme": "http",
                "wsgi.input": io.BytesIO(),
                "wsgi.errors": sys.stderr,
                **environ,
            },
            lambda status, headers, exc_info=None: found.extend((status, headers)),
        )
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        return Reply(found[0], found[1], body)
