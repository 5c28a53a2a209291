"""The whole demonstration register: who, with whose money, then the events in their order of time."""

from pathlib import Path

from django.db import transaction

from events.demo.accounts import coordinator
from events.demo.events import save_event, save_headcount_group
from events.demo.reading import read
from events.demo.sources import SourceShelf
from events.demo.writing import is_known, save, save_rows
from events.models import Event, Series
from events.services.vocabularies import load_vocabularies
from organisations.models import (
    GrantAgreement,
    Membership,
    Organisation,
    OrganisationAlias,
    Programme,
    ProgrammeAlias,
    ProgrammeClaim,
    ProgrammePartner,
)
from organisations.services.agreements import accepted_by
from organisations.services.places import load_places

DATA = Path(__file__).resolve().parent / "data"


def load_demo(data=DATA):
    """Write what is missing; returns the events that this run published.

    Each record is one transaction, and a run that was cut off is taken up where it stopped. Once
    all events are there nothing is touched again, whatever staff did to the register since.
    """
    reports = [(path.name, read(path)) for path in sorted((data / "events").glob("*.toml"))]
    if all(is_known(Event, row["key"]) for _name, tables in reports for row in tables["event"]):
        return []
    load_places()
    load_vocabularies()
    _load_organisations(read(data / "organisations.toml"))
    shelf = SourceShelf(data / "sources.toml")
    _load_programmes(read(data / "programmes.toml"), shelf)
    return [event for name, tables in reports for event in _load_report(name, tables, shelf)]


def _load_organisations(tables):
    for row in tables["organisation"]:
        where = f"organisations.toml, {row['slug']}"
        aliases = row.pop("aliases", [])
        if is_known(Organisation, row["slug"]):
            continue
        with transaction.atomic():
            organisation = save(Organisation(), row, where=where)
            save_rows(organisation, OrganisationAlias, _named(aliases), where=f"{where}, aliases")
    for row in tables["membership"]:
        for member in row.pop("members"):
            key = f"{row['alliance']}/{member}"
            if not is_known(Membership, key):
                with transaction.atomic():
                    save(Membership(), row | {"member": member}, where=f"organisations.toml, {key}", key=key)


def _load_programmes(tables, shelf):
    for row in tables["programme"]:
        if not is_known(Programme, row["slug"]):
            _save_programme(row, shelf)
    for row in tables["agreement"]:
        key = row.pop("key")
        if not is_known(GrantAgreement, key):
            with transaction.atomic():
                agreement = GrantAgreement(**(accepted_by(coordinator()) if "programme" in row else {}))
                save(agreement, row, where=f"programmes.toml, {key}", by=coordinator(), key=key)
    for row in tables["series"]:
        if not is_known(Series, row["slug"]):
            with transaction.atomic():
                save(Series(), row, where=f"programmes.toml, {row['slug']}", by=coordinator())


@transaction.atomic
def _save_programme(row, shelf):
    where = f"programmes.toml, {row['slug']}"
    aliases, partners, claims = (row.pop(part, []) for part in ("aliases", "partners", "claims"))
    programme = save(Programme(), row, where=where, by=coordinator())
    claims = [shelf.resolve(claim, where) for claim in claims]
    save_rows(programme, ProgrammeAlias, _named(aliases), where=f"{where}, aliases")
    save_rows(programme, ProgrammePartner, partners, where=f"{where}, partners")
    save_rows(programme, ProgrammeClaim, claims, where=f"{where}, claims")


def _named(names):
    return [{"name": name} for name in names]


@transaction.atomic
def _load_report(name, tables, shelf):
    """The events of one report, and the total that they share."""
    missing = [row for row in tables["event"] if not is_known(Event, row["key"])]
    if not missing:
        return []
    events = [save_event(row, where=f"{name}, {row['key']}", shelf=shelf) for row in missing]
    for group in tables.get("headcount_group", []):
        save_headcount_group(group, where=name, shelf=shelf)
    return events
