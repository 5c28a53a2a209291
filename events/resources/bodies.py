"""Who was what to an event, in tables: organisations with their roles, public figures, audiences."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.enums import Category
from events.forms.parts import FigureForm, RoleForm
from events.models import Audience, EventFigure, EventRole, Person
from events.permissions import RULES
from events.resources.event_parts import EventPartResource
from events.resources.headcounts import CategoryColumn
from events.services.category_terms import decided_terms
from rss_registry.exchange.cells import refused, text_of
from rss_registry.exchange.columns import Text
from rss_registry.exchange.links import Link


class RoleResource(EventPartResource):
    model = EventRole
    sheet = ("Rôles", "Roles")
    example = {"event": "E1", "organisation": "FES-Mali", "role": "appui technique"}
    same = ("organisation", "role")
    form_class = RoleForm

    headings = """
        organisation        | organisation           | organisation
        role                | rôle                   | role
        kept financing_kind | nature de l’appui      | kind of support
        intermediary        | par l’intermédiaire de | through
        kept disclosed      | peut être nommé        | may be named
        note                | précision              | note
    """
    note = Text(attribute="note_fr")
    helps = {
        "financing_kind": _("Pour un bailleur. Vide : non précisée."),
        "disclosed": _("Vide : oui."),
    }


class PersonLink(Link):
    """A public figure, by name; one that the register does not know yet is added to it."""

    takes = _("Nom et prénom d’une personnalité publique ; vide : désignée par sa fonction")

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
    model = EventFigure
    sheet = ("Personnalités", "Figures")
    example = {"event": "E1", "role": "présidence", "title_on_day_fr": "Maire de Markala"}
    same = ("role", "person", "title_on_day_fr")
    form_class = FigureForm

    headings = """
        role            | rôle                 | role              | qualité
        person          | personnalité         | person            | nom, nom et prénom, name
        title_on_day_fr | titre ce jour-là     | title on that day | fonction, titre
        organisation    | organisation         | organisation
        represents_fr   | représente           | represents
        statement_fr    | propos, en substance | statement         | propos
    """
    person = PersonLink()
    helps = {
        "person": _("Personnalité publique seulement : ce nom paraît sur le site."),
    }


class AudienceResource(EventPartResource):
    model = Audience
    sheet = ("Publics", "Audiences")
    example = {"event": "E1", "category": "chefs de village"}
    same = ("category",)
    form_fields = ("category",)

    headings = """
        required category | public | audience | catégorie, category, qui était là
    """
    category = CategoryColumn()
    helps = {"category": _("De la liste, ou dans les mots de la source : la coordination le classera.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.decided_terms = decided_terms()

    def _key(self, value_of):
        stated = value_of("category")
        return stated.category, stated.text if stated.category == Category.OTHER else ""
