"""The fields of one person, out of the cells of one row."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from events.attendance import cells as told
from events.attendance import names
from events.attendance.ages import age_band, is_birth, is_open_band
from events.attendance.headings import Use
from events.attendance.phones import in_one_cell, phones_in
from events.enums import AgeBand, Sex
from rss_registry.exchange.cells import quoted
from rss_registry.sheets import Unreadable
from rss_registry.text import fold

_MOST = {"full_name": names.MAX_LENGTH, "function": 200, "organisation_name": 200, "email": 254}
_LARGEST_NUMBER = 32_767
_YES_NO = {Use.PHOTO_CONSENT: "photo_consent", Use.CONTACT_CONSENT: "contact_consent"}
_ANSWERS = (
    ("photo_consent", Use.PHOTO_YES, Use.PHOTO_NO),
    ("contact_consent", Use.CONTACT_YES, Use.CONTACT_NO),
)
_SEPARATORS = ("\n", " / ", "/", ", ", " - ", " – ", "; ")


class Reader:
    """Reads one row; `values`, `problems` and `notices` are the result."""

    def __init__(
        self,
        cells: Mapping[Use, Sequence[Any]],
        organisations: Callable[[str], int | None],
        *,
        on: date | None = None,
    ):
        self._cells = cells
        self._organisations = organisations
        self._on = on
        self.values: dict[str, Any] = {}
        self.problems: dict[str, str] = {}
        self.notices: list[str] = []

    def read(self, *, counted: bool) -> None:
        self._name()
        if counted:
            self._number()
        self._sex()
        self._age()
        self._category()
        self._bodies()
        self._contacts()
        self._consents()
        for code, most in _MOST.items():
            if len(self.values.get(code) or "") > most:
                self.problems[code] = _("Plus de %(most)s signes : abrégez.") % {"most": most}

    def _text(self, use):
        """The words of a column; an error of the spreadsheet is a problem of the field, and no text."""
        words = []
        for cell in self._cells.get(use, ()):
            if isinstance(cell, Unreadable):
                self.problems[_field(use)] = _("Le tableur y affiche l’erreur « %(cell)s ».") % {"cell": cell}
            else:
                words.append(told.text(cell))
        return " ".join(words).strip()

    # -- who -----------------------------------------------------------------------------------

    def _name(self):
        whole, sex = names.without_title(self._text(Use.FULL_NAME))
        family, family_sex = names.without_title(self._text(Use.FAMILY_NAME))
        given, given_sex = names.without_title(self._text(Use.GIVEN_NAME))
        parts = names.full_name(" ".join(filter(None, (whole, family))), given, self._text(Use.MARRIED_NAME))
        self._told_sex = sex or family_sex or given_sex
        if parts:
            self.values["full_name"] = parts
        if "full_name" in self.problems:
            return
        if not parts:
            self.problems["full_name"] = _("Aucun nom.")
        elif not names.has_letters(parts):
            self.problems["full_name"] = _("« %(name)s » n’est pas un nom.") % {"name": quoted(parts)}

    def _number(self):
        digits = self._text(Use.NUMBER).strip(" .)°")
        if digits.isdecimal() and 0 < int(digits) <= _LARGEST_NUMBER:
            self.values["number"] = int(digits)

    def _sex(self):
        ticked = [use for use in Use.sex_ticks() if self._is_ticked(use)]
        words = self._text(Use.SEX)
        if len(ticked) == 2:
            self.problems["sex"] = _("Les deux cases sont cochées.")
        elif ticked:
            self.values["sex"] = (Sex.WOMEN if ticked[0] == Use.WOMEN else Sex.MEN).value
        elif words:
            sex = told.sex_in(words)
            if sex is None:
                self.problems["sex"] = _("« %(cell)s » : écrivez F ou H.") % {"cell": quoted(words)}
            else:
                self.values["sex"] = sex.value
        if self._told_sex is None or "sex" in self.problems:
            return
        if "sex" not in self.values:
            self.values["sex"] = self._told_sex.value
        elif self.values["sex"] != self._told_sex:
            self.notices.append(_("le titre devant le nom dit l’autre sexe"))

    def _is_ticked(self, use):
        cells = [cell for cell in self._cells.get(use, ()) if not isinstance(cell, Unreadable)]
        return any(told.mark_in(cell) is not False for cell in cells)

    def _age(self):
        ticked = [use for use in Use.age_ticks() if self._is_ticked(use)]
        cells = self._cells.get(Use.AGE, ())
        if len(ticked) > 1:
            self.problems["age_band"] = _("Plusieurs cases sont cochées.")
        elif ticked:
            self.values["age_band"] = AgeBand(ticked[0].value).value
        elif cells and (self._text(Use.AGE) or "age_band" in self.problems):
            band = None if isinstance(cells[0], Unreadable) else age_band(cells[0], self._on)
            if band is not None:
                self.values["age_band"] = band.value
            elif is_open_band(cells[0]):
                self.notices.append(
                    _("« %(cell)s » couvre plusieurs tranches d’âge, non gardé") % {"cell": quoted(cells[0])}
                )
            elif is_birth(told.text(cells[0])):
                self.problems["age_band"] = _("Cette date de naissance n’est pas comprise.")
            elif "age_band" not in self.problems:
                self.problems["age_band"] = _("« %(cell)s » n’est pas un âge.") % {
                    "cell": quoted(told.text(cells[0]))
                }

    def _category(self):
        words = self._text(Use.CATEGORY)
        if not words:
            return
        if category := told.category_in(words):
            self.values["category"] = category.value
        else:
            self.notices.append(
                _("catégorie « %(words)s » : inconnue, non gardée") % {"words": quoted(words)}
            )

    # -- of what -------------------------------------------------------------------------------

    def _bodies(self):
        if function := self._text(Use.FUNCTION):
            self.values["function"] = function
        if organisation := self._text(Use.ORGANISATION):
            self.take_organisation(organisation)
        if both := self._both():
            self._split(both)

    def _both(self):
        cells = self._cells.get(Use.FUNCTION_AND_ORGANISATION, ())
        return str(cells[0]) if cells and not isinstance(cells[0], Unreadable) else ""

    def _split(self, both):
        """« Présidente / CAFO » is two things only where one part is clearly the organisation."""
        for separator in _SEPARATORS:
            parts = [" ".join(part.split()) for part in both.split(separator)]
            if len(parts) != 2 or not all(parts):
                continue
            bodies = [self._is_body(part) for part in parts]
            if bodies == [True, True]:
                bodies = [not told.has_function_word(part) for part in parts]
            if sum(bodies) == 1 or sum(map(told.has_function_word, parts)) == 1:
                at = bodies.index(True) if sum(bodies) == 1 else int(told.has_function_word(parts[0]))
                self.take_organisation(parts[at])
                self.values.setdefault("function", parts[1 - at])
                return
        words = " ".join(both.split())
        if self._is_body(words) and not told.has_function_word(words):
            self.take_organisation(words)
        else:
            self.values.setdefault("function", words)

    def _is_body(self, words):
        return self._organisations(words) is not None or told.has_organisation_word(words) or words.isupper()

    def take_organisation(self, name: str) -> None:
        """The organisation of the register, or else its name as it is written."""
        known = self._organisations(name)
        if known is not None:
            self.values["organisation"] = known
        else:
            self.values["organisation_name"] = name

    def take_group(self, name: str) -> None:
        """The organisation that a line above names; « Région de Mopti » names none."""
        likely = (told.has_organisation_word(name) or name.isupper()) and not _PLACE.match(fold(name))
        if likely or self._organisations(name) is not None:
            self.take_organisation(name)

    # -- how to reach --------------------------------------------------------------------------

    def _contacts(self):
        numbers: list[str] = []
        for use in (Use.PHONE, Use.OTHER_PHONE, Use.CONTACT, Use.EMAIL):
            for cell in self._cells.get(use, ()):
                if isinstance(cell, Unreadable):
                    self._text(use)
                    continue
                self._reach(use, cell, numbers)
        if numbers:
            self.values["phone"] = in_one_cell(numbers)

    def _reach(self, use, cell, numbers):
        words = told.text(cell)
        email = told.email_in(cell)
        rest = words
        if email:
            try:
                validate_email(email)
                self.values.setdefault("email", email)
            except ValidationError:
                self.problems["email"] = _("« %(cell)s » n’est pas une adresse électronique.") % {
                    "cell": quoted(words)
                }
            at = words.lower().find(email)
            rest = (words[:at] + " " + words[at + len(email) :]) if at >= 0 else ""
        found = phones_in(rest if email else cell)
        numbers.extend(found)
        if email or found or not fold(words) or _says_nothing(fold(words)):
            return
        if use == Use.EMAIL:
            self.problems["email"] = _("« %(cell)s » n’est pas une adresse électronique.") % {
                "cell": quoted(words)
            }
        elif use == Use.CONTACT and not any(sign.isdecimal() for sign in words):
            self.notices.append(_("« %(words)s » n’est pas un contact, non gardé") % {"words": quoted(words)})
        else:
            self.problems["phone"] = _("« %(cell)s » n’est pas un numéro de téléphone complet.") % {
                "cell": quoted(words)
            }

    def _consents(self):
        for use, code in _YES_NO.items():
            cells = [cell for cell in self._cells.get(use, ()) if not isinstance(cell, Unreadable)]
            answer = told.mark_in(cells[0]) if cells else None
            if answer is not None:
                self.values[code] = answer
        for code, yes, no in _ANSWERS:
            ticked = self._is_ticked(yes), self._is_ticked(no)
            if ticked == (True, True):
                self.problems[code] = _("Les deux cases sont cochées.")
            elif any(ticked):
                self.values[code] = ticked[0]


_PLACE = re.compile(
    r"(?:region|cercle|communes?|village|quartier|arrondissement|district|zone|localite|ville)\b"
)
_NOTHING = {
    "neant",
    "n a",
    "na",
    "ras",
    "aucun",
    "aucune",
    "non",
    "pas de telephone",
    "sans",
    "nd",
    "none",
    "nil",
}
# « Pas de mail », « sans adresse », « aucun numéro », « n’a pas », « non communiqué ».
_NONE_OF_IT = re.compile(
    r"(?:(?:n a )?pas(?: de| d)?|aucune?|sans|no|non)(?: (?:mail|e mail|email|courriel|adresse|numero|contact"
    r"|telephone|tel|phone|communiquee?|disponible|renseignee?|donnee?))*"
)
_FIELDS = {
    Use.FAMILY_NAME: "full_name",
    Use.GIVEN_NAME: "full_name",
    Use.MARRIED_NAME: "full_name",
    Use.AGE: "age_band",
    Use.ORGANISATION: "organisation_name",
    Use.FUNCTION_AND_ORGANISATION: "function",
    Use.OTHER_PHONE: "phone",
    Use.CONTACT: "phone",
}


def _says_nothing(folded):
    return folded in _NOTHING or _NONE_OF_IT.fullmatch(folded) is not None


def _field(use):
    return _FIELDS.get(use, use.value)
