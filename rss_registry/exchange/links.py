"""Columns that refer to other rows, by identifier or by what people call them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from rss_registry.exchange.cells import items_of, listed, text_of
from rss_registry.exchange.columns import Column


class Link(Column):
    """Another row, by its identifier or by what people call it."""

    takes = _("Identifiant, nom, sigle ou autre nom")

    index = ""

    def of_field(self, field):
        super().of_field(field)
        self.index = self.index or field.related_model._meta.label_lower

    def parse(self, cell, resource):
        return resource.find(self.index, text_of(cell))

    def written(self, value, resource):
        return "" if value is None else resource.called(self.index, value)

    def shown(self, value, resource):
        return "" if value is None else resource.index(self.index).named(value)


class Links(Link):
    """Several other rows, separated by « ; »."""

    related = True
    blank = ()
    takes = _("Identifiants, noms ou sigles, séparés par « ; »")

    def parse(self, cell, resource):
        return self.ordered(each(cell, lambda item: resource.find(self.index, item)))

    def read(self, instance):
        return self.ordered(getattr(instance, self.field_name).all()) if instance.pk else ()

    def ordered(self, rows):
        """A plain relation has no order of its own."""
        return tuple(sorted(set(rows), key=lambda row: row.pk))

    def relate(self, instance, value, resource):
        if instance.pk is None:
            resource.writes.link(instance, self.field_name, value)
        else:
            getattr(instance, self.field_name).set(value)

    def told(self, value, resource):
        """Those of the rows of which the reader may know."""
        return value

    def shown(self, value, resource):
        return listed(map(resource.index(self.index).named, self.told(value, resource)))

    def written(self, value, resource):
        return listed(resource.called(self.index, row) for row in self.told(value, resource))


class ThroughLinks(Links):
    """Rows reached through a row of their own, of which everything else stays as it is.

    `through` is the relation, `target` its field; `held_as` the values that make the column, such
    as a role. With `positioned`, the order in the cell is kept.
    """

    through = target = ""
    held_as: dict[str, str] = {}
    positioned = False

    def ordered(self, rows):
        return tuple(dict.fromkeys(rows)) if self.positioned else super().ordered(rows)

    def held(self, instance):
        """The rows in between that make this column."""
        rows = getattr(instance, self.through).all() if instance.pk else ()
        return [
            row for row in rows if all(getattr(row, name) == value for name, value in self.held_as.items())
        ]

    def read(self, instance):
        return self.ordered(getattr(row, self.target) for row in self.held(instance))

    def relate(self, instance, value, resource):
        held = {getattr(row, self.target): row for row in self.held(instance)}
        for target, row in held.items():
            if target not in value:
                row.delete()
        for position, target in enumerate(value):
            row = held.get(target) or self.new(instance, target)
            moves = self.positioned and row.position != position
            if moves:
                row.position = position
            # Every value is ours or was found: what the database asks needs no asking beforehand.
            if row.pk is None:
                resource.writes.add(row)
            elif moves:
                row.save()

    def new(self, instance, target):
        relation = instance._meta.get_field(self.through)
        return relation.related_model(**{relation.field.name: instance, self.target: target, **self.held_as})


def each(cell, understand):
    """`understand` every value of the cell, and report every one that it refuses."""
    found, problems = [], []
    for item in items_of(cell):
        try:
            found.append(understand(item))
        except ValidationError as error:
            problems.append(error)
    if problems:
        raise ValidationError(problems)
    return found
