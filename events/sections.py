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
    is_asked_for: bool = False
    """Whether a check of `events/quality.py` finds it empty: without a finding there is nothing to add."""
    is_optional: bool = False
    """Whether a record without it lacks nothing."""
    may_not_apply: bool = False
    """Whether an officer may say that there was none: « sans objet »."""


ESSENTIALS = RecordSection("essentiel", _("L’essentiel"))
WHAT = RecordSection("quoi", _("Quoi et quand"))
WHERE = RecordSection("ou", _("Où"), is_asked_for=True)
WHO = RecordSection("qui", _("Qui organise, qui paie, qui prend la parole"), is_asked_for=True)
ATTENDANCE = RecordSection("participants", _("Qui est venu"), is_asked_for=True)
AIMS = RecordSection("objectifs", _("Contexte et objectifs"), is_asked_for=True)
COURSE = RecordSection("deroulement", _("Méthodes, résultats, conclusion"), may_not_apply=True)
FOLLOW_UP = RecordSection("suites", _("Recommandations, productions et tests"), may_not_apply=True)
EVIDENCE = RecordSection("sources", _("Sources, documents et photos"), is_asked_for=True)
PROTECTION = RecordSection("protection", _("Protection des personnes"))
ENGLISH = RecordSection("anglais", _("Version anglaise"), is_optional=True)
RECORD = RecordSection("fiche", _("La fiche"), is_optional=True)

# All of them on one page.
WHOLE = RecordSection("tout", _("Toute la fiche"), is_optional=True)

# Whose states say how far a record has come; the record's own traces are not to be completed.
COMPLETED = (WHAT, WHERE, WHO, ATTENDANCE, AIMS, COURSE, FOLLOW_UP, EVIDENCE, PROTECTION, ENGLISH)
BY_KEY = {section.key: section for section in (ESSENTIALS, *COMPLETED, RECORD, WHOLE)}
