"""Who is asking: the address that a lock-out counts wrong passwords by."""

from django.conf import settings


def client_address(request) -> str:
    """The browser's address: as the proxy tells it in production, of the connection otherwise.

    Only the last entry counts, the one that our own proxy wrote (deploy/nginx.conf): a visitor can
    send the others. Without a proxy the header is anybody's word and is not read.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.HTTPS else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")
