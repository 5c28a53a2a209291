"""What search engines read: schema.org, from the public facts. Nobody who attended is in it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from events.enums import EventKind, Modality, Outcome
from publication.facts import EventFacts
from website.datasets.licence import LICENCE

_TEACHING = (EventKind.TRAINING, EventKind.WORKSHOP, EventKind.SEMINAR)
# schema.org has no status for « held »: an event that took place is « scheduled ».
_STATUS = {
    Outcome.HELD: "EventScheduled",
    Outcome.PLANNED: "EventScheduled",
    Outcome.POSTPONED: "EventPostponed",
    Outcome.CANCELLED: "EventCancelled",
}
_MODE = {
    Modality.IN_PERSON: "OfflineEventAttendanceMode",
    Modality.HYBRID: "MixedEventAttendanceMode",
    Modality.ONLINE: "OnlineEventAttendanceMode",
}


def event_data(facts: EventFacts, *, site: str) -> dict:
    start, end = facts.dates.stated_bounds
    data = {
        "@context": "https://schema.org",
        "@type": "EducationEvent" if {facts.kind_code, facts.second_kind_code} & {*_TEACHING} else "Event",
        "@id": facts.address,
        "identifier": facts.reference,
        "name": facts.title,
        "url": facts.address,
        "inLanguage": facts.language,
        "startDate": start,
        "endDate": end,
        # schema.org has no word for a date that no source gives, or not surely.
        "disambiguatingDescription": "" if facts.dates.is_sure else facts.dates.text,
        "eventStatus": f"https://schema.org/{_STATUS[facts.outcome]}",
        "eventAttendanceMode": _mode(facts),
        "location": _locations(facts),
        "organizer": [_linked(link, site) for link in facts.organisers],
        "funder": [_linked(item.organisation, site) for item in facts.payers if item.organisation],
        "contributor": [_linked(item.organisation, site) for item in facts.supporters],
        "about": [theme.name for theme in facts.themes],
        "superEvent": _series(facts, site),
        "license": LICENCE.url,
    }
    return _stated(data)


def series_data(series, progress, *, site: str) -> dict:
    """A cycle with its public events."""
    return _stated(
        {
            "@context": "https://schema.org",
            "@type": "EventSeries",
            "@id": f"{site}{series.get_absolute_url()}",
            "name": series.title,
            "url": f"{site}{series.get_absolute_url()}",
            "description": series.description,
            "organizer": _organisation(series.organisation, site) if series.organisation else None,
            "subEvent": [
                {"@type": "Event", "@id": f"{site}{item.url}", "name": item.title} for item in progress.items
            ],
        }
    )


def organisation_data(organisation, *, site: str) -> dict:
    parent = organisation.parent
    return _stated(
        {
            "@context": "https://schema.org",
            "@id": f"{site}{organisation.get_absolute_url()}",
            **_organisation(organisation, site),
            "alternateName": organisation.acronym,
            "sameAs": organisation.website,
            "parentOrganization": _organisation(parent, site) if parent else None,
        }
    )


def catalogue_data(datasets, *, site: str) -> dict:
    """What is offered (`dataset` and `links` each), as catalogues of open data read it."""
    return {
        "@context": "https://schema.org",
        "@type": "DataCatalog",
        "name": _("Registre des ateliers RSS"),
        "url": f"{site}{reverse('website:data')}",
        "license": LICENCE.url,
        "dataset": [
            {
                "@type": "Dataset",
                "name": str(item.dataset.title),
                "description": str(item.dataset.description),
                "url": f"{site}{reverse('website:data')}#{item.dataset.code}",
                "license": LICENCE.url,
                "isAccessibleForFree": True,
                "distribution": [
                    {
                        "@type": "DataDownload",
                        "encodingFormat": link.type,
                        "contentUrl": f"{site}{link.url}",
                    }
                    for link in item.links
                ],
            }
            for item in datasets
        ],
    }


def _stated(data):
    return {name: value for name, value in data.items() if value}


def _mode(facts):
    mode = _MODE.get(facts.modality_code)
    return f"https://schema.org/{mode}" if mode else ""


def _organisation(organisation, site):
    return {
        "@type": "Organization",
        "name": organisation.full_name,
        "url": f"{site}{organisation.get_absolute_url()}",
    }


def _linked(link, site):
    return _stated(
        {"@type": "Organization", "name": link.name, "url": f"{site}{link.url}" if link.url else ""}
    )


def _locations(facts):
    regions = [region.name for region in facts.regions]
    return [
        {
            "@type": "Place",
            "name": f"{facts.venue}, {place.name}" if facts.venue else place.name,
            "address": {
                "@type": "PostalAddress",
                "addressRegion": place.note or (place.name if place.name in regions else ""),
            },
        }
        for place in facts.places
    ]


def _series(facts, site):
    if facts.series is None:
        return None
    return {"@type": "EventSeries", "name": facts.series.title, "url": f"{site}{facts.series.url}"}
