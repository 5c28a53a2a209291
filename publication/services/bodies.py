"""Publishing organisations, programmes, places, series, themes: whoever something public names.

They are hundreds, not tens of thousands: all are made again in a few queries, and what differs is written.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Prefetch
from django.utils.translation import override

from events.models import CommitteeComposition, CommitteeSeats, Series, Theme
from organisations.models import GrantAgreement, Membership, Merge, Organisation, Place, Programme
from publication.committees import Composition
from publication.facts.stored import facts_of
from publication.models import (
    DisclosedComposition,
    FormerAddress,
    PublishedAgreement,
    PublishedComposition,
    PublishedMembership,
    PublishedName,
    PublishedOrganisation,
    PublishedPlace,
    PublishedProgramme,
    PublishedSeries,
    PublishedTheme,
)
from publication.project.bodies import Bodies, columns_of
from publication.project.committees import composition_texts, told_compositions
from publication.project.named import named_bodies
from publication.project.programmes import programme_texts

# Before the register was: of a row that has no history.
_NEVER = datetime(2020, 1, 1, tzinfo=UTC)
_LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)


def read_bodies() -> Bodies:
    """The private rows of whatever something public names, in no order."""
    named = named_bodies()
    organisations = Organisation.objects.filter(pk__in=named.organisations).order_by()
    memberships = Membership.objects.filter(alliance__in=named.organisations, member__in=named.organisations)
    programmes = (
        Programme.objects.filter(pk__in=named.programmes)
        .order_by()
        .prefetch_related(
            "aliases",
            "phases",
            "claims__source",
            Prefetch("indicators__readings"),
            "indicators__readings__source",
            "indicators__source",
            "partners__organisation",
        )
    )
    compositions = CommitteeComposition.objects.filter(committee__in=named.organisations)
    return Bodies(
        named=named,
        places=list(Place.objects.order_by().prefetch_related("aliases")),
        organisations=list(organisations.prefetch_related("aliases")),
        memberships=list(memberships.order_by()),
        programmes=list(programmes),
        agreements=list(GrantAgreement.objects.filter(pk__in=named.agreements).order_by()),
        series=list(Series.objects.filter(pk__in=named.series).order_by()),
        themes=list(Theme.objects.order_by()),
        compositions=list(
            compositions.select_related("source")
            .prefetch_related("seats")
            .order_by("committee", "as_of", "pk")
        ),
    )


@transaction.atomic(savepoint=False)
def publish_bodies() -> bool:
    """Bring all of them up to date; says whether a row changed."""
    rows = expected_rows()
    changed = [_replace(model, columns) for model, columns in rows.items()]
    _remember(rows[PublishedComposition])
    return any(changed)


def expected_rows() -> dict:
    """For each table the columns of every row that is to stand there, by key."""
    # Lists come in the order of names of the active language: of the same one, whoever saves.
    with override(settings.LANGUAGE_CODE):
        bodies = read_bodies()
    rows = {
        PublishedPlace: columns_of(PublishedPlace, bodies.places),
        PublishedOrganisation: columns_of(PublishedOrganisation, bodies.organisations),
        PublishedMembership: columns_of(PublishedMembership, bodies.memberships),
        PublishedProgramme: columns_of(PublishedProgramme, bodies.programmes),
        PublishedAgreement: columns_of(PublishedAgreement, bodies.agreements),
        PublishedSeries: columns_of(PublishedSeries, bodies.series),
        PublishedTheme: columns_of(PublishedTheme, bodies.themes),
        PublishedComposition: _compositions(bodies),
        PublishedName: dict(_names(bodies)),
        FormerAddress: _former_addresses(bodies),
    }
    units = _units(bodies.places)
    changes = _changes_of_organisations()
    for key, columns in rows[PublishedOrganisation].items():
        columns["changed_at"] = changes.get(key, _NEVER)
    for place in bodies.places:
        rows[PublishedPlace][place.pk] |= {"unit": units[place.pk]}
    for programme in bodies.programmes:
        withheld = programme.pk in bodies.named.withholding_programmes
        rows[PublishedProgramme][programme.pk] |= {
            "has_withheld_funder": withheld,
            **_contents(programme_texts(programme, says_funders=not withheld)),
        }
        if withheld:
            # What is left of the whole beside the named amounts would be that of the withheld funder.
            rows[PublishedProgramme][programme.pk] |= {"budget": None, "currency": ""}
    for agreement in bodies.agreements:
        if agreement.programme_id in bodies.named.withholding_programmes:
            rows[PublishedAgreement][agreement.pk] |= {"amount": None, "currency": ""}
        if agreement.is_proposed:
            # It stands for the events that name it themselves.
            rows[PublishedAgreement][agreement.pk] |= {"programme_id": None}
    planned = _planned_places()
    for series in bodies.series:
        places = planned.get(series.pk, [])
        if series.pk in bodies.named.series_with_coarse_events:
            # The one planned town that no event reached would be that of the coarse one.
            places = list(dict.fromkeys(units[place] or place for place in places))
        rows[PublishedSeries][series.pk] |= {
            "planned_places": places,
            "organisation_id": bodies.named.holders.get(series.pk),
        }
    return rows


def _former_addresses(bodies):
    """Of records that were made one with another that has a page; those of the latter lead on."""
    pages = {
        model._meta.label_lower: {row.pk: row.slug for row in rows}
        for model, rows in ((Organisation, bodies.organisations), (Programme, bodies.programmes))
    }
    merges = list(Merge.objects.filter(table__in=pages).order_by("pk"))
    kept = {(row.table, row.absorbed_key): row.kept_key for row in merges}
    found = {}
    for row in merges:
        key = row.kept_key
        while (row.table, key) in kept:
            key = kept[row.table, key]
        slugs = pages[row.table]
        # One without an address had no page: where it went is nobody's business.
        if key in slugs and row.former_slug and row.former_slug not in slugs.values():
            found[row.pk] = {"table": row.table, "slug": row.former_slug, "target": slugs[key]}
    return found


def _compositions(bodies):
    """The latest of each committee, whatever came before it."""
    latest = {item.committee_id: item for item in bodies.compositions}
    told = told_compositions(latest)
    return {key: _contents(composition_texts(item, told[key, item.as_of])) for key, item in latest.items()}


def _remember(compositions):
    """Keep what is told now beside what was: a number that changes may tell what is withheld."""
    standing = DisclosedComposition.objects.filter(committee__in=compositions)
    told = set(standing.values_list("committee", "content"))
    new = [(key, columns["content_fr"]) for key, columns in compositions.items()]
    DisclosedComposition.objects.bulk_create(
        DisclosedComposition(committee=key, as_of=facts_of(Composition, content, {}).as_of, content=content)
        for key, content in new
        if (key, content) not in told
    )


def _contents(texts):
    return {f"content_{language}": text for language, text in texts.items()}


def _names(bodies: Bodies) -> Iterable[tuple[str, dict]]:
    for letter, things in (
        ("o", bodies.organisations),
        ("p", bodies.programmes),
        ("l", bodies.places),
        ("s", bodies.series),
    ):
        for thing in things:
            columns: dict[str, str] = {}
            for language in _LANGUAGES:
                with override(language):
                    full = getattr(thing, "full_name", str(thing))
                    columns |= {
                        f"full_{language}": full,
                        f"short_{language}": getattr(thing, "short_name", full),
                    }
            yield f"{letter}{thing.pk}", columns


def _planned_places():
    """By series, in the order in which they were planned."""
    found: dict[int, list[int]] = {}
    for series, place in Series.planned_places.through.objects.order_by("pk").values_list("series", "place"):
        found.setdefault(series, []).append(place)
    return found


def _changes_of_organisations() -> dict[int, datetime]:
    """When each was last written, or the composition of a committee was."""
    found: dict[int, datetime] = {}
    kept: tuple[tuple[Any, str], ...] = (
        (Organisation, "id"),
        (CommitteeComposition, "committee"),
        (CommitteeSeats, "composition__committee"),
    )
    for model, organisation in kept:
        rows = model.history.values_list(organisation)
        for key, at in rows.order_by().annotate(Max("history_date")):
            found[key] = max(found.get(key, at), at)
    return found


def _units(places):
    """The first-level unit of each place, None of what lies in none."""
    by_key = {place.pk: place for place in places}

    def unit(place):
        while place is not None and not place.is_unit:
            place = by_key.get(place.parent_id)
        return place and place.pk

    return {place.pk: unit(place) for place in places}


def _replace(model, expected) -> bool:
    """Write what differs of one table."""
    names = sorted({name for columns in expected.values() for name in columns})
    key = model._meta.pk.attname
    standing = {row.pop(key): row for row in model.objects.order_by().values(key, *names)}
    gone = standing.keys() - expected.keys()
    new = [pk for pk in expected if pk not in standing]
    changed = [pk for pk in expected if pk in standing and standing[pk] != expected[pk]]
    if gone:
        model.objects.filter(pk__in=gone).delete()
    model.objects.bulk_create([model(**{key: pk}, **expected[pk]) for pk in new])
    if changed:
        model.objects.bulk_update([model(**{key: pk}, **expected[pk]) for pk in changed], names)
    return bool(gone or new or changed)
