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
class LinkedEvent:
    """Another event and what this one is to it, or it to this one (`is_reverse`), in words."""

    kind: str
    is_reverse: bool
    label: str
    event: Link


@dataclass(frozen=True)
class Funding:
    """One line of funding. `organisation` is None where the funder may not be named."""

    organisation: Link | None
    kind: str = ""
    programme: Link | None = None
    intermediary: Link | None = None
    note: str = ""
    donor: Link | None = None
    """What it is part of, where the record says so: a ministry and its country are one donor."""

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
        return self.organisation.name if self.organisation else self.lines[0].name

    @property
    def bodies(self) -> tuple[Link, ...]:
        """Whoever may be named of it: the whole and its parts."""
        return tuple(filter(None, (self.organisation, *(line.organisation for line in self.lines))))

    @property
    def branches(self) -> tuple[str, ...]:
        """By which parts of it, where the lines name those."""
        names = dict.fromkeys(line.name for line in self.lines if line.organisation)
        return tuple(name for name in names if name != self.name)

    @property
    def is_payer(self) -> bool:
        return any(line.is_payment for line in self.lines)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line.kind_label for line in self.lines if line.kind))


def contributors(lines: Iterable[Funding]) -> tuple[Contributor, ...]:
    """Each body once, in the order in which the lines first name it."""
    lines = list(lines)
    donors = donors_of(lines)
    found: dict[Link | None, list[Funding]] = {}
    for line in lines:
        found.setdefault(donors.get(line), []).append(line)
    return tuple(Contributor(body, tuple(every)) for body, every in found.items())


def donors_of(lines: Iterable[Funding]) -> dict[Funding, Link]:
    """As whose each line counts among these: its own body's, or of the whole of which several are part."""
    named = [line for line in lines if line.organisation]
    parts: dict[str, set[str]] = {}
    for line in named:
        whole = line.donor or line.organisation
        parts.setdefault(_identity(whole), set()).add(_identity(line.organisation))

    def donor(line):
        is_shared = line.donor and len(parts[_identity(line.donor)]) > 1
        return replace(line.donor if is_shared else line.organisation, note="")

    return {line: donor(line) for line in named}


def _identity(link):
    return link.key or link.name
