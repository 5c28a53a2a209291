"""The workbook in which the list of one event is kept offline, and which the register reads again.

Its headings are those of the printed sheets; who is already in the list stands in it, each person with a
key in a hidden column, so that a name put right comes back as the same person.
"""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from events.attendance.headings import HEADINGS, Use
from events.enums import AgeBand, Category, Sex
from events.half_days import half_days_of
from events.resources.indexes import event_record
from organisations.models import Organisation
from rss_registry.text import fold
from rss_registry.workbooks import Sheet, write_xlsx

# The sheet that says of which event the workbook is.
MARK = "_registre"
PRESENT = "x"
# Before all others, and hidden: the participant of whom the line is.
KEY_HEADING = gettext_lazy("Clé (ne pas modifier)")
_USES = (
    Use.NUMBER,
    Use.FULL_NAME,
    Use.SEX,
    Use.AGE,
    Use.CATEGORY,
    Use.ORGANISATION,
    Use.FUNCTION,
    Use.PHONE,
    Use.EMAIL,
    Use.PHOTO_CONSENT,
    Use.CONTACT_CONSENT,
)
_WIDTHS = (8, 6, 32, 12, 22, 34, 34, 26, 20, 30, 10, 14)
_HALF_DAY_WIDTH = 14
# More than a list is looked through in a cell.
_MOST_OFFERED = 500


def write_kit(event) -> bytes:
    """The workbook of `event`, in the active language."""
    slots = half_days_of(event)
    headers = [str(KEY_HEADING), *(str(HEADINGS[use]) for use in _USES), *map(heading_of, slots)]
    first_slot = len(_USES) + 2
    yes_no = (_("oui"), _("non"))
    offered = {
        Use.SEX: _labels(Sex),
        Use.AGE: _labels(AgeBand),
        Use.CATEGORY: _labels(Category),
        Use.ORGANISATION: _organisations(),
        Use.PHOTO_CONSENT: yes_no,
        Use.CONTACT_CONSENT: yes_no,
    }
    choices = {_USES.index(use) + 2: values for use, values in offered.items() if values}
    choices |= dict.fromkeys(range(first_slot, first_slot + len(slots)), (PRESENT,))
    return write_xlsx(
        Sheet(
            _("Liste"),
            headers,
            [_line(person, slots) for person in _people(event)],
            widths=(*_WIDTHS, *[_HALF_DAY_WIDTH] * len(slots)),
            choices=choices,
            hidden_columns=(1,),
        ),
        Sheet(_("Mode d’emploi"), [str(event)], [[line] for line in _advice()], widths=(100,), wrap=True),
        Sheet(MARK, [event_record(event)], is_hidden=True),
    )


def heading_of(slot) -> str:
    """« 29/02/2024 matin »: a half-day as a column's heading."""
    return f"{slot.day:%d/%m/%Y} {slot.half_day.label}"


def keys_of_kit(layout) -> dict[tuple[int, int], int]:
    """Of a kit that comes back: the participant of each line, by line and block."""
    known = {_in_language(code) for code, _name in settings.LANGUAGES}
    index = next((column.index for column in layout.columns if fold(column.heading) in known), None)
    if index is None:
        return {}
    cells = {(row.line, row.block): str(row.cells[index]) for row in layout.rows if index < len(row.cells)}
    return {where: int(cell) for where, cell in cells.items() if cell.isdecimal() and len(cell) < 16}


def _in_language(code):
    with override(code):
        return fold(str(KEY_HEADING))


def _people(event):
    return event.participants.select_related("organisation").prefetch_related("presences__session")


def _line(person, slots):
    yes_no = {True: _("oui"), False: _("non"), None: None}
    attended = {(mark.session.day, mark.session.half_day) for mark in person.presences.all() if mark.signed}
    return [
        person.pk,
        person.number,
        person.full_name,
        person.get_sex_display() if person.sex else None,
        person.get_age_band_display() if person.age_band else None,
        person.get_category_display() if person.category else None,
        person.organisation.name if person.organisation else person.organisation_name,
        person.function,
        person.phone,
        person.email,
        yes_no[person.photo_consent],
        yes_no[person.contact_consent],
        *[PRESENT if (slot.day, slot.half_day) in attended else None for slot in slots],
    ]


def _labels(choices):
    return [str(label) for value, label in choices.choices if value]


def _organisations():
    names = sorted({organisation.name for organisation in Organisation.objects.all()})
    return names if len(names) <= _MOST_OFFERED else ()


def _advice():
    return (
        _("Une ligne par personne, dans la feuille « Liste ». Seul le nom est nécessaire."),
        _("Sexe, âge, catégorie, organisation : choisissez dans la cellule, ou écrivez."),
        _("Une organisation inconnue du registre reste comme vous l’écrivez."),
        _("Présences : « x » sous chaque demi-journée où la personne a signé."),
        _("Vous pouvez ajouter des colonnes : elles seront laissées de côté."),
        _("N’écrivez ni ethnie, ni religion, ni parti, ni syndicat."),
        _("Pour corriger quelqu’un qui est déjà dans la liste, corrigez sa ligne."),
        _("Ôter une ligne n’efface personne."),
        _("Au retour : fiche de l’événement, « Liste de présence », « Importer un fichier »."),
        _("Le registre montre tout avant d’enregistrer."),
        _("Ce fichier contient des noms : ne l’envoyez pas par messagerie ouverte."),
        _("Effacez-le une fois importé."),
    )
