"""What is planted, and what of it may ever be seen in public."""

import secrets
from dataclasses import dataclass, field


def token() -> str:
    """Letters and digits only, so that no template or codec changes it; long enough never to occur by chance."""
    return "canary" + secrets.token_hex(12)


@dataclass
class Planted:
    """``secret``: token -> what it is. ``public``: the same for what was published with consent."""

    secret: dict[str, str] = field(default_factory=dict)
    public: dict[str, str] = field(default_factory=dict)
    published_reference: str = ""
