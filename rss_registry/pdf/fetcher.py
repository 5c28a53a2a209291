"""What a document may fetch: files of a table in memory, and nothing else.

WeasyPrint's own fetcher reads any file of the machine and any address of the network.
It must be replaced by a subclass: since version 70 a plain function that raises crashes.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath

from weasyprint.urls import URLFetcher, URLFetcherResponse

from rss_registry.pdf.assets import ASSET_SCHEME

CONTENT_TYPES = {
    ".css": "text/css",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".ttf": "font/ttf",
}


class AssetDenied(ValueError):
    """A document asked for something that its caller did not give it."""


class AssetFetcher(URLFetcher):
    """Serve `asset:<name>` from the table; refuse everything else and stop the rendering.

    The table is looked up by the exact name, so there is no path to walk out of.
    """

    def __init__(self, assets: Mapping[str, bytes]):
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._assets = assets

    def fetch(self, url, headers=None):
        name = url.removeprefix(ASSET_SCHEME)
        if name == url:
            raise AssetDenied(f"only {ASSET_SCHEME} addresses are served, not {url[:120]!r}")
        if name not in self._assets:
            raise AssetDenied(f"{name[:120]!r} is not among the assets of this document")
        content_type = CONTENT_TYPES.get(PurePosixPath(name).suffix)
        if content_type is None:
            raise AssetDenied(f"{name[:120]!r} is of a kind that documents do not use")
        return URLFetcherResponse(url, self._assets[name], {"Content-Type": content_type})
