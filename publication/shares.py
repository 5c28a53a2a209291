"""A share of women or of a category: never without the number of people it stands on."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rss_registry.figures import SIGNS, UNKNOWN, Basis, Coverage, Figure, add
from rss_registry.templatetags.typography import percent


@dataclass(frozen=True)
class Share:
    """`numerator` of `base` people, over the events where both are stated and shown."""

    numerator: Figure = UNKNOWN
    base: Figure = UNKNOWN
    coverage: Coverage = Coverage()
    """Covered: both are shown. Unknown: one of the two is not stated. Masked: stated and withheld."""
    known: Figure = UNKNOWN
    """All participations of the set that are known, split or not."""

    @property
    def percent(self) -> int | None:
        """In whole per cent; None where there is nothing to divide."""
        if not (self.numerator.is_shown and self.base.is_shown and self.base.value):
            return None
        return round(100 * self.numerator.number / self.base.number)

    @property
    def is_known(self) -> bool:
        return self.percent is not None

    @property
    def is_key_figure(self) -> bool:
        """Whether it stands for the set: at least half of the known participations are covered."""
        return self.is_known and 2 * self.base.number >= (self.known.value or 0)

    @property
    def figure(self) -> Figure:
        """The percentage as a figure; unknown where it is not one that stands for the set."""
        return Figure(self.percent, self._basis) if self.is_key_figure else UNKNOWN

    @property
    def key_percent(self) -> int | None:
        """The percentage where it stands for the set: what charts draw and files hold."""
        return self.percent if self.is_key_figure else None

    @property
    def short(self) -> str:
        """« 39 % »; « 7 femmes sur 18 » where it does not stand for the set; « non communiqué »."""
        if not self.is_known:
            return _("masqué") if self.coverage.masked else _("non communiqué")
        return self._signed_percent if self.is_key_figure else self.counts

    @property
    def counts(self) -> str:
        """« 7 femmes sur 18 »."""
        return ngettext(
            "%(women)s femme sur %(all)s", "%(women)s femmes sur %(all)s", self.numerator.agreement
        ) % {"women": self.numerator.short, "all": self.base.short}

    @property
    def base_words(self) -> str:
        """What stands beside a percentage, everywhere: « 7 femmes sur 18 (1 événement sur 36) »."""
        if not self.is_known:
            return self.coverage.masked_words
        return f"{self.counts} ({self.coverage_words})" if self.coverage_words else self.counts

    @property
    def coverage_words(self) -> str:
        """« 3 événements sur 36, hors 21 événements dont la répartition est masquée »; of one event none."""
        covered = ngettext(
            "%(covered)d événement sur %(all)d", "%(covered)d événements sur %(all)d", self.coverage.covered
        ) % {"covered": self.coverage.covered, "all": self.coverage.events}
        return ", ".join(
            filter(None, [covered if self.coverage.events > 1 else "", self.coverage.masked_words])
        )

    @property
    def beside(self) -> str:
        """What stands beside `short`: the base of a percentage, the coverage of words."""
        return self.base_words if self.is_key_figure else self.coverage_words

    @property
    def words(self) -> str:
        """The whole of it in one line: « 39 %, soit 7 femmes sur 18 (1 événement sur 2) »."""
        if not self.is_key_figure:
            return self.base_words or self.short
        return _("%(percent)s, soit %(base)s") % {"percent": self._signed_percent, "base": self.base_words}

    @property
    def _signed_percent(self) -> str:
        return SIGNS.get(self._basis, "") + percent(self.percent)

    @property
    def _basis(self) -> str:
        """« At least » over an exact number of people is at least; every other doubt makes it about."""
        if self.base.basis == Basis.EXACT:
            return self.numerator.basis
        return Basis.APPROXIMATE


def add_shares(shares: Iterable[Share]) -> Share:
    """The share over several scopes: what each shows, added up; never a mean of percentages."""
    shares = list(shares)
    covered = [share for share in shares if share.is_known]
    return Share(
        add(share.numerator for share in covered),
        add(share.base for share in covered),
        sum((share.coverage for share in shares), Coverage()),
        add(share.known for share in shares),
    )
