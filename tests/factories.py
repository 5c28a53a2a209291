"""Plain makers of rows: what is not given is the least that the model accepts, no surprise."""

from datetime import date
from hashlib import sha256
from itertools import count

from django.utils import timezone
from django.utils.text import slugify

from events.enums import EventKind, Outcome, Role
from events.models import (
    CommitteeComposition,
    CommitteeSeats,
    CostLine,
    Event,
    EventPlace,
    EventRole,
    EventSource,
    Headcount,
    Participant,
    Recommendation,
    Series,
)
from events.services.search_text import index_event
from events.services.workflow import publish, submit
from organisations.enums import FinancingKind, OrganisationKind, PlaceKind, SourceKind, UserRole
from organisations.models import (
    GrantAgreement,
    Indicator,
    Membership,
    Organisation,
    Place,
    Programme,
    Source,
    User,
)
from reports import definitions
from reports.models import DocumentProof, DonorReport, DonorSection, DonorTemplate
from reports.services import codes

_numbers = count(1)


def _slug(name):
    return f"{slugify(name)[:60]}-{next(_numbers)}"


def make_country(**fields):
    name = fields.pop("name_fr", f"Pays {next(_numbers)}")
    return Place.objects.create(**{"name_fr": name, "slug": _slug(name), "kind": PlaceKind.COUNTRY, **fields})


def make_place(**fields):
    """A region of a country, unless `kind` and `parent` say otherwise."""
    name = fields.pop("name_fr", f"Région {next(_numbers)}")
    if "parent" not in fields:
        fields["parent"] = Place.objects.filter(slug="mali").first() or make_country(
            slug="mali", name_fr="Mali"
        )
    return Place.objects.create(**{"name_fr": name, "slug": _slug(name), "kind": PlaceKind.REGION, **fields})


def make_organisation(**fields):
    name = fields.pop("name_fr", f"Organisation {next(_numbers)}")
    return Organisation.objects.create(
        **{"name_fr": name, "slug": _slug(name), "kind": OrganisationKind.NGO, **fields}
    )


def make_membership(alliance, member, **fields):
    return Membership.objects.create(alliance=alliance, member=member, **fields)


def make_programme(**fields):
    name = fields.pop("name_fr", f"Programme {next(_numbers)}")
    return Programme.objects.create(**{"name_fr": name, "slug": _slug(name), **fields})


def make_agreement(funder, **fields):
    """The programme that it names has accepted it, unless told."""
    return GrantAgreement.objects.create(
        **{
            "funder": funder,
            "financing_kind": FinancingKind.FINANCIAL,
            "programme_accepted": fields.get("programme") is not None,
            **fields,
        }
    )


def make_indicator(programme, **fields):
    """An indicator that the team reports, without a target, unless told."""
    number = next(_numbers)
    return Indicator.objects.create(
        **{"programme": programme, "code": f"R{number}", "label_fr": f"Indicateur {number}", **fields}
    )


def make_source(**fields):
    return Source.objects.create(**{"title": f"Article {next(_numbers)}", "kind": SourceKind.PRESS, **fields})


def make_series(**fields):
    title = fields.pop("title_fr", f"Série {next(_numbers)}")
    return Series.objects.create(**{"title_fr": title, "slug": _slug(title), **fields})


def make_user(role=UserRole.OFFICER, **fields):
    """A staff account; an officer of a new organisation unless told."""
    if role == UserRole.OFFICER and "organisation" not in fields:
        fields["organisation"] = make_organisation()
    fields = {"username": f"compte{next(_numbers)}", "is_staff": True, **fields}
    return User.objects.create_user(password="une phrase de passe solide", role=role, **fields)


def make_coordinator(**fields):
    return make_user(UserRole.COORDINATOR, **fields)


def make_event(*, places=(), themes=(), programmes=(), **fields):
    """A draft of a one-day workshop that was held; the search text is written."""
    fields.setdefault("starts_on", date(2023, 3, 28))
    if "owner" not in fields:
        fields["owner"] = make_organisation()
    event = Event.objects.create(
        **{
            "title_fr": f"Atelier {next(_numbers)}",
            "kind": EventKind.WORKSHOP,
            "outcome": Outcome.HELD,
            "ends_on": fields["starts_on"],
            **fields,
        }
    )
    for position, place in enumerate(places):
        EventPlace.objects.create(event=event, place=place, position=position)
    event.themes.set(themes)
    event.programmes.set(programmes)
    index_event(event=event)
    return event


def publish_event(event, by=None):
    """Take a draft through the workflow to the public site."""
    by = by or make_coordinator()
    submit(event=event, by=by)
    publish(event=event, by=by)
    return event


def make_published_event(**fields):
    return publish_event(make_event(**fields))


def make_role(event, organisation, role=Role.ORGANISER, **fields):
    if role == Role.FUNDER:
        fields.setdefault("financing_kind", FinancingKind.FINANCIAL)
    held = EventRole.objects.create(event=event, organisation=organisation, role=role, **fields)
    index_event(event=event)
    return held


def make_headcount(event, number, **fields):
    """The total of `event`, unless sex, category or age band say which part."""
    return Headcount.objects.create(event=event, number=number, **fields)


def make_event_source(event, source=None, **fields):
    return EventSource.objects.create(event=event, source=source or make_source(), **fields)


def make_proof(**fields):
    """A document that was produced, with its file."""
    proof = DocumentProof.objects.create(
        **{
            "code": codes.code_of(sha256(str(next(_numbers)).encode()).digest()),
            "kind": "event",
            "language": "fr",
            "parameters": {"reference": "RSS-ML-2023-0001"},
            "as_of": timezone.now(),
            "definitions": definitions.CURRENT,
            **fields,
        }
    )
    proof.files.create(sha256=sha256(proof.code.encode()).hexdigest(), size=1000)
    return proof


def make_recommendation(event, text_fr="Associer les femmes aux CCS.", **fields):
    return Recommendation.objects.create(event=event, text_fr=text_fr, **fields)


def make_composition(committee, seats, **fields):
    """Its colleges: category → seats, or (seats, women)."""
    composition = CommitteeComposition.objects.create(
        **{"committee": committee, "as_of": date(2023, 10, 11), **fields}
    )
    for category, known in seats.items():
        number, women = known if isinstance(known, tuple) else (known, None)
        CommitteeSeats.objects.create(composition=composition, category=category, number=number, women=women)
    return composition


def make_participant(event, **fields):
    number = next(_numbers)
    return Participant.objects.create(
        **{"event": event, "number": number, "full_name": f"Personne {number}", **fields}
    )


def make_cost_line(event, agreement, **fields):
    """A line for transport of which no amount is known, unless told."""
    return CostLine.objects.create(
        **{"event": event, "agreement": agreement, "heading": "transport", **fields}
    )


def make_donor_template(*sections, **fields):
    """A donor's form; each section is a dictionary of columns, numbered in order unless told."""
    name = fields.pop("name_fr", f"Formulaire {next(_numbers)}")
    template = DonorTemplate.objects.create(**{"name_fr": name, "slug": _slug(name), **fields})
    for position, columns in enumerate(sections, 1):
        number = str(position)
        DonorSection.objects.create(
            **{
                "template": template,
                "position": position,
                "number": number,
                "title_fr": f"Partie {number}",
                **columns,
            }
        )
    return template


def make_donor_report(template=None, **fields):
    """A report over 2023, on a new programme unless an agreement or a subject is given."""
    if not {"programme", "agreement", "subject"} & fields.keys():
        fields["programme"] = make_programme()
    return DonorReport.objects.create(
        **{
            "template": template or make_donor_template(),
            "starts_on": date(2023, 1, 1),
            "ends_on": date(2023, 12, 31),
            **fields,
        }
    )
