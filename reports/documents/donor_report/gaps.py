"""What is missing, in one sentence, with the way to where it is filled in."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.urls import reverse

from publication.facts import Link

# Where a record is completed: the sections of the event's form.
WHAT, WHERE, WHO, ATTENDANCE = "quoi", "ou", "qui", "participants"
AIMS, COURSE, RESULTS, EVIDENCE = "objectifs", "deroulement", "suites", "sources"


@dataclass(frozen=True)
class Gap:
    sentence: str
    links: tuple[Link, ...] = ()
    """The records to complete; without an address where the reader may not open them."""


@dataclass(frozen=True)
class Content:
    """What a field prints for one scope, and what it lacks."""

    blocks: tuple = ()
    gaps: tuple[Gap, ...] = field(default=())


def lacking(scope, sentence, entries: Iterable, section: str) -> tuple[Gap, ...]:
    """One gap for all of these events, if there are any; `sentence` counts them (`ngettext_lazy`)."""
    entries = tuple(entries)
    if not entries:
        return ()
    links = tuple(scope.link_to(entry.event, section) for entry in entries)
    return (Gap(sentence % {"count": len(entries)}, links),)


def without(scope, sentence, test: Callable, section: str) -> tuple[Gap, ...]:
    """The gap of the events held whose facts do not pass `test`."""
    return lacking(scope, sentence, (entry for entry in scope.held if not test(entry.facts)), section)


def record_link(row) -> Link:
    """The page of the admin on which the row is corrected."""
    opts = row._meta
    return Link(str(row), reverse(f"admin:{opts.app_label}_{opts.model_name}_change", args=[row.pk]))
