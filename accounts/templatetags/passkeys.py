"""Where passkeys can work: they belong to the name of a site, and an IP address is none (W3C WebAuthn, section 5.1.3)."""

import ipaddress
from dataclasses import dataclass

from django import template
from django.http import HttpRequest

register = template.Library()


@dataclass(frozen=True)
class NoName:
    """The page was opened by an IP address. ``instead``: the same portal under a name, where there certainly is one."""

    instead: str


@register.simple_tag
def no_name(request: HttpRequest) -> NoName | None:
    """None where the address has a name, as everywhere but on one's own machine or in a trial."""
    host, colon, port = request.get_host().rpartition(":")
    if not colon or not port.isdecimal():
        host, port = request.get_host(), ""
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
    if not address.is_loopback:
        return NoName("")
    return NoName(f"{request.scheme}://localhost{f':{port}' if port else ''}{request.path}")
