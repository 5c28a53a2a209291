"""Who is asking: the address by which wrong passwords and requests are counted."""

from ipaddress import ip_address, ip_network

from django.conf import settings

_MAPPED = "::ffff:"


def client_address(request) -> str:
    """The browser's address: as the proxy tells it in production, of the connection otherwise.

    Only the last entry counts, the one that our own proxy wrote (deploy/nginx.conf): a visitor can
    send the others. Without a proxy the header is anybody's word and is not read.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    told = forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
    # A socket of both kinds writes « ::ffff:192.0.2.7 »: with all others of IPv4 that would be one network.
    return told.removeprefix(_MAPPED) if "." in told else told


def client_network(request) -> str:
    """Whom to count as one: whoever has one IPv6 address has 2⁶⁴ of them."""
    address = client_address(request)
    try:
        is_long = ip_address(address).version == 6
    except ValueError:
        return "unknown"
    return str(ip_network(f"{address}/64", strict=False)) if is_long else address
