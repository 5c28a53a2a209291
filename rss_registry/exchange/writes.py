"""New rows of a file, stored table by table in sets, with the signals and the history of single saves."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import DEFAULT_DB_ALIAS, models, transaction
from django.db.models.signals import m2m_changed, post_save, pre_save
from django.dispatch import Signal

from rss_registry.checked_rows import surely_concerns

# Sent with the `rows` of the sender that a file may change, before it does: a journal reads them all at once.
about_to_change = Signal()


class Writes:
    """Rows and links that wait to be stored: an owner before its parts, in the order in which they came."""

    def __init__(self):
        self._rows: dict[type[models.Model], list] = {}
        self._unique = set()
        self._links: dict[tuple[type[models.Model], str], list] = {}

    def add(self, row: models.Model) -> None:
        self._rows.setdefault(type(row), []).append(row)

    def add_unique(self, row: models.Model) -> None:
        """The same, unless the database would refuse it beside a row that waits; then a ValidationError."""
        for rule in row._meta.constraints:
            if not isinstance(rule, models.UniqueConstraint):
                continue
            key = (rule.name, *(getattr(row, name) for name in rule.fields))
            if None in key or not surely_concerns(rule, row):
                continue
            if key in self._unique:
                twice = ValidationError(rule.violation_error_message or "", code=rule.violation_error_code)
                raise ValidationError({NON_FIELD_ERRORS: [twice]})
            self._unique.add(key)
        self.add(row)

    def link(self, row: models.Model, name: str, others) -> None:
        """Let the plain relation `name` of a new row hold the others."""
        self._links.setdefault((type(row), name), []).append((row, tuple(others)))

    def waiting(self, model: type[models.Model], **owner) -> list:
        """The rows of an owner that wait."""
        rows = self._rows.get(model, ())
        return [row for row in rows if all(getattr(row, name) is value for name, value in owner.items())]

    def flush(self) -> None:
        """Store all that waits."""
        if not self._rows:
            return
        with transaction.atomic():
            while self._rows:
                model = next(iter(self._rows))
                _store(model, self._rows.pop(model))
            links, self._links = self._links, {}
            for (model, name), linked in links.items():
                _link(model._meta.get_field(name), linked)


def _store(model, rows):
    for row in rows:
        _settle(row)
        pre_save.send(sender=model, instance=row, raw=False, using=DEFAULT_DB_ALIAS, update_fields=None)
    model._base_manager.bulk_create(rows)
    _keep_history(model, rows)
    for row in rows:
        # Its history is written already.
        row.skip_history_when_saving = True
        post_save.send(
            sender=model, instance=row, created=True, raw=False, using=DEFAULT_DB_ALIAS, update_fields=None
        )
        del row.skip_history_when_saving


def _settle(row):
    """Let the row make its own columns as when it is saved alone, but for the statement."""
    row.save_base = _no_statement
    try:
        row.save()
    finally:
        del row.save_base


def _no_statement(**_options):
    """In place of `Model.save_base`."""


def _link(field, linked):
    through = field.remote_field.through
    one, other = field.m2m_field_name(), field.m2m_reverse_field_name()
    rows = [through(**{one: row, other: each}) for row, others in linked for each in others]
    told = {"sender": through, "reverse": False, "model": field.related_model, "using": DEFAULT_DB_ALIAS}
    for row, others in linked:
        m2m_changed.send(action="pre_add", instance=row, pk_set={each.pk for each in others}, **told)
    through._base_manager.bulk_create(rows)
    _keep_history(through, rows)
    for row, others in linked:
        row.skip_history_when_saving = True
        m2m_changed.send(action="post_add", instance=row, pk_set={each.pk for each in others}, **told)
        del row.skip_history_when_saving


def _keep_history(model, rows):
    if hasattr(model, "history"):
        model.history.bulk_history_create(rows)
