"""One private event as its published rows."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from hashlib import sha256
from typing import cast

from django.conf import settings
from django.utils.translation import override

from events.enums import FollowUpStatus, RecommendationKind, Role
from publication.disclosure.stored import to_json
from publication.disclosure.told import Told
from publication.facts import EventFacts
from publication.facts.names import SUPPORT
from publication.facts.stored import keys_in, stored
from publication.list_items import list_item
from publication.project.dates import precision_of, public_bounds, unit_of
from publication.project.facts import build_event_facts
from publication.project.moments import first_public_moment
from publication.project.named import naming_of
from publication.project.numbers import numbers_of
from publication.project.recommendations import RecommendationRow, recommendation_rows
from publication.project.words import NameWords, public_words
from rss_registry.figures import Figure

_PARTS = ("facts", "facets", "numbers", "recommendations", "words")
LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


@dataclass(frozen=True)
class EventRows:
    """What is stored of one event, ready to be compared with what stands there."""

    key: int
    columns: dict
    facts: dict[str, str]
    """By language."""
    facets: frozenset[tuple[str, str]]
    numbers: dict[str, tuple[str, int | None, str]]
    """By name: state, value, basis."""
    recommendations: tuple[RecommendationRow, ...]
    words: str
    newly_disclosed: dict | None
    """What of its numbers of persons was not disclosed so before, to be remembered."""
    published_at: datetime | None
    naming: str = field(compare=False)
    """What decides of whom the register may name, as a digest (publication/project/named.py)."""
    no_sooner: datetime | None = field(compare=False)
    """No day before this one may be told on which it changed."""
    earliest_change: datetime = field(compare=False)
    """When it last changed, as far as may be known, where no published row says so."""

    @property
    def part_digests(self) -> str:
        """Of each part that has a table of its own, in the order of `_PARTS`."""
        told = (
            sorted(self.facts.items()),
            sorted(self.facets),
            sorted(self.numbers.items()),
            self.recommendations,
            self.words,
        )
        return " ".join(map(_digest, told))

    def parts_other_than(self, part_digests: str) -> set[str]:
        """The parts that differ from those with these digests; all, where they are not known."""
        mine, others = self.part_digests.split(), part_digests.split()
        if len(others) != len(mine):
            return set(_PARTS)
        return {part for part, one, other in zip(_PARTS, mine, others, strict=True) if one != other}

    def moment(self, moment: datetime) -> datetime:
        """`moment`, as far as it may be told of a change of this event."""
        return max(moment, self.no_sooner) if self.no_sooner else moment

    @property
    def digest(self) -> str:
        told = (
            sorted(self.columns.items(), key=str),
            sorted(self.facts.items()),
            sorted(self.facets),
            sorted(self.numbers.items()),
            self.recommendations,
            self.words,
            self.published_at,
        )
        return _digest(told)


def _digest(told) -> str:
    return sha256(repr(told).encode()).hexdigest()[:32]


def rows_of(event, names: NameWords, told: Told) -> EventRows:
    """The rows of `event`, which the public may know of (read `with_facts`), beside what was told before.

    What it tells of its numbers is told from now on.
    """
    numbers = numbers_of(event, told)
    is_new = all(to_json(numbers.disclosed) != to_json(version) for version in told.own[event.pk])
    told.add(event.pk, numbers.disclosed)
    facts = {}
    for language in LANGUAGES:
        with override(language):
            facts[language] = build_event_facts(event, numbers)
    french = facts[settings.LANGUAGE_CODE]
    # When it was published and changed are columns: what it says does not change with them.
    undated = {
        language: replace(each, first_published_at=None, updated_at=None) for language, each in facts.items()
    }
    texts = {language: stored(each) for language, each in undated.items()}
    items = {language: stored(list_item(each)) for language, each in facts.items()}
    first_day, last_day = public_bounds(event)
    series, rank = (event.series_id, french.series.rank) if french.series else (None, None)
    columns = {
        "reference": event.reference,
        "kind": event.kind,
        "outcome": event.outcome,
        "title_fr": event.title_fr,
        "title_en": event.title_en or None,
        "first_day": first_day,
        "last_day": last_day,
        "precision": precision_of(event),
        "announced_on": french.announced_on,
        "is_coarse": french.is_coarse,
        "series": series,
        "series_rank": rank,
        # Those of one day by their rank, the last first; those without a day by series and rank.
        "is_undated": first_day is None,
        "order_group": 0 if first_day else series or 0,
        "newest_rank": -(rank or 0) if first_day else rank or 0,
        "oldest_rank": rank or 0,
        **{f"item_{language}": item for language, item in items.items()},
    }
    keys = keys_in(texts.values())
    return EventRows(
        key=event.pk,
        columns=columns,
        facts=texts,
        facets=frozenset([*_facets(french, first_day, last_day, keys), *_place_facets(event, french)]),
        numbers=dict(_numbers(french)),
        recommendations=recommendation_rows(event),
        words=public_words(facts.values(), names),
        newly_disclosed=to_json(numbers.disclosed) if is_new else None,
        published_at=french.first_published_at,
        naming=naming_of(event, keys),
        no_sooner=first_public_moment(event),
        # A record that stands has one.
        earliest_change=cast(datetime, french.updated_at),
    )


def _facets(facts: EventFacts, first_day, last_day, keys):
    yield from (("type", kind) for kind in (facts.kind_code, facts.second_kind_code) if kind)
    yield from (("region", region.slug) for region in facts.regions)
    # « Mali » says no more of where it was than that it was.
    yield "located", "yes" if any(place.slug != "mali" for place in facts.places) else "no"
    if first_day:
        yield "first_year", str(first_day.year)
        yield from (("annee", str(year)) for year in range(first_day.year, last_day.year + 1))
        if facts.dates.is_inferred:
            yield "inferred", facts.dates.inference_code
    yield from (("theme", theme.slug) for theme in facts.themes)
    yield from (("programme", programme.slug) for programme in facts.programmes)
    yield from (("public", code) for code in facts.categories_present)
    held = {(link.slug, group.code) for group in facts.roles for link in group.organisations}
    for role, items in ((Role.FUNDER.value, facts.payers), (SUPPORT, facts.supporters)):
        held |= {(link.slug, role) for item in items for link in item.bodies}
    # Without a slug stands an organisation that the event does not name.
    for slug, role in held:
        if not slug:
            continue
        yield "organisation", slug
        yield "role", f"{role}:{slug}"
        if role == Role.FUNDER:
            yield "bailleur", slug
    yield from (("cited", key) for key in keys)


def _place_facets(event, facts):
    """Every place in which it was, and in which these lie; of a coarse event from the region upwards."""
    for item in event.event_places.all():
        place = unit_of(item.place) if facts.is_coarse else item.place
        while place is not None:
            yield "place", place.slug
            place = place.parent


def _numbers(facts: EventFacts):
    summary = facts.headcount
    yield "participants", _number(summary.total)
    yield "women", _number(summary.women)
    yield "men", _number(summary.men)
    share = summary.women_share
    if share.is_known:
        yield "share_women", _number(share.numerator)
        yield "share_base", _number(share.base)
    elif share.coverage.masked:
        yield "share_base", ("masked", None, "")
    for cell in summary.categories:
        yield f"category {cell.key}", _number(cell.figure)
    if asked := [item for item in facts.recommendations if item.kind == RecommendationKind.RECOMMENDATION]:
        answered = [item for item in asked if item.status != FollowUpStatus.NOT_KNOWN]
        yield "asked", _number(Figure(len(asked)))
        yield "answered", _number(Figure(len(answered)))
        yield "done", _number(Figure(sum(item.status == FollowUpStatus.DONE for item in answered)))


def _number(figure: Figure):
    if not figure.is_known:
        return "unknown", None, ""
    if not figure.is_shown:
        return "masked", None, ""
    return "stated", figure.value, str(figure.basis)
