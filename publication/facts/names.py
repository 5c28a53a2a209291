"""Names in public facts: whoever is linked, whoever pays, whoever asks to be seen."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from organisations.enums import FinancingKind

# By which role an event is found of whoever supports it without being said to pay.
SUPPORT = "support"


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
    def is_payment(self) -> bool:
        """Whether a source says that money came; support of another or of no stated kind is support."""
        return self.organisation is None or self.kind in (FinancingKind.FINANCIAL, FinancingKind.BOTH)

    @property
    def level(self) -> str:
        """Where the money enters: « programme Just Future », or the event itself."""
        if self.programme:
            return _("programme %(name)s") % {"name": self.programme.name}
        return _("cet événement")


# Nothing beside it: a kind, a programme or an intermediary could name the funder after all.
WITHHELD = Funding(organisation=None)


@dataclass(frozen=True)
class Contributor:
    """One body that pays or supports, by whatever roads (`lines`); None: it may not be named."""

    organisation: Link | None
    lines: tuple[Funding, ...]

    @property
    def name(self) -> str:
        return self.lines[0].name

    @property
    def is_payer(self) -> bool:
        return any(line.is_payment for line in self.lines)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.kind_label for line in self.lines if line.kind))


def contributors(lines: Iterable[Funding]) -> tuple[Contributor, ...]:
    """Each body once, in the order in which the lines first name it."""
    found: dict[Link | None, list[Funding]] = {}
    for line in lines:
        body = line.organisation and replace(line.organisation, note="")
        found.setdefault(body, []).append(line)
    return tuple(Contributor(body, tuple(every)) for body, every in found.items())
