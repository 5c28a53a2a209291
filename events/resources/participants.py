"""Attendance lists in a table, as NGOs keep them: number, name, organisation, function, contacts.

Private (see `events/permissions/lists.py`): only list keepers of the organisation reach this table.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from events.enums import AgeBand, Category, Sex
from events.models import Event, Participant
from events.permissions import can, keeps_list_of, visible_to
from events.resources.attendance_columns import Age, OrganisationOrText, Presences
from events.resources.headcounts import SEXES
from events.resources.indexes import build, events
from rss_registry.exchange.cells import quoted, text_of, whole_of
from rss_registry.exchange.columns import Choice, Flag, Text, Whole
from rss_registry.exchange.links import Link
from rss_registry.exchange.resources import ExchangeResource
from rss_registry.tabular import is_blank
from rss_registry.text import fold


def listed_events(user):
    """The events whose attendance list the user keeps, newest first."""
    if not user.keeps_lists:
        return Event.objects.none()
    return Event.objects.filter(owner=user.organisation_id)


class EventChoice(forms.ModelChoiceField):
    def label_from_instance(self, event):
        day = f"{event.starts_on:%d/%m/%Y} – " if event.starts_on else ""
        return f"{day}{event}"


class ParticipantResource(ExchangeResource):
    table_name = _("Liste de présence (une ligne par personne)")
    file_name = "participants"
    keys = ("number", "full_name")
    max_rows = 2_000
    errors_at = {"duplicate_number": "number"}

    event = Link(
        "événement",
        "event",
        index="listed_events",
        fixed=True,
        aliases=("référence de l’événement",),
        help=_(
            "Sa référence, son n° de fiche ou son titre ; inutile si vous le choisissez sur la page d’import."
        ),
    )
    number = Whole(
        "n° sur la liste",
        "number",
        keeps=True,
        aliases=("n°", "no", "numéro", "num", "#", "n"),
        help=_("Vide : le numéro suivant, ou celui de la personne du même nom."),
    )
    full_name = Text(
        "nom et prénom",
        "full name",
        required=True,
        aliases=(
            "nom",
            "nom complet",
            "noms et prénoms",
            "prénom et nom",
            "prénoms et noms",
            "nom et prénoms",
            "name",
        ),
    )
    given_name = Text(
        "prénom",
        "given name",
        aliases=("prénoms", "first name"),
        help=_("Seulement si la liste sépare le nom et le prénom."),
    )
    sex = Choice("sexe", "sex", choices=Sex, spellings=SEXES, aliases=("genre", "gender"))
    category = Choice("catégorie", "category", choices=Category)
    age_band = Age("tranche d’âge", "age band", choices=AgeBand, aliases=("âge", "age"))
    organisation = OrganisationOrText(
        "organisation",
        "organisation",
        index="organisations",
        aliases=("structure", "organization", "institution"),
    )
    organisation_name = Text("organisation (texte libre)", "organisation (free text)")
    function = Text("fonction", "function", aliases=("titre", "poste", "qualité", "position"))
    phone = Text(
        "téléphone", "phone", aliases=("tel", "contact", "contacts", "numéro de téléphone", "mobile")
    )
    email = Text("adresse électronique", "email", aliases=("e-mail", "mail", "courriel", "adresse e-mail"))
    photo_consent = Flag("accepte d’être photographié", "photo consent", aliases=("consentement photo",))
    contact_consent = Flag("accepte d’être recontacté", "contact consent")
    presences = Presences("présences", "attendance", help=_("Les demi-journées où la personne a signé."))

    class Meta:
        model = Participant
        import_id_fields = ("event", "number")
        fields = (
            "event",
            "number",
            "full_name",
            "given_name",
            "sex",
            "category",
            "age_band",
            "organisation",
            "organisation_name",
            "function",
            "phone",
            "email",
            "photo_consent",
            "contact_consent",
            "presences",
        )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._lists = {}
        self._free = []

    @classmethod
    def context_fields(cls, user):
        return {
            "event": EventChoice(
                queryset=listed_events(user),
                required=False,
                label=_("Événement"),
                help_text=_("Pour une liste sans colonne « événement » : toutes ses lignes vont à celui-ci."),
            )
        }

    def index_of(self, name):
        return events(listed_events(self.user)) if name == "listed_events" else build(name, self.user)

    def to_import(self):
        return self.to_export(visible_to(self.user, Participant.objects.all()))

    def to_export(self, queryset):
        return queryset.select_related("event", "organisation").prefetch_related("presences__session")

    def get_export_fields(self, selected_fields=None):
        return [
            column for column in super().get_export_fields(selected_fields) if column.code != "given_name"
        ]

    def missing_columns(self, codes):
        missing = [] if "event" in codes or self.context.get("event") else [self.columns["event"]]
        return [*missing, *super().missing_columns(codes)]

    # -- which person --------------------------------------------------------------------------

    def pk_of(self, row):
        known = self._known(self._event_of(row))
        if not is_blank(row.get("number")):
            try:
                return known["numbers"].get(whole_of(row["number"]))
            except ValidationError as error:
                raise ValidationError({"number": error.messages}) from error
        same = known["names"].get(fold(self._name_of(row)), [])
        if len(same) > 1:
            raise ValidationError(
                {
                    "number": gettext(
                        "Plusieurs personnes de cette liste portent ce nom : donnez le numéro de chacune."
                    )
                }
            )
        return same[0] if same else None

    def identity(self, row):
        event = self._event_of(row)
        if not is_blank(row.get("number")):
            return "number", (event.pk, fold(str(row["number"])))
        name = fold(self._name_of(row))
        return ("full_name", (event.pk, name)) if name else None

    def _event_of(self, row):
        chosen, cell = self.context.get("event"), row.get("event")
        if is_blank(cell):
            if chosen is None:
                raise ValidationError({"event": gettext("Dites de quel événement est cette personne.")})
            return chosen
        try:
            event = self.index("listed_events").find(text_of(cell))
        except ValidationError as error:
            raise ValidationError({"event": error.messages}) from error
        if chosen is not None and event != chosen:
            raise ValidationError(
                {
                    "event": gettext(
                        "Cette ligne parle de « %(cell)s », mais la page d’import d’un autre événement."
                    )
                    % {"cell": quoted(cell)}
                }
            )
        return event

    def _name_of(self, row):
        parts = (row.get("full_name"), row.get("given_name"))
        return " ".join(" ".join(text_of(part).split()) for part in parts if not is_blank(part))

    def _known(self, event):
        """The numbers and the names of the event's list, kept up as lines are imported."""
        if event.pk not in self._lists:
            known = {"numbers": {}, "names": {}, "last": 0}
            for pk, number, name in event.participants.values_list("pk", "number", "full_name"):
                self._note(known, pk, number, name)
            self._lists[event.pk] = known
        return self._lists[event.pk]

    def _note(self, known, pk, number, name):
        known["numbers"][number] = pk
        same = known["names"].setdefault(fold(name), [])
        if pk not in same:
            same.append(pk)
        known["last"] = max(known["last"], number)

    # -- the line ------------------------------------------------------------------------------

    def complete(self, instance, values, is_new):
        if is_new:
            values.setdefault("event", self.context.get("event"))
            if not values.get("number") and values["event"]:
                values["number"] = self._known(values["event"])["last"] + 1
        if given := values.pop("given_name", ""):
            values["full_name"] = f"{values.get('full_name', '')} {given}".strip()
        if isinstance(text := values.get("organisation"), str):
            values["organisation"] = None
            stated = values.setdefault("organisation_name", text) or text
            if fold(stated) != fold(text):
                raise ValidationError(
                    {"organisation": gettext("Inconnue du registre, et le texte libre dit autre chose.")}
                )
            values["organisation_name"] = stated
            self._free.append(text)

    def may_set(self, column, value):
        return column.code != "event" or keeps_list_of(self.user, value)

    def may_add(self):
        return self.user.keeps_lists

    def may_change(self, instance):
        return can(self.user, "change", instance)

    def after_save(self, instance, *, dry_run):
        self._note(self._known(instance.event), instance.pk, instance.number, instance.full_name)

    def name_of(self, instance):
        return f"{instance.number}. {instance.full_name}"

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        names = list(dict.fromkeys(self._free))
        if names:
            shown = ", ".join(f"« {name} »" for name in names[:10]) + ("…" if len(names) > 10 else "")
            self.notes.append(
                ngettext(
                    "%(count)s organisation inconnue du registre reste en texte libre : %(names)s.",
                    "%(count)s organisations inconnues du registre restent en texte libre : %(names)s.",
                    len(names),
                )
                % {"count": len(names), "names": shown}
            )
