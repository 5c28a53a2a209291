"""Which chapter a page of the admin leads to: `docs/guide/pages.toml`."""

import tomllib
from functools import cache

from django.urls import ResolverMatch, reverse

from rss_registry.guide.chapters import FOLDER


@cache
def targets() -> dict[str, dict[str, str]]:
    """The three tables of the file: pages by their name, uses of any table, tables."""
    return tomllib.loads((FOLDER / "pages.toml").read_text())


def target_of(match: ResolverMatch, part: str = "") -> str | None:
    """« chapter#anchor » of a page; `part` is the part of a record that it shows.

    The nearest entry counts: the page with its part or variant, the page, the use (import, history …)
    of any table, the table.
    """
    known = targets()
    for variant in (part, *map(str, match.kwargs.values())):
        if found := known["pages"].get(f"{match.view_name} {variant}"):
            return found
    if found := known["pages"].get(match.view_name):
        return found
    table, _, use = (match.url_name or "").rpartition("_")
    if table.endswith("_process"):
        table = table.removesuffix("_process")
    return known["uses"].get(use) if use in known["uses"] else known["tables"].get(table)


def guide_address(request) -> str:
    """Where the « ? » of the page leads; the contents of the guide where no chapter is about it."""
    match = request.resolver_match
    target = target_of(match, request.GET.get("section", "")) if match else None
    if target is None:
        return reverse("admin:guide")
    slug, _, anchor = target.partition("#")
    address = reverse("admin:guide_chapter", args=[slug])
    return f"{address}#{anchor}" if anchor else address
