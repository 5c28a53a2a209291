"""Rows that belong to another one: found by their owner, and by what tells them apart within it."""

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rss_registry.exchange.held_to_forms import FormHeldResource
from rss_registry.text import fold


class PartResource(FormHeldResource):
    """Rows of a `parent`, told apart within it by the values of the columns in `same`."""

    parent = ""
    same: tuple[str, ...] = ()
    # Whether a new row changes an owner that is there already.
    changes_parent = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._rows = {}

    def pk_of(self, row):
        if (parent := self.parent_of_line(row)) is None:
            return None
        return self._rows[parent].get(self._key(lambda code: self.key_value(code, row)))

    def identity(self, row):
        try:
            parent = self.parent_of_line(row)
            return self.same[0], (parent, self._key(lambda code: self.key_value(code, row)))
        except ValidationError:
            return None

    def parent_of_line(self, row):
        return self.key_value(self.parent, row)

    def parent_of(self, instance):
        return getattr(instance, self.parent)

    def to_export(self, queryset):
        """Its own rows, or those of the listed owners."""
        if queryset.model is not self.model:
            owners = queryset.order_by().values("pk")
            queryset = self.to_import().filter(**{f"{self.parent}__in": owners})
        return super().to_export(queryset)

    def rows_of(self, parents):
        """What the user may see of theirs."""
        return self.to_import().filter(**{f"{self.parent}__in": parents})

    def read_stored(self, lines):
        parents = set()
        for line in lines:
            # What is wrong with the line is said when its turn comes.
            with suppress(ValidationError):
                parents.add(self.parent_of_line(line))
        # The rows of all of them, read once.
        self._rows = {parent: {} for parent in parents - {None}}
        for row in self.rows_of(list(self._rows)):
            self._rows[self.parent_of(row)][self._key_of(row)] = row.pk
        super().read_stored(lines)

    def after_save(self, instance):
        self._rows[self.parent_of(instance)][self._key_of(instance)] = instance.pk

    def _key_of(self, instance):
        return self._key(lambda code: self.columns[code].read(instance))

    def _key(self, value_of):
        values = (value_of(code) for code in self.same)
        return tuple(fold(value) if isinstance(value, str) else value for value in values)

    # -- the rules of the form, and of the owner -----------------------------------------------

    def complete(self, instance, values, is_new):
        parent = values.get(self.parent)
        if is_new and parent is not None and hasattr(instance, "position"):
            instance.position = len(self._rows[parent]) + 1

    def check(self, instance, values, wrong):
        if self.parent in wrong:
            return
        if getattr(instance, f"{self.parent}_id") is None:
            yield self.parent, _("Obligatoire : donnez une valeur.")
            return
        if self.changes_parent and instance.pk is None and not self.may_change(instance):
            yield self.parent, self.refusal(instance)
        yield from super().check(instance, values, wrong)
