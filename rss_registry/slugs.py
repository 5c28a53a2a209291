"""Identifiers in addresses, made from a name once and for all."""

import re
from collections.abc import Callable
from itertools import count

from rss_registry.text import fold

_NOT_ASCII = re.compile(r"[^0-9a-z]+")


def slug_of(text: str, max_length: int = 80) -> str:
    """« Réseau national (RENEDEP) » → « reseau-national-renedep », cut at a word."""
    slug = _NOT_ASCII.sub("-", fold(text)).strip("-")
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1]
    return (cut.rpartition("-")[0] or cut[:max_length])[:max_length]


def unique_slug(queryset, *names: str, max_length: int = 80, field: str = "slug") -> str:
    """The first of `names` that is free in `queryset`; else the last one, numbered."""
    return free_slug(lambda slug: queryset.filter(**{field: slug}).exists(), *names, max_length=max_length)


def free_slug(is_taken: Callable[[str], bool], *names: str, max_length: int = 80) -> str:
    """The first of `names` whose slug is free; else the last one, numbered.

    A name without a letter or a digit gives « sans-nom ».
    """
    candidates = [slug for name in names if name and (slug := slug_of(name, max_length))] or ["sans-nom"]
    for candidate in candidates:
        if not is_taken(candidate):
            return candidate
    stem = candidates[-1]
    for number in count(2):
        candidate = f"{stem[: max_length - len(str(number)) - 1]}-{number}"
        if not is_taken(candidate):
            return candidate
    raise AssertionError("count() never ends")
