"""Why a document would be another one today, read from what the public may know of the history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publication.models import PublishedEvent, Withdrawal
from publication.questions.corrections import corrected_since, corrections_of
from publication.questions.doubles import leads_to
from rss_registry.signs import semicolons

# The reader of a long report looks at some of them, and at how many there are.
MOST_TOLD = 30


@dataclass(frozen=True)
class Reason:
    text: str
    title: str = ""
    url: str = ""
    day: date | None = None


def reasons(
    then: Mapping[str, str], now: Mapping[str, str], *, gone: set[str], since: datetime
) -> tuple[Reason, ...]:
    """`then`, `now`: the events behind the document; `gone`: those withdrawn, or told less of, since."""
    return (
        *_withdrawn(gone),
        *_left(then.keys() - now.keys() - gone),
        *_came(now.keys() - then.keys()),
        *_corrected((then.keys() & now.keys()) - gone, since),
    )


def _withdrawn(references) -> Iterator[Reason]:
    """Only what answers 410 is named: of the others nobody may know that they were there."""
    known = list(Withdrawal.objects.filter(pk__in=references).order_by("pk"))
    for row in known[:MOST_TOLD]:
        text = _("fiche retirée du registre")
        if row.reason:
            text = _("fiche retirée du registre, motif : %(reason)s") % {"reason": row.get_reason_display()}
        yield _made_one(row) or Reason(text, title=row.reference, day=_day_of(row))
    others = len(references) - len(known[:MOST_TOLD])
    if others:
        yield Reason(
            ngettext(
                "%(number)d fiche n’est plus publiée comme avant",
                "%(number)d fiches ne sont plus publiées comme avant",
                others,
            )
            % {"number": others}
        )


def made_one(references) -> tuple[Reason, ...]:
    """Of these, the records that were made one with another, of which the page may be told."""
    rows = Withdrawal.objects.filter(pk__in=references).exclude(double_of="").order_by("pk")
    return tuple(filter(None, map(_made_one, rows[:MOST_TOLD])))


def _made_one(row):
    reference = leads_to(row)
    if reference is None:
        return None
    text = _("fiche réunie avec %(reference)s, qui dit le même événement") % {"reference": reference}
    address = reverse("website:event_detail", args=[reference])
    return Reason(text, title=row.reference, url=address, day=_day_of(row))


def _day_of(row):
    return timezone.localtime(row.at).date()


def _left(references) -> Iterator[Reason]:
    yield from _named(references, _("ne répond plus à ce qui était demandé"))


def _came(references) -> Iterator[Reason]:
    yield from _named(references, _("compté depuis"))


def _named(references, text):
    """Events by their page; those that have none are only counted."""
    events = PublishedEvent.objects.open().filter(reference__in=references).order_by("reference")
    told = 0
    for event in events[:MOST_TOLD]:
        told += 1
        yield _of(event, text)
    if others := len(references) - told:
        yield Reason(
            ngettext(
                "%(number)d autre événement : %(text)s", "%(number)d autres événements : %(text)s", others
            )
            % {"number": others, "text": text}
        )


def _corrected(references, since) -> Iterator[Reason]:
    changed = corrected_since(references, since)
    events = (
        PublishedEvent.objects.open().filter(reference__in=changed, is_coarse=False).order_by("reference")
    )
    for event in events[:MOST_TOLD]:
        for correction in corrections_of(event.reference, since=since):
            text = _("corrigé : %(facts)s") % {"facts": ", ".join(correction.facts)}
            if correction.reasons:
                text = f"{text} ({semicolons(correction.reasons)})"
            yield _of(event, text, correction.day)
    if len(changed) > MOST_TOLD:
        others = len(changed) - MOST_TOLD
        yield Reason(
            ngettext("%(number)d autre fiche corrigée", "%(number)d autres fiches corrigées", others)
            % {"number": others}
        )


def _of(event, text, day=None):
    return Reason(text, f"{event.reference} – {event.title}", event.get_absolute_url(), day)
