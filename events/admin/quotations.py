"""Extracts of sources, each beside the value or the row that it supports."""

from django.contrib.admin.utils import flatten
from django.db.models import TextField
from django.forms import ChoiceField, Textarea
from django.utils.functional import cached_property
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _

from events import sections as parts
from events.forms.events import EventForm
from events.models import Quotation
from organisations.admin.scoped import StackedPart
from rss_registry.forms import RecordForm, UniqueRowsFormSet

_LONGEST_LABEL = 80
# What is said of the event itself, and not of the record.
_QUOTED = {parts.WHAT, parts.WHERE, parts.WHO, parts.ATTENDANCE, parts.AIMS, parts.COURSE, parts.FOLLOW_UP}


def elements_of(event, sections):
    """What a quotation may support, by section: the section, then keys and labels."""
    for section in sections:
        if section.part not in _QUOTED:
            continue
        fields = [
            (name, str(EventForm.base_fields[name].label))
            for name in flatten(section.fields)
            if name in EventForm.base_fields
        ]
        rows = [row for inline in section.inlines for row in _rows_of(event, inline.model)]
        if fields or rows:
            yield section, [(key, capfirst(label)) for key, label in (*fields, *rows)]


def _rows_of(event, model):
    if event.pk is None:
        return
    name = model._meta.verbose_name
    for row in model._default_manager.filter(event=event).select_related():
        label = Truncator(_("%(kind)s : %(row)s") % {"kind": name, "row": row}).chars(_LONGEST_LABEL)
        yield f"{model._meta.model_name}:{row.pk}", label


class QuotationForm(RecordForm):
    about = ChoiceField(label=_("ce qu’il appuie"))

    errors_at = {"empty_quotation": "text"}

    class Meta:
        model = Quotation
        fields = ["about", "source", "locator", "text"]

    def __init__(self, *args, elements=(), **kwargs):
        super().__init__(*args, **kwargs)
        choices = [("", "---------"), *((section.title, pairs) for section, pairs in elements)]
        known = {key for _section, pairs in elements for key, _label in pairs}
        if self.instance.pk and self.instance.about not in known:
            choices.append((self.instance.about, _("une ligne supprimée depuis")))
        self.fields["about"].choices = choices


class QuotationFormSet(UniqueRowsFormSet):
    sections = ()

    @cached_property
    def elements(self):
        return list(elements_of(self.instance, self.sections))

    def get_form_kwargs(self, index):
        return {**super().get_form_kwargs(index), "elements": self.elements}


class QuotationInline(StackedPart):
    model = Quotation
    form = QuotationForm
    formset = QuotationFormSet
    fields = [("about", "source", "locator"), "text"]
    autocomplete_fields = ["source"]
    formfield_overrides = {TextField: {"widget": Textarea(attrs={"rows": 2})}}
    classes = ["collapse"]
    verbose_name = _("extrait")
    verbose_name_plural = _("extraits des sources (privés) : où et en quels mots elles le disent")

    def row_words(self, row):
        return Truncator(row.text or row.locator).chars(_LONGEST_LABEL)

    def get_formset(self, request, obj=None, **kwargs):
        formset = super().get_formset(request, obj, **kwargs)
        formset.sections = self._parent.sections
        return formset


def quoted_on(event, sections):
    """The quotations that support something of these sections, each with the label of what it supports."""
    quotations = list(event.quotations.select_related("source"))
    if not quotations:
        return []
    labels = {key: label for _section, pairs in elements_of(event, sections) for key, label in pairs}
    return [(labels[each.about], each) for each in quotations if each.about in labels]
