"""Which browser sent a request, in a few words that its user recognises."""

from ipaddress import ip_address

from rss_registry.client_address import client_address

# In the order: whoever comes later names the earlier ones too.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("Linux", "Linux"),
)
MOST_SIGNS = 60


def browser_in_words(request) -> str:
    """« Firefox, Windows »; empty where the browser does not say."""
    agent = request.META.get("HTTP_USER_AGENT", "")
    told = (next((name for sign, name in known if sign in agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(name for name in told if name)[:MOST_SIGNS]


def network_in_words(request) -> str:
    """Enough of an address to recognise one's network, not enough to find a person."""
    address = client_address(request)
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    if known.version == 4:
        return f"{address.rpartition('.')[0]}.…"
    return f"{':'.join(known.exploded.split(':')[:3])}:…"
