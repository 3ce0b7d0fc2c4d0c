"""Children of a local run end with it, even when it is killed and cannot tell them."""

import os
import signal
import time
from threading import Thread

VARIABLE = "STOP_WITH_PARENT"  # set by defa_portal.run to its own process id


def stop_with_parent() -> None:
    """If the parent asked for it, send ourselves SIGTERM within a second of its end."""
    expected = os.environ.get(VARIABLE, "")
    if expected.isdigit():
        Thread(target=_watch, args=[int(expected)], name="parent-watch", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
