"""The form that staff fill in for each model; a plain one of all columns where none is particular."""

from functools import cache

from django.forms import modelform_factory

from events.forms.events import EventForm
from events.forms.headcounts import HeadcountForm, HeadcountFormSet
from events.forms.parts import (
    FigureForm,
    KnowledgeTestForm,
    KnowledgeTestFormSet,
    PhotoForm,
    RoleForm,
    RoleFormSet,
)
from events.models import (
    Event,
    EventFigure,
    EventPlace,
    EventRole,
    Headcount,
    KnowledgeTest,
    Objective,
    Photo,
)
from organisations.forms.records import (
    FollowedClaimFormSet,
    GrantAgreementForm,
    MembershipForm,
    OrganisationForm,
    ProgrammeForm,
    SourceForm,
)
from organisations.models import (
    GrantAgreement,
    Membership,
    Organisation,
    Programme,
    ProgrammeClaim,
    Source,
)
from rss_registry.forms import NumberedRowsFormSet, RecordForm, UniqueRowsFormSet

_FORMS = {
    Organisation: OrganisationForm,
    Programme: ProgrammeForm,
    GrantAgreement: GrantAgreementForm,
    Source: SourceForm,
    EventRole: RoleForm,
    EventFigure: FigureForm,
    Headcount: HeadcountForm,
    KnowledgeTest: KnowledgeTestForm,
    Photo: PhotoForm,
}
_FORMSETS = {
    EventRole: RoleFormSet,
    EventFigure: NumberedRowsFormSet,
    EventPlace: NumberedRowsFormSet,
    Objective: NumberedRowsFormSet,
    Photo: NumberedRowsFormSet,
    Headcount: HeadcountFormSet,
    KnowledgeTest: KnowledgeTestFormSet,
    ProgrammeClaim: FollowedClaimFormSet,
}


@cache
def form_of(model):
    if model is Event:
        # As in the administration: the places are rows of their own.
        return modelform_factory(Event, form=EventForm, exclude=[*EventForm.Meta.exclude, "places"])
    if model in _FORMS:
        return _FORMS[model]
    base = MembershipForm if model is Membership else RecordForm
    return modelform_factory(model, form=base, fields=_columns_to_fill_in(model))


def formset_of(model):
    return _FORMSETS.get(model, UniqueRowsFormSet)


def _columns_to_fill_in(model):
    """Every editable column, a translated one as its two languages."""
    options = model._meta
    links = [link for link in options.many_to_many if link.remote_field.through._meta.auto_created]
    originals = {
        column.translated_field.name for column in options.fields if hasattr(column, "translated_field")
    }
    return [
        column.name
        for column in [*options.fields, *links]
        if column.editable and not column.auto_created and column.name not in originals
    ]
