"""Cost lines added up: each currency for itself, and an amount that is not known is not zero.

Amounts are never negative, so a sum that lacks some of them is a minimum: « ≥ 120 000 ».
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from events.enums import BudgetHeading
from events.funding import paying_agreements
from events.models import CostLine, Event
from events.permissions import can, visible_to
from organisations.models import GrantAgreement
from organisations.permissions import coordinates


@dataclass(frozen=True)
class CostSum:
    """What lines of one currency come to."""

    currency: str
    lines: tuple[CostLine, ...]

    @property
    def planned(self) -> str:
        return self._sum("planned")

    @property
    def spent(self) -> str:
        return self._sum("spent")

    @property
    def gap(self) -> str:
        """What is left of what was planned; only where every amount of both sides is known."""
        if self._lacks("planned") or self._lacks("spent"):
            return _("non communiqué")
        return amount_text(self._total("planned") - self._total("spent"), self.currency)

    def _sum(self, column):
        known = [amount for line in self.lines if (amount := getattr(line, column)) is not None]
        if not known:
            return _("non communiqué")
        sign = "≥\u00a0" if self._lacks(column) else ""
        return sign + amount_text(sum(known), self.currency)

    def _total(self, column):
        return sum(getattr(line, column) for line in self.lines)

    def _lacks(self, column):
        return any(getattr(line, column) is None for line in self.lines)


def amount_text(amount: Decimal, currency: str) -> str:
    """« 1 250 000 XOF », « 1,250,000.50 EUR »."""
    decimals = 0 if amount == amount.to_integral_value() else 2
    number = number_format(amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return f"{number}\u00a0{currency}"


def sums_of(lines: Iterable[CostLine]) -> tuple[CostSum, ...]:
    """One for each currency, by its code: two currencies are never added."""
    found = defaultdict(list)
    for line in lines:
        found[line.currency].append(line)
    return tuple(CostSum(currency, tuple(found[currency])) for currency in sorted(found))


def sums_by_heading(lines: Iterable[CostLine]) -> Iterator[tuple[BudgetHeading, CostSum]]:
    """In the order of a budget; a heading has a sum for each of its currencies."""
    found = defaultdict(list)
    for line in lines:
        found[line.heading].append(line)
    for heading in BudgetHeading:
        for total in sums_of(found.get(heading, ())):
            yield heading, total


def agreements_to_charge(user, event: Event) -> list[GrantAgreement]:
    """The agreements that pay for the event and that this user may charge lines to."""
    paying = dict.fromkeys(
        agreement for agreement, _programme in paying_agreements(event, event.starts_on, event.ends_on)
    )
    return [item for item in paying if can(user, "change", CostLine(event=event, agreement=item))]


def events_to_charge(user):
    """One's own events, and the published ones that an agreement of one's own organisation pays for."""
    if coordinates(user):
        return Event.objects.all()
    own = visible_to(user, Event.objects.all())
    held = GrantAgreement.objects.filter(recipient__isnull=False, recipient=user.organisation_id)
    accepted = held.filter(programme_accepted=True)
    paid = Event.objects.published().filter(
        Q(agreements__in=held.values("pk")) | Q(programmes__agreements__in=accepted.values("pk"))
    )
    mine, theirs = (rows.order_by().values("pk") for rows in (own, paid))
    return Event.objects.filter(Q(pk__in=mine) | Q(pk__in=theirs))
