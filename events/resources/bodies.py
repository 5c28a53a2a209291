"""Who was what to an event, in tables: organisations with their roles, public figures, audiences."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import Category, FigureRole, Role
from events.forms.parts import FigureForm, RoleForm
from events.models import Audience, EventFigure, EventRole, Person
from events.permissions import RULES
from events.resources.event_parts import EventPartResource, event_column
from events.resources.headcounts import CategoryColumn
from events.services.category_terms import decided_terms
from organisations.enums import FinancingKind
from rss_registry.exchange.cells import refused, text_of
from rss_registry.exchange.columns import Choice, Flag, Text
from rss_registry.exchange.links import Link


class RoleResource(EventPartResource):
    table_name = _("Organisations et rôles")
    file_name = "roles"
    same = ("organisation", "role")
    form_class = RoleForm

    event = event_column()
    organisation = Link("organisation", "organisation", index="organisations", required=True)
    role = Choice("rôle", "role", choices=Role, required=True)
    financing_kind = Choice(
        "nature de l’appui",
        "kind of support",
        choices=FinancingKind,
        keeps=True,
        help=_("Pour un bailleur. Vide : non précisée."),
    )
    intermediary = Link("par l’intermédiaire de", "through", index="organisations")
    disclosed = Flag("peut être nommé", "may be named", default=True, keeps=True, help=_("Vide : oui."))
    note = Text("précision", "note", attribute="note_fr")
    note_en = Text("précision (anglais)", "note (English)")

    class Meta:
        model = EventRole


class PersonLink(Link):
    """A public figure, by name; one that the register does not know yet is added to it."""

    def accepted(self, resource):
        return gettext("Nom et prénom d’une personnalité publique ; vide : désignée par sa fonction")

    def parse(self, cell, resource):
        index, name = resource.index(self.index), " ".join(text_of(cell).split())
        if not index.knows(name):
            self._add(name, index, resource)
        return super().parse(name, resource)

    def _add(self, name, index, resource):
        if not RULES[Person].may_add(resource.user):
            raise refused(_("Vous ne pouvez pas ajouter de personnalité : demandez à la coordination."))
        person = Person(name=name)
        person.full_clean()
        # Kept or not with the whole file: every import is one transaction.
        person.save()
        index.add(person, [name])
        resource.notes.append(gettext("Nouvelle personnalité publique : %(name)s.") % {"name": name})


class FigureResource(EventPartResource):
    table_name = _("Présidence, intervenants et personnalités")
    file_name = "personnalites"
    same = ("role", "person", "title_on_day_fr")
    form_class = FigureForm

    event = event_column()
    role = Choice("rôle", "role", choices=FigureRole, required=True, aliases=("qualité",))
    person = PersonLink(
        "personnalité",
        "person",
        index="people",
        aliases=("nom", "nom et prénom", "name"),
        help=_("Personnalité publique seulement : ce nom paraît sur le site."),
    )
    title_on_day_fr = Text(
        "titre ce jour-là",
        "title on that day",
        aliases=("fonction", "titre"),
        help=_("La fonction exercée le jour de l’événement."),
    )
    title_on_day_en = Text("titre ce jour-là (anglais)", "title on that day (English)")
    organisation = Link("organisation", "organisation", index="organisations")
    represents_fr = Text("représente", "represents")
    represents_en = Text("représente (anglais)", "represents (English)")
    statement_fr = Text("propos, en substance", "statement", long=True, aliases=("propos",))
    statement_en = Text("propos, en substance (anglais)", "statement (English)", long=True)

    class Meta:
        model = EventFigure


class AudienceResource(EventPartResource):
    table_name = _("Publics présents")
    file_name = "publics"
    same = ("category",)
    form_fields = ("category",)

    event = event_column()
    category = CategoryColumn(
        "public",
        "audience",
        required=True,
        aliases=("catégorie", "category", "qui était là"),
        help=_("De la liste, ou dans les mots de la source : la coordination le classera."),
    )

    class Meta:
        model = Audience

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.decided_terms = decided_terms()

    def _key(self, value_of):
        stated = value_of("category")
        return stated.category, stated.text if stated.category == Category.OTHER else ""
