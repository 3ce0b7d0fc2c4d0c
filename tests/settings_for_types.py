"""Settings for the type checker, which reads them outside any environment."""

import os

os.environ.setdefault("SECRET_KEY", "of the type checker alone")

from defa_portal.settings import *  # noqa: F403
