"""Names in public facts: whoever is linked, whoever pays, whoever asks to be seen."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisations.enums import FinancingKind


@dataclass(frozen=True)
class Body:
    """One organisation of the band. `logo` names its stored file; without one, `short` stands there."""

    name: str
    short: str
    logo: str = ""
    key: str = ""


@dataclass(frozen=True)
class Visibility:
    bodies: tuple[Body, ...] = ()
    statements: tuple[str, ...] = ()


@dataclass(frozen=True)
class VisibleAgreement:
    """What an agreement that paid for an event asks to be seen on its reports; keys as those of links."""

    funder: str
    programme: str
    statement: str
    bodies: tuple[tuple[int, Body], ...]
    """Its parties and the organisers, each with its rank in the band; none where no logos are asked for."""


@dataclass(frozen=True)
class Link:
    """A name, and its public page where there is one."""

    name: str
    url: str = ""
    note: str = ""
    slug: str = ""
    short: str = ""
    """The acronym where there is one, for lists and running text."""
    key: str = ""
    """Under which its names are published; empty for a name that stands in the text alone."""


@dataclass(frozen=True)
class Funding:
    """One line of funding. `organisation` is None where the funder may not be named."""

    organisation: Link | None
    kind: str = ""
    programme: Link | None = None
    intermediary: Link | None = None
    note: str = ""

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else _("bailleur non divulgué")

    @property
    def kind_label(self) -> str:
        return str(FinancingKind(self.kind).label) if self.kind else ""

    @property
    def level(self) -> str:
        """Where the money enters: « programme Just Future », or the event itself."""
        if self.programme:
            return _("programme %(name)s") % {"name": self.programme.name}
        return _("cet événement")


# Nothing beside it: a kind, a programme or an intermediary could name the funder after all.
WITHHELD = Funding(organisation=None)
