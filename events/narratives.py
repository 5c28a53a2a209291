"""The texts that tell an event, in the order of a paper activity sheet; published as they are written.

Each is a column of `Event` under the same name, a text of `EventFacts` and a line of headings in the table of
officers (events/resources/event_columns.py). Forms, translation, both searches, page, files, report and
corrections take what they tell from here.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Narrative:
    code: str
    """Name of the column, of the public fact and of the key in JSON."""
    label: Promise
    part: str = ""
    """The part of a record that the text opens, where more stands in it; otherwise the text itself."""
    part_label: Promise | str = ""

    @property
    def element(self) -> str:
        """Under which code a correction of it is told."""
        return self.part or self.code

    @property
    def element_label(self) -> str:
        return str(self.part_label or self.label)

    @property
    def heading(self) -> str:
        """Its title on a page, in the active language."""
        return capfirst(self.element_label)


AIMS = (
    Narrative("context", _("contexte")),
    Narrative("general_objective", _("objectif général"), "objectives", _("objectifs")),
)
COURSE = (
    Narrative("methods", _("méthodes")),
    Narrative("results", _("résultats")),
    Narrative("conclusion", _("conclusion")),
)
NARRATIVES = (*AIMS, *COURSE)


def columns(narratives: tuple[Narrative, ...], language: str) -> tuple[str, ...]:
    """The columns of `Event` that hold these texts in one language."""
    return tuple(f"{narrative.code}_{language}" for narrative in narratives)
