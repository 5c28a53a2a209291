"""What the filters of the public lists find, and how many events each of their values would find.

One place says what each filter means; the page, its counts and every file of the same list ask it.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from functools import cached_property

from django.db.models import Count, QuerySet, Value
from django.db.models.functions import StrIndex, Substr

from events.enums import Role
from publication.models import Facet, PublishedEvent
from publication.questions.register_counts import FILTERS, Counts, events_by_outcome, register_counts_of
from publication.questions.search import matching_text

Values = Mapping[str, tuple[str, ...]]


class Matches:
    """The public events that one set of filters leaves, whatever became of them.

    Several values of one filter are alternatives; the filters narrow one another. A role means
    what the chosen organisations did there, and nothing without them.
    """

    def __init__(self, values: Values):
        self._values = values
        self._organisations = values.get("organisation", ())
        self._roles = values.get("role", ())
        self._kept: dict[tuple[str, ...], Counts] = {}

    def found(self, *, but: str = "") -> QuerySet[PublishedEvent]:
        """What all filters leave, or all but one."""
        found = PublishedEvent.objects.open()
        for name in FILTERS:
            if name != but and (given := self._values.get(name)):
                found = found.having(name, *given)
        for text in self._values.get("q", ()):
            found = matching_text(found, text)
        if self._organisations and but != "organisation":
            found = self._with_organisations(found, () if but == "role" else self._roles)
        return found

    def by_outcome(self) -> dict[str, int]:
        """How many events are found, by what became of them."""
        if self.is_whole:
            return events_by_outcome()
        return dict(self.found().order_by().values_list("outcome").annotate(Count("pk")))

    @property
    def is_whole(self) -> bool:
        """Whether no filter narrows anything: the whole register is found."""
        return not any(self._values.get(name) for name in (*FILTERS, "organisation", "q"))

    def counts(self, name: str, outcomes: Collection[str]) -> Mapping[str, int]:
        """How many events of these outcomes each value of the filter `name` would find beside the others."""
        if name == "role":
            return self._by_role(self.found(but="role").filter(outcome__in=outcomes))
        if name == "organisation" and self._roles:
            return organisation_counts(self.found(but=name).filter(outcome__in=outcomes), self._roles)
        if name in FILTERS or name == "organisation":
            # Whatever is not asked for is narrowed by all filters: one query counts it all.
            if self._values.get(name):
                found = self.found(but=name).filter(outcome__in=outcomes)
                return self._counted(found, (name,)).get(name, {})
            return self._common(tuple(outcomes)).get(name, {})
        return {}

    def _common(self, outcomes):
        if outcomes not in self._kept:
            self._kept[outcomes] = self._counts_of_all(outcomes)
        return self._kept[outcomes]

    def _counts_of_all(self, outcomes):
        if self.is_whole:
            return register_counts_of(outcomes)
        return self._counted(self.found().filter(outcome__in=outcomes), (*FILTERS, "organisation"))

    @staticmethod
    def _counted(events, names) -> Counts:
        facets = Facet.objects.filter(name__in=names, event__in=events.order_by().values("pk")).order_by()
        found: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for name, value, number in facets.values_list("name", "value").annotate(Count("pk")):
            found[name][value] = number
        return found

    @cached_property
    def _role_values(self) -> dict[str, list[str]]:
        return {role: [f"{role}:{slug}" for slug in self._organisations] for role in Role.values}

    def _with_organisations(self, found, roles):
        if not roles:
            return found.having("organisation", *self._organisations)
        return found.having("role", *(value for role in roles for value in self._role_values[role]))

    def _by_role(self, found):
        if not self._organisations:
            return {}
        events = found.order_by().values("pk")
        wanted = [value for values in self._role_values.values() for value in values]
        facets = Facet.objects.filter(name="role", value__in=wanted, event__in=events).order_by()
        role = Substr("value", 1, StrIndex("value", Value(":")) - 1)
        return dict(facets.annotate(role=role).values_list("role").annotate(Count("event", distinct=True)))


def organisation_counts(events: QuerySet, roles) -> dict[str, int]:
    """In how many of `events` each organisation held one of `roles`, by slug."""
    facets = Facet.objects.filter(name="role", event__in=events.order_by().values("pk")).order_by()
    held = facets.annotate(
        held=Substr("value", 1, StrIndex("value", Value(":")) - 1),
        slug=Substr("value", StrIndex("value", Value(":")) + 1),
    ).filter(held__in=list(roles))
    return dict(held.values_list("slug").annotate(Count("event", distinct=True)))
