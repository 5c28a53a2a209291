"""With whose money: the funders that pages name, and for how many events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publication.facts import WITHHELD, EventFacts, Funding
from publication.facts.names import donors_of
from rss_registry.dates import span_text

Paid = Mapping[str, tuple[Funding, ...]]


@dataclass(frozen=True)
class FunderLine:
    """One funder, or all that may not be named together; what for, and how many events of the report."""

    name: str
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    events: int
    is_payer: bool = True
    """Whether a source says of one of these events that it paid; else it supported."""


@dataclass(frozen=True)
class AgreementLine:
    """An agreement of a programme, as the programme's public page tells it."""

    funder: str
    kind: str
    amount: str
    period: str
    intermediary: str


def funding_by_event(events: Iterable[EventFacts]) -> Paid:
    """The public funding of each of these events, by its reference."""
    return {facts.reference: facts.funding for facts in events}


def funder_lines(paid: Paid) -> tuple[FunderLine, ...]:
    """Who pays, each once: from the one that pays for most events to the one that pays for fewest.

    The unnamed stands last.
    """
    return tuple(line for line in _lines(paid) if line.is_payer)


def supporter_lines(paid: Paid) -> tuple[FunderLine, ...]:
    """Whose support no source says to be money, in the same order."""
    return tuple(line for line in _lines(paid) if not line.is_payer)


def _lines(paid):
    lines: dict[str, list[tuple[str, Funding]]] = defaultdict(list)
    donors = donors_of(funding for every in paid.values() for funding in every)
    for event, every in paid.items():
        for funding in every:
            name = donors[funding].name if funding in donors else funding.name
            lines[name].append((event, funding))
    found = [_line(name, entries) for name, entries in lines.items()]
    return tuple(sorted(found, key=lambda line: (not line.kinds, -line.events, line.name)))


def withholds_a_funder(paid: Paid) -> bool:
    return any(WITHHELD in every for every in paid.values())


def agreement_line(agreement) -> AgreementLine:
    amount = ""
    if agreement.amount is not None:
        amount = f"{_grouped(agreement.amount)}\u00a0{agreement.currency}"
    return AgreementLine(
        funder=agreement.funder.full_name,
        kind=capfirst(agreement.get_financing_kind_display()),
        amount=amount,
        period=span_text(agreement.starts_on, agreement.ends_on),
        intermediary=agreement.intermediary.full_name if agreement.intermediary else "",
    )


def _line(name, entries):
    named = [funding for _event, funding in entries if funding.organisation]
    return FunderLine(
        name=capfirst(name),
        kinds=tuple(dict.fromkeys(funding.kind_label for funding in named)),
        levels=tuple(
            dict.fromkeys(funding.level if funding.programme else _("événements") for funding in named)
        ),
        events=len({event for event, _funding in entries}),
        is_payer=any(funding.is_payment for _event, funding in entries),
    )


def _grouped(amount):
    decimals = 0 if amount == amount.to_integral_value() else 2
    return number_format(amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
