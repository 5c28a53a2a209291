"""What was corrected of a published event: the difference between its facts before and after."""

import json
from collections.abc import Mapping

from django.conf import settings

# Elements of an event's facts as a reader knows them, by the names of their fields. What is in none is told
# by another one (a label by its code) or is no correction (files, whose page says when they came).
ELEMENTS = {
    "title": ("title",),
    "kind": ("kind_code",),
    "outcome": ("outcome",),
    "dates": ("dates",),
    "place": ("places", "venue", "place_note", "modality_code"),
    "series": ("series",),
    "programmes": ("programmes",),
    "roles": ("roles",),
    "headcount": ("headcount", "shared_totals"),
    "audiences": ("audience_codes",),
    "people": ("figures",),
    "context": ("context",),
    "objectives": ("general_objective", "objectives"),
    "methods": ("methods",),
    "results": ("results", "outputs", "tests"),
    "conclusion": ("conclusion",),
    "recommendations": ("recommendations", "wishes"),
    "sources": ("sources", "disagreements"),
}
# Funders are in none: that one was named, or no longer is, may be the very thing protected.


def changed_facts(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The elements that differ in the canonical language, or in a translation alone « translation ».

    `before` and `after` are stored facts by language; line ends and spaces before them are no difference.
    """
    canonical = settings.LANGUAGE_CODE
    old, new = _read(before.get(canonical, "{}")), _read(after[canonical])
    found = [
        element
        for element, fields in ELEMENTS.items()
        if any(old.get(name) != new.get(name) for name in fields)
    ]
    others = [language for language in after if language != canonical]
    if not found and any(_texts(before.get(each, "{}")) != _texts(after[each]) for each in others):
        found = ["translation"]
    return found


def _read(text):
    facts = _normalised(json.loads(text))
    if dates := facts.get("dates"):
        # Made of the others: another way of writing a date is no correction of it.
        facts["dates"] = {name: value for name, value in dates.items() if name not in ("text", "inference")}
    return facts


def _texts(text):
    facts = _read(text)
    return [facts.get(name) for fields in ELEMENTS.values() for name in fields]


def _normalised(value):
    if isinstance(value, dict):
        return {name: _normalised(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_normalised(item) for item in value]
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.splitlines()).strip()
    return value
