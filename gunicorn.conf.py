"""Web server: synchronous workers, as many as WEB_CONCURRENCY says; one per core is right."""

import gc
import os

from core.parent import stop_with_parent

wsgi_app = "defa_portal.wsgi:application"
bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "sync"
preload_app = True  # the code is loaded once and shared
timeout = 60
graceful_timeout = 20
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108, PTH112 - signs of life, never data
control_socket_disable = True  # no socket of its own under the home folder
loglevel = os.environ.get("LOG_LEVEL", "warning").lower()


def when_ready(server: object) -> None:
    gc.collect()
    gc.freeze()  # what is loaded stays for good: never looked through again, and so never copied by a worker
    gc.set_threshold(20_000, 10, 10)  # a request makes some thousand objects and leaves none: looked for every few requests
    stop_with_parent()
