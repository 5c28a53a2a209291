"""The parts in which a record is entered, in the order of a paper activity sheet.

Each has its own page in the admin, which saves by itself, and a state in the list of parts
(events/services/section_states.py). Keys stand in addresses and in `SectionState`.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class RecordSection:
    key: str
    title: Promise
    checks: tuple[str, ...] = ()
    """Codes of the checks of `events/quality.py` that speak of it."""
    is_optional: bool = False
    """Whether a record without it lacks nothing."""
    may_not_apply: bool = False
    """Whether an officer may say that there was none: « sans objet »."""


ESSENTIALS = RecordSection("essentiel", _("L’essentiel"))
WHAT = RecordSection("quoi", _("Quoi et quand"), ("still_planned", "duration"))
WHERE = RecordSection("ou", _("Où"), ("place",))
WHO = RecordSection("qui", _("Qui organise, qui paie, qui prend la parole"), ("organiser", "funder"))
ATTENDANCE = RecordSection(
    "participants", _("Qui est venu"), ("headcount", "sex", "over_total", "below_total")
)
AIMS = RecordSection("objectifs", _("Contexte et objectifs"), ("theme",))
COURSE = RecordSection("deroulement", _("Méthodes, résultats, conclusion"), may_not_apply=True)
FOLLOW_UP = RecordSection(
    "suites", _("Recommandations, productions et tests"), ("addressee",), may_not_apply=True
)
EVIDENCE = RecordSection("sources", _("Sources, documents et photos"), ("source", "claims"))
PROTECTION = RecordSection("protection", _("Protection des personnes"))
ENGLISH = RecordSection("anglais", _("Version anglaise"), ("english",), is_optional=True)
RECORD = RecordSection("fiche", _("La fiche"), is_optional=True)

# All of them on one page.
WHOLE = RecordSection("tout", _("Toute la fiche"), is_optional=True)

# Whose states say how far a record has come; the record's own traces are not to be completed.
COMPLETED = (WHAT, WHERE, WHO, ATTENDANCE, AIMS, COURSE, FOLLOW_UP, EVIDENCE, PROTECTION, ENGLISH)
SECTION_OF_CHECK = {code: section.key for section in COMPLETED for code in section.checks}
BY_KEY = {section.key: section for section in (ESSENTIALS, *COMPLETED, RECORD, WHOLE)}
