"""What Django checks at every start: the pieces whose absence would otherwise go unseen."""

import ctypes
from importlib.util import find_spec

from django.core.checks import Error, Tags, Warning, register

# The names under which WeasyPrint looks for it: Linux, Windows, macOS.
HARFBUZZ_SUBSET = ("libharfbuzz-subset.so.0", "libharfbuzz-subset-0.dll", "libharfbuzz-subset.0.dylib")


@register(Tags.security)
def check_xml_is_hardened(**kwargs):
    """openpyxl uses defusedxml when it is there and says nothing when it is not."""
    if find_spec("defusedxml"):
        return []
    return [
        Error(
            "defusedxml is missing: an XLSX file from outside could exhaust the server.",
            hint="pip install --require-hashes -r requirements.txt",
            id="rss_registry.E001",
        )
    ]


@register
def check_fonts_are_subset_fast(**kwargs):
    """Without the library WeasyPrint falls back, in silence, to a way that costs 1.1 s a document."""
    if any(can_be_loaded(name) for name in HARFBUZZ_SUBSET):
        return []
    return [
        Warning(
            "The library harfbuzz-subset is missing: every PDF takes a second more.",
            hint="apt-get install libharfbuzz-subset0",
            id="rss_registry.W001",
        )
    ]


def can_be_loaded(library):
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
