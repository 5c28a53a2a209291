"""By which texts each kind of record is found; other apps add theirs to these (`search_by`)."""

from organisations.models import (
    GrantAgreement,
    Organisation,
    OrganisationAlias,
    Place,
    PlaceAlias,
    Programme,
    ProgrammeAlias,
    Source,
)
from organisations.services.record_search import search_by


def follow_records():
    search_by(Organisation, _named, {OrganisationAlias: lambda alias: _standing(alias, "organisation")})
    search_by(Place, _place, {PlaceAlias: lambda alias: _standing(alias, "place")})
    search_by(Programme, _named, {ProgrammeAlias: lambda alias: _standing(alias, "programme")})
    search_by(Source, lambda row: (row.title, row.publisher, row.author, row.url))
    search_by(
        GrantAgreement,
        _agreement,
        {
            Organisation: lambda row: GrantAgreement.objects.filter(funder=row),
            Programme: lambda row: GrantAgreement.objects.filter(programme=row),
        },
    )


def _standing(alias, owner):
    """Whose other name it is; nobody once the record itself is being deleted."""
    model = alias._meta.get_field(owner).related_model
    return model.objects.filter(pk=getattr(alias, f"{owner}_id"))


def _named(row):
    return (row.name_fr, row.name_en, row.acronym, *(alias.name for alias in row.aliases.all()))


def _place(row):
    return (row.name_fr, row.name_en, row.slug, *(alias.name for alias in row.aliases.all()))


def _agreement(row):
    names = (row.funder.name_fr, row.funder.name_en, row.funder.acronym)
    programme = (row.programme.name_fr, row.programme.acronym) if row.programme else ()
    return (row.reference, row.title_fr, row.title_en, *names, *programme)
