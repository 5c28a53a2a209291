"""What was corrected of a published event: the difference between its facts before and after."""

import json
from collections.abc import Mapping
from hashlib import sha256

from django.conf import settings

from events.narratives import NARRATIVES

# What is told under a text belongs to it.
_LISTS = {"general_objective": ("objectives",), "results": ("outputs", "tests")}
# Elements of an event's facts as a reader knows them, by the names of their fields. What is in none is told
# by another one (a label by its code) or is no correction (files, whose page says when they came).
ELEMENTS = {
    "title": ("title",),
    "kind": ("kind_code", "second_kind_code"),
    "outcome": ("outcome",),
    "dates": ("dates",),
    "place": ("places", "venue", "place_note", "modality_code", "sessions"),
    "series": ("series",),
    "programmes": ("programmes",),
    "roles": ("roles",),
    "headcount": ("headcount",),
    "categories": ("categories", "other_categories"),
    "audiences": ("audience_codes",),
    "origins": ("origins", "origin_note"),
    "people": ("figures",),
    **{text.element: (text.code, *_LISTS.get(text.code, ())) for text in NARRATIVES},
    "recommendations": ("recommendations", "wishes", "commitments", "opinions"),
    "sources": ("sources", "disagreements"),
}
# Facts that earlier versions of the register did not know: where one is empty, nothing was corrected.
_KNOWN_LATER = {
    "commitments",
    "opinions",
    "origins",
    "other_categories",
    "origin_note",
    "second_kind_code",
    "sessions",
}
_RANK = "rank"
# A total that events share comes and goes with what may be told of the others, as ranks do.
_TOTAL = "total "
# Of a headcount, the event's or a shared one, what stands without its split by category: to call people
# otherwise corrects no number.
_COUNTS, _TOTAL_COUNTS = "counts", "counts of total "
_WORDS_OF_DATES = ("text", "inference")
# Funders are in none: that one was named, or no longer is, may be the very thing protected.


Digests = Mapping[str, Mapping[str, str]]
"""By language and element what stands there, as a digest: enough to see a change, and no word of it."""


def digests_of(facts: Mapping[str, str]) -> Digests:
    """Of stored facts by language; line ends and spaces before them are no difference."""
    return {language: _digests(_normalised(json.loads(text))) for language, text in facts.items()}


def _digests(facts):
    # Ranks go with what may be told of the other events of the series, and come back: apart from the series.
    series = facts.get("series") or {}
    rank, rest = series.get("rank"), _of_itself(series)
    # Made of the others: another way of writing a date is no correction of it.
    dates = {name: value for name, value in (facts.get("dates") or {}).items() if name not in _WORDS_OF_DATES}
    headcount = facts.get("headcount") or {}
    told = {**facts, "series": rest, "dates": dates, "categories": headcount.get("categories")}
    found = {
        element: _digest([told.get(name) for name in fields if name not in _KNOWN_LATER or told.get(name)])
        for element, fields in ELEMENTS.items()
    }
    found[_COUNTS] = _digest(_without_categories(headcount))
    for total in facts.get("shared_totals") or ():
        key, summary = total.get("key"), total.get("summary") or {}
        found[f"{_TOTAL}{key}"] = _digest(summary)
        found[f"{_TOTAL_COUNTS}{key}"] = _digest(_without_categories(summary))
    return found | ({_RANK: _digest(rank)} if rank is not None else {})


def _without_categories(headcount):
    return {name: value for name, value in headcount.items() if name != "categories"}


def _digest(value):
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def changed_elements(before: Digests, after: Digests) -> list[str]:
    """The elements that differ in the canonical language, or in a translation alone « translation »."""
    canonical = settings.LANGUAGE_CODE
    if found := _changed(before.get(canonical, {}), after[canonical]):
        return found
    others = [language for language in after if language != canonical]
    return ["translation"] if any(_changed(before.get(each, {}), after[each]) for each in others) else []


def _changed(before, after):
    # What no version of the register told then is told for the first time: nothing is corrected.
    found = [element for element in ELEMENTS if element in before and before[element] != after[element]]
    if "headcount" in found and before.get(_COUNTS) == after[_COUNTS]:
        found.remove("headcount")
    for name in after:
        if name.startswith(_TOTAL) and before.get(name, after[name]) != after[name]:
            counts = name.replace(_TOTAL, _TOTAL_COUNTS, 1)
            element = "categories" if before.get(counts) == after[counts] else "headcount"
            if element not in found:
                found.append(element)
    if "series" not in found and before.get(_RANK, after.get(_RANK)) != after.get(_RANK, before.get(_RANK)):
        found.append("series")
    return found


def tells_something_else(before: Mapping[str, str], after: Mapping[str, str]) -> bool:
    """Whether more changed than what comes and goes with the other events of its series or of its totals."""
    return any(_own(before.get(language, "{}")) != _own(text) for language, text in after.items())


def _own(text):
    facts = json.loads(text)
    own = {name: value for name, value in facts.items() if name not in ("shared_totals", "links")}
    return own | {"series": _of_itself(facts.get("series") or {})}


def _of_itself(series):
    """What a series says whatever its other events tell."""
    return {key: series.get(key) for key in ("title", "url", "planned")}


def _normalised(value):
    if isinstance(value, dict):
        return {name: _normalised(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_normalised(item) for item in value]
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.splitlines()).strip()
    return value
