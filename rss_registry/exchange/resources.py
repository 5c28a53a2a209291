"""A strict resource: explicit columns, natural keys, every rule of the model, all or nothing.

django-import-export keeps the frame (dry run, one result per row). What is ours: columns that compare values
instead of texts, so that an exported file changes nothing; errors that know their place; rights row by row.
"""

import logging
from contextlib import nullcontext, suppress

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from import_export.results import InvalidRow, Result

from rss_registry.exchange.cells import quoted
from rss_registry.exchange.columns import unchangeable
from rss_registry.exchange.exported_when import changed_since
from rss_registry.exchange.headers import LINE
from rss_registry.exchange.progress import progress
from rss_registry.exchange.tables import ColumnTable
from rss_registry.exchange.writes import Writes, about_to_change
from rss_registry.tabular import is_blank
from rss_registry.text import fold

logger = logging.getLogger(__name__)


class LinedResult(Result):
    """A result whose invalid rows know their line in the file."""

    def append_invalid_row(self, number, row, validation_error):
        self.invalid_rows.append(InvalidRow(row[LINE], validation_error, row))


class ExchangeResource(ColumnTable):
    """Base of all resources."""

    # More lines would hold the page, and SQLite's one lock for writing, beyond ten seconds.
    max_rows = 1_000
    # So many take a second or two, and are imported while one waits.
    lines_at_once = 200

    class Meta:
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        use_bulk = False  # the library's bulk writes leave no history: ours do (`Writes`)
        skip_diff = True  # `changes` says it better, without a deep copy of every row

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._seen = {}
        self._stored = {}
        self._made = []
        self.writes = Writes()
        self.notes = []
        self.changes, self.instance = [], None
        self.exported_when, self._older = None, {}
        # Whether a line changes what the public reads, and so asks why.
        self.corrects = False

    # -- what a resource says ------------------------------------------------------------------

    def to_import(self):
        """The rows that the user may see, with what the columns read."""
        return self.to_export(self.get_queryset())

    def pk_of(self, row):
        """The stored row that this line means, None for a new one; ValidationError to refuse it."""
        raise NotImplementedError

    def key_value(self, code, row):
        """The value of a column by which rows are told apart; ValidationError says at which one."""
        try:
            return self.columns[code].understand(row.get(code), self)
        except ValidationError as error:
            raise ValidationError({code: [*error.error_list]}) from error

    def identity(self, row):
        """What two lines of one file must not share, as (column, value); None when nothing."""
        code = next((key for key in self.keys if not is_blank(row.get(key))), None)
        return (code, fold(str(row[code]))) if code else None

    def complete(self, instance, values, is_new):
        """Derive what the file leaves out; may add to `values`."""

    def check(self, instance, values, wrong):
        """Yield (column code, sentence) for what disagrees between columns; `wrong` ones are known."""
        return ()

    def name_of(self, instance):
        """What the preview calls the row."""
        return str(instance)

    def may_add(self):
        return True

    def may_change(self, instance):
        return True

    def after_save(self, instance):
        """What the next lines must know of a row that was added or changed."""

    def follow_up(self):
        """What follows once all rows stand, in the same transaction; not asked in a preview."""

    def resemblances(self):
        """What the new lines may say again, as `Resemblance`s by line; asked once nothing of them is kept."""
        return {}

    def changed_since_export(self):
        """(line, when, who) of what others have changed since the file left the register."""
        return changed_since(self.histories(), self._older, by=self.user) if self._older else ()

    def late_problems(self):
        """Yield (row, column code, sentence) for what only the whole file shows."""
        return ()

    # -- reading what is stored, once for the file ------------------------------------------

    def before_import(self, dataset, **kwargs):
        lines = self.in_order([dict(zip(dataset.headers, cells, strict=True)) for cells in dataset])
        dataset.dict = lines
        wanted = set()
        for line in lines:
            # What is wrong with the line is said when its turn comes.
            with suppress(ValidationError):
                wanted.add(self.pk_of(line))
        self._stored = {row.pk: row for row in self.to_import().filter(pk__in=wanted - {None})}
        about_to_change.send(sender=self._meta.model, rows=list(self._stored.values()))

    def _stored_row(self, pk):
        if pk is None:
            return None
        return self._stored.get(pk) or self.to_import().get(pk=pk)

    # -- the import of one row -----------------------------------------------------------------

    def _check_import_id_fields(self, headers):
        """`missing_columns` has said it, before, and in French."""

    def get_instance(self, instance_loader, row):
        progress().line()
        self.changes, self.own_code, self.exported_when = [], "", None
        try:
            return self._meant(row)
        except ValidationError as error:
            # One visit shows everything that is wrong with the line, not its key alone.
            errors = self._understood(self.init_instance(row), row, is_new=True)[1]
            raise ValidationError(error.update_error_dict(errors)) from error

    def _meant(self, row):
        if (same := self.identity(row)) is not None:
            first = self._seen.setdefault(same, row[LINE])
            if first != row[LINE]:
                raise self._twice(same[0], row, first)
        instance = self._stored_row(self.pk_of(row))
        if instance is not None:
            first = self._seen.setdefault(instance.pk, row[LINE])
            if first != row[LINE]:
                raise self._twice(next(iter(self.keys), NON_FIELD_ERRORS), row, first)
        elif not self.may_add():
            raise ValidationError(_("Vous ne pouvez pas ajouter de ligne ici."), code="may_not_add")
        return instance

    def import_instance(self, instance, row, **kwargs):
        self.instance, is_new = instance, instance.pk is None
        values, errors = self._understood(instance, row, is_new)
        self.complete(instance, values, is_new)
        self.changes = [
            (column, before, value)
            for code, value in values.items()
            if (column := self.columns[code]) and (before := column.read(instance)) != value
        ]
        if self.changes and not is_new and not self.may_change(instance):
            raise ValidationError(self.refusal(instance), code="may_not_change")
        if self.changes and self.exported_when and not is_new:
            self._older[instance.pk] = (row[LINE], self.exported_when)
        for column, _before, value in self.changes:
            if not column.related:
                column.assign(instance, value)
        for code, sentence in list(self.check(instance, values, set(errors))):
            errors.setdefault(code, []).append(sentence)
        if errors:
            raise ValidationError(errors)

    def refusal(self, instance):
        """Why the user may not change this row."""
        return _("Vous ne pouvez pas modifier cette ligne : elle est tenue par une autre équipe.")

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not import_validation_errors and instance.pk is not None and not self.changes

    def do_instance_save(self, instance, is_create):
        instance._change_reason = _("Import de fichier")
        if is_create:
            self.writes.add_unique(instance)
            return
        # A savepoint: what the database refuses must not spoil the messages of the next lines.
        with transaction.atomic():
            super().do_instance_save(instance, is_create)

    def save_m2m(self, instance, row, **kwargs):
        errors = {}
        related = [(column, value) for column, _before, value in self.changes if column.related]
        # Of a new row everything waits for `Writes`.
        with transaction.atomic() if instance.pk and related else nullcontext():
            for column, value in related:
                try:
                    column.relate(instance, value, self)
                except ValidationError as error:
                    errors[column.code] = error.messages
            if errors:
                raise ValidationError(errors)
            self.after_save(instance)
        if instance.pk:
            self._seen.setdefault(instance.pk, row[LINE])

    def store(self):
        """Store the rows that wait."""
        self.writes.flush()

    def find(self, index, text):
        """The row called `text`; another line of this file may have to be stored first."""
        row = self.index(index).find(text)
        if row.pk is None:
            self.store()
        return row

    def after_import_row(self, row, row_result, **kwargs):
        row_result.line, row_result.changes = row[LINE], self.changes
        row_result.name = self.name_of(self.instance) if self.changes else ""
        if self.changes or self.own_code:
            names = list(self.names_of(self.instance))
            made = (row_result, self.instance, names, self.own_code)
            if self.refers_to_itself or self.instance.pk:
                self._announce(*made)
            if row_result.is_new():
                self._made.append(made)

    def _announce(self, _row_result, instance, names, own_code):
        for index in self.announced:
            self.references.add(index, instance, names, own_code)

    def after_import(self, dataset, result, **kwargs):
        super().after_import(dataset, result, **kwargs)
        self.store()
        for made in self._made:
            made[0].add_instance_info(made[1])
            self.references.made.add((type(made[1]), made[1].pk))
            if not self.refers_to_itself:
                self._announce(*made)
        for row, code, sentence in self.late_problems():
            result.append_invalid_row(row[LINE], row, ValidationError({code: [sentence]}))
        if not self.previews and not result.invalid_rows:
            self.follow_up()

    @classmethod
    def get_result_class(cls):
        return LinedResult

    def handle_import_error(self, result, error, raise_errors=False):
        # Only its kind: the sentence of a database quotes the row.
        logger.error("import of %s stopped by %s", self._meta.model._meta.label, type(error).__name__)
        super().handle_import_error(result, error, raise_errors)

    def _understood(self, instance, row, is_new):
        """The values of the line, and the sentences about cells that cannot be understood."""
        values, errors = {}, {}
        for code, column in self.columns.items():
            if code not in row:
                continue
            if is_blank(row[code]) and (column.fixed or (column.keeps and not is_new)):
                continue
            try:
                value = column.settle(instance, column.understand(row[code], self), self)
            except ValidationError as error:
                errors[code] = [*error.error_list]
                continue
            stays = self.may_set(column, value) if is_new else column.read(instance) == value
            if column.fixed and not stays:
                errors[code] = unchangeable(column, row[code]).messages
            else:
                values[code] = value
        return values, errors

    def may_set(self, column, value):
        """Whether a new row may come with this value of a `fixed` column."""
        return True

    def _twice(self, code, row, first):
        return ValidationError(
            {
                code: _("« %(value)s » figure aussi à la ligne %(line)s : chaque fiche n’a qu’une ligne.")
                % {"value": quoted(row.get(code) or ""), "line": first}
            },
            code="twice",
        )
