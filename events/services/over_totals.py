"""Women and men beside their total: one rule for each form and each file."""

from collections.abc import Iterator, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from events.enums import Basis, Sex
from rss_registry.words_of_counts import Count

_ALONE = {
    Sex.WOMEN: _("%(women)s femmes, mais %(total)s participants au total : corrigez l’un des deux."),
    Sex.MEN: _("%(men)s hommes, mais %(total)s participants au total : corrigez l’un des deux."),
}
_TOGETHER = _(
    "%(women)s femmes et %(men)s hommes font %(sum)s, plus que le total de %(total)s : "
    "corrigez l’un des trois."
)


def over_total(total: Count | None, women: Count | None, men: Count | None) -> int:
    """The number that the parts exceed the total by, or 0. « At least 80 » is never exceeded."""
    if total is None or total.basis == Basis.AT_LEAST:
        return 0
    parts = sum(part.number for part in (women, men) if part is not None)
    return max(0, parts - total.number)


def refused_part(
    total: Count | None, women: Count | None, men: Count | None
) -> tuple[Sex, ValidationError] | None:
    """Which of the parts exceeds the total, and what to say there."""
    if not over_total(total, women, men):
        return None
    for sex, part in ((Sex.WOMEN, women), (Sex.MEN, men)):
        if part and part.number > total.number:
            said = {sex.value: part.number, "total": total.number}
            return sex, ValidationError(_ALONE[sex], code="sexes_exceed_total", params=said)
    said = {"women": women.number, "men": men.number, "sum": women.number + men.number}
    said["total"] = total.number
    return Sex.MEN, ValidationError(_TOGETHER, code="sexes_exceed_total", params=said)


def refused_parts(counts: Mapping[tuple, Count]) -> Iterator[tuple[tuple, ValidationError]]:
    """The cells that exceed their total, with what to say there. A cell begins with the sex."""
    for (sex, *cell), total in counts.items():
        if sex == Sex.NOT_STATED:
            women, men = (counts.get((part, *cell)) for part in (Sex.WOMEN, Sex.MEN))
            if refused := refused_part(total, women, men):
                yield (refused[0], *cell), refused[1]
