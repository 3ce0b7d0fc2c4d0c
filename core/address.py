"""From where a request comes, for counting tries. Never stored as it is."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The address that reached us, or, behind a proxy of ours, the one that reached the proxy: it writes that last into
    ``X-Forwarded-For``, behind whatever the caller wrote there. Of IPv6 the network of 64 bits, which is one household."""
    near = str(request.META.get("REMOTE_ADDR", ""))
    written = str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    try:
        address = ip_address(written if settings.BEHIND_PROXY and written else near)
    except ValueError:
        return near
    return str(ip_network((address, 64), strict=False)) if isinstance(address, IPv6Address) else str(address)
