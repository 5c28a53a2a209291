"""How many people a file brings, against what its sheets and the record say of their number."""

from collections import Counter
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.enums import Basis, Category, Sex
from events.forms.list_rows import RowState


@dataclass(frozen=True)
class Comparison:
    text: str
    agrees: bool


@dataclass(frozen=True)
class ListCounts:
    people: int
    women: int
    men: int
    no_sex: int
    categories: tuple[tuple[str, int], ...]
    comparisons: tuple[Comparison, ...]


def counts_of(reading) -> ListCounts:
    """Of everybody in the file who is, or will be, in the list."""
    people = [row for row in reading.rows if row.state in RowState.people()]
    sexes = Counter(row.values.get("sex") or Sex.NOT_STATED for row in people)
    found = Counter(row.values.get("category") or Category.NOT_STATED for row in people)
    return ListCounts(
        people=len(people),
        women=sexes[Sex.WOMEN],
        men=sexes[Sex.MEN],
        no_sex=sexes[Sex.NOT_STATED],
        categories=tuple((str(item.label), found[item]) for item in Category if item and found[item]),
        comparisons=tuple(_comparisons(reading, len(people))),
    )


def _comparisons(reading, number):
    if (stated := reading.stated_total()) is not None:
        refused = reading.by_state[RowState.INVALID]
        yield Comparison(_stated(_("Le fichier annonce"), stated, number, refused), stated == number)
    total = reading.event.headcounts.filter(unit="persons", sex="", category="", age_band="")
    row = total.exclude(basis=Basis.PLANNED).exclude(number=None).first()
    if row is not None:
        yield Comparison(_stated(_("La fiche dit"), row.number, number), row.number == number)


def _stated(who, stated, number, refused=0):
    said = ngettext("%(who)s %(stated)s personne", "%(who)s %(stated)s personnes", stated)
    sentence = said % {"who": who, "stated": number_format(stated)}
    if stated == number:
        return _("%(said)s : c’est ce que compte cette page.") % {"said": sentence}
    if refused:
        return _("%(said)s, cette page en compte %(number)s, et %(refused)s à corriger.") % {
            "said": sentence,
            "number": number_format(number),
            "refused": number_format(refused),
        }
    return _("%(said)s, cette page en compte %(number)s.") % {
        "said": sentence,
        "number": number_format(number),
    }
