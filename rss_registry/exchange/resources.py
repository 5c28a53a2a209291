"""A strict table: explicit columns, natural keys, every rule of the form, rights row by row, all or nothing.

Columns compare values instead of texts, so that an exported file changes nothing; errors know their place.
"""

from contextlib import nullcontext, suppress
from dataclasses import dataclass, field

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rss_registry.exchange.cells import quoted
from rss_registry.exchange.columns import unchangeable
from rss_registry.exchange.exported_when import changed_since
from rss_registry.exchange.headers import LINE
from rss_registry.exchange.progress import progress
from rss_registry.exchange.tables import ColumnTable
from rss_registry.exchange.writes import Writes, about_to_change
from rss_registry.tabular import is_blank
from rss_registry.text import fold


@dataclass
class Line:
    """A line of the file and what comes of it: (column, before, after) of each change, or what is wrong."""

    cells: dict
    instance: models.Model | None = None
    is_new: bool = False
    changes: list = field(default_factory=list)
    name: str = ""
    error: ValidationError | None = None
    # What the next lines may call it.
    names: list = field(default_factory=list)
    own_code: str = ""

    @property
    def number(self):
        return self.cells[LINE]


class ExchangeResource(ColumnTable):
    """Base of all resources."""

    # More lines would hold the page, and SQLite's one lock for writing, beyond ten seconds.
    max_rows = 1_000
    # So many take a second or two, and are imported while one waits.
    lines_at_once = 200

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # The line that is being read.
        self.at, self.lines = None, []
        self._seen, self._stored = {}, {}
        self.writes = Writes()
        self.notes = []
        self.changes = []
        self.exported_when, self._older = None, {}
        # Whether a line changes what the public reads, and so asks why.
        self.corrects = False

    # -- what a resource says ------------------------------------------------------------------

    def to_import(self):
        """The rows that the user may see, with what the columns read."""
        return self.to_export(self.model._default_manager.all())

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

    def read_stored(self, lines):
        wanted = set()
        for line in lines:
            # What is wrong with the line is said when its turn comes.
            with suppress(ValidationError):
                wanted.add(self.pk_of(line))
        self._stored = {row.pk: row for row in self.to_import().filter(pk__in=wanted - {None})}
        about_to_change.send(sender=self.model, rows=list(self._stored.values()))

    def _stored_row(self, pk):
        if pk is None:
            return None
        return self._stored.get(pk) or self.to_import().get(pk=pk)

    # -- the import ----------------------------------------------------------------------------

    def import_lines(self, cells) -> list[Line]:
        """All of them, in a transaction of the caller's."""
        cells = self.in_order(cells)
        self.read_stored(cells)
        lines = self.lines = [self._imported(Line(each)) for each in cells]
        self.at = None
        self.store()
        for line in lines:
            if line.is_new and line.error is None:
                self.references.made.add((self.model, line.instance.pk))
                if not self.refers_to_itself:
                    self._announce(line)
        for row, code, error in self.late_problems():
            lines.append(Line(row, error=ValidationError({code: [error]})))
        if not self.previews and not any(line.error for line in lines):
            self.follow_up()
        return lines

    def _imported(self, line):
        progress().line()
        self.at = line.number
        self.changes, self.own_code, self.exported_when = [], "", None
        try:
            self._import(line)
        except ValidationError as error:
            line.error = error
        return line

    def _import(self, line):
        line.instance = self._instance_of(line.cells) or self.init_instance(line.cells)
        line.is_new = line.instance.pk is None
        self.import_instance(line.instance, line.cells)
        line.changes, line.own_code = self.changes, self.own_code
        if line.is_new or self.changes:
            self.save(line.instance, line.is_new)
            self._relate(line.instance)
        if line.instance.pk:
            self._seen.setdefault(line.instance.pk, line.number)
        line.name = self.name_of(line.instance) if self.changes else ""
        if self.changes or self.own_code:
            line.names = list(self.names_of(line.instance))
            if self.refers_to_itself or line.instance.pk:
                self._announce(line)

    def init_instance(self, row=None):
        return self.model()

    def _instance_of(self, row):
        try:
            return self._meant(row)
        except ValidationError as error:
            # One visit shows everything that is wrong with the line, not its key alone.
            errors = self._understood(self.init_instance(row), row, is_new=True)[1]
            raise ValidationError(error.update_error_dict(errors)) from error

    def _meant(self, row):
        if (same := self.identity(row)) is not None:
            self._once(same, same[0], row)
        instance = self._stored_row(self.pk_of(row))
        if instance is not None:
            self._once(instance.pk, next(iter(self.keys), NON_FIELD_ERRORS), row)
        elif not self.may_add():
            raise ValidationError(_("Vous ne pouvez pas ajouter de ligne ici."), code="may_not_add")
        return instance

    def import_instance(self, instance, row):
        """Take what the line says; ValidationError for all that is wrong with it."""
        is_new = instance.pk is None
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

    def save(self, instance, is_new):
        instance._change_reason = _("Import de fichier")
        if is_new:
            self.writes.add_unique(instance)
            return
        # A savepoint: what the database refuses must not spoil the messages of the next lines.
        with transaction.atomic():
            instance.save()

    def _relate(self, instance):
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

    def store(self):
        """Store the rows that wait."""
        self.writes.flush()

    def find(self, index, text):
        """The row called `text`; another line of this file may have to be stored first."""
        row = self.index(index).find(text)
        if row.pk is None:
            self.store()
        return row

    def _announce(self, line):
        for index in self.announced:
            self.references.add(index, line.instance, line.names, line.own_code)

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

    def _once(self, key, code, row):
        first = self._seen.setdefault(key, row[LINE])
        if first != row[LINE]:
            sentence = _("« %(value)s » figure aussi à la ligne %(line)s : chaque fiche n’a qu’une ligne.")
            said = {"value": quoted(row.get(code) or ""), "line": first}
            raise ValidationError({code: ValidationError(sentence, code="twice", params=said)})
