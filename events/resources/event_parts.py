"""Tables of what belongs to an event: the frame of them all."""

from contextlib import suppress
from functools import partial

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from events.models import Event
from events.permissions import can, visible_to
from events.resources.indexes import build
from events.services.search_text import index_events
from rss_registry.exchange.held_to_forms import FormHeldResource
from rss_registry.exchange.links import Link
from rss_registry.text import fold

NOT_YOURS = _("La fiche de cet événement n’est plus la vôtre à modifier : voyez la coordination.")
event_column = partial(
    Link,
    "événement",
    "event",
    index="visible_events",
    required=True,
    fixed=True,
    aliases=("référence de l’événement", "n° de fiche"),
    help=_("Sa référence, son n° de fiche, son titre ou le code que vous lui avez donné."),
)


class PartResource(FormHeldResource):
    """Rows of a `parent`, told apart within it by the values of the columns in `same`."""

    parent = "event"
    same: tuple[str, ...] = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._rows = {}
        self.touched = set()

    def index_of(self, name):
        return build(name, self.user)

    def event_of(self, instance):
        return instance.event

    def to_import(self):
        return self._meta.model.objects.filter(event__in=visible_to(self.user, Event.objects.all()))

    def missing_columns(self, codes):
        return [column for column in self.columns.values() if column.required and column.code not in codes]

    # -- which row -----------------------------------------------------------------------------

    def pk_of(self, row):
        parent = self.key_value(self.parent, row)
        if parent is None:
            return None
        return self._rows_of(parent).get(self._key(lambda code: self.key_value(code, row)))

    def identity(self, row):
        try:
            parent = self.key_value(self.parent, row)
            return self.same[0], (parent, self._key(lambda code: self.key_value(code, row)))
        except ValidationError:
            return None

    def before_import(self, dataset, **kwargs):
        parents = set()
        for line in [dict(zip(dataset.headers, cells, strict=True)) for cells in dataset]:
            # What is wrong with the line is said when its turn comes.
            with suppress(ValidationError):
                parents.add(self.key_value(self.parent, line))
        # The rows of all of them, read once.
        self._rows = {parent.pk: {} for parent in parents - {None}}
        for row in self.to_import().filter(**{f"{self.parent}__in": self._rows}):
            self._rows[getattr(row, f"{self.parent}_id")][self._key_of(row)] = row.pk
        super().before_import(dataset, **kwargs)

    def _rows_of(self, parent):
        """The rows of the parent, by what tells them apart."""
        return self._rows[parent.pk]

    def _key_of(self, instance):
        return self._key(lambda code: self.columns[code].read(instance))

    def _key(self, value_of):
        values = (value_of(code) for code in self.same)
        return tuple(fold(value) if isinstance(value, str) else value for value in values)

    # -- the rules of the form, and of the event -----------------------------------------------

    def complete(self, instance, values, is_new):
        parent = values.get(self.parent)
        if is_new and parent is not None and hasattr(instance, "position"):
            instance.position = len(self._rows_of(parent)) + 1

    def check(self, instance, values, wrong):
        if self.parent in wrong:
            return
        if getattr(instance, f"{self.parent}_id") is None:
            yield self.parent, gettext("Obligatoire : donnez une valeur.")
            return
        if self.changes and not self.may_change(instance):
            yield self.parent, self.refusal(instance)
        yield from super().check(instance, values, wrong)

    def may_change(self, instance):
        return can(self.user, "change", self.event_of(instance))

    def refusal(self, instance):
        return NOT_YOURS

    def after_save(self, instance):
        self._rows_of(getattr(instance, self.parent))[self._key_of(instance)] = instance.pk
        self.touched.add(self.event_of(instance).pk)

    def follow_up(self):
        index_events(Event.objects.filter(pk__in=self.touched))

    def name_of(self, instance):
        return f"{self.event_of(instance)} – {instance}"
