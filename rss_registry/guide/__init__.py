"""The guide of the desk: Markdown files of `docs/guide/`, read once, shown in the admin and printed.

It knows neither events nor reports: what a page is about stands in `docs/guide/pages.toml`.
"""

from rss_registry.guide.chapters import Chapter, Guide, the_guide
from rss_registry.guide.pages import guide_address, target_of

__all__ = ["Chapter", "Guide", "guide_address", "target_of", "the_guide"]
