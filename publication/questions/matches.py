"""What the filters of the public lists find, and how many events each of their values would find.

One place says what each filter means; the page, its counts and every file of the same list ask it.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from pyroaring import BitMap

from events.enums import Role
from events.models import Event, Theme
from organisations.models import Organisation, Place, Programme
from publication.tally import current_tally
from rss_registry.data_version import remembered

Values = Mapping[str, tuple[str, ...]]

# Filters whose values are kept by key and asked for by slug.
_MODELS = {
    "region": Place,
    "theme": Theme,
    "programme": Programme,
    "organisation": Organisation,
    "bailleur": Organisation,
}
_PLAIN = ("region", "annee", "type", "theme", "programme", "bailleur", "public")


class Matches:
    """The public events that one set of filters leaves, whatever became of them.

    Several values of one filter are alternatives; the filters narrow one another. A role means
    what the chosen organisations did there, and nothing without them.
    """

    def __init__(self, values: Values):
        self.tally = current_tally()
        self._values = values
        self._organisations = _keys_of("organisation", values.get("organisation", ()))
        self._roles = values.get("role", ())

    def found(self, *, but: str = "") -> BitMap:
        """What all filters leave, or all but one."""
        found = self.tally.published
        for name, slots in self._narrowing.items():
            if name != but:
                found = found & slots
        if self._organisations and but != "organisation":
            found = found & self._with_organisations(() if but == "role" else self._roles)
        return found

    def counts(self, name: str, found: BitMap) -> dict[str, int]:
        """How many events of `found` each value of the filter `name` would find."""
        if name == "role":
            return self._by_role(found)
        if name == "organisation" and self._roles:
            by_key = self.tally.organisations(self._roles, found)
        else:
            by_key = self.tally.counts(name, found)
        slugs = {key: slug for slug, key in _keys_by_slug(name).items()} if name in _MODELS else {}
        return {str(slugs.get(key, key)): number for key, number in by_key.items()}

    @cached_property
    def _narrowing(self) -> dict[str, BitMap]:
        given = {name: self._values[name] for name in _PLAIN if self._values.get(name)}
        found = {name: self.tally.having(name, _keys_of(name, values)) for name, values in given.items()}
        for text in self._values.get("q", ()):
            events = Event.objects.search(text).order_by().values_list("pk", flat=True)
            found["q"] = self.tally.slots_of(events)
        return found

    def _with_organisations(self, roles):
        if not roles:
            return self.tally.having("organisation", self._organisations)
        return self.tally.having("role", [(key, role) for key in self._organisations for role in roles])

    def _by_role(self, found):
        numbers = {
            role: self._with_organisations([role]).intersection_cardinality(found)
            for role in Role.values
            if self._organisations
        }
        return {role: number for role, number in numbers.items() if number}


def _keys_of(name: str, values: Iterable[str]) -> list:
    """The values of a filter as the tally keeps them."""
    if name in _MODELS:
        known = _keys_by_slug(name) if values else {}
        return [known[value] for value in values if value in known]
    return [int(value) for value in values] if name == "annee" else list(values)


def _keys_by_slug(name):
    model = _MODELS[name]
    return remembered(f"keys of {model.__name__}", lambda: dict(model.objects.values_list("slug", "pk")))
