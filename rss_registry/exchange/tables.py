"""A table as its columns say it: its headers, and the names under which its rows are found."""

from django.db import models

from rss_registry.exchange.columns import Column
from rss_registry.exchange.exported_when import EXPORTED_WHEN, ExportedWhen
from rss_registry.exchange.headings import columns_of
from rss_registry.exchange.links import Link
from rss_registry.exchange.lookups import build_index, is_indexed, names_in
from rss_registry.exchange.references import OWN_CODE, OwnCode, References


class ColumnTable:
    """`user` is who imports or exports; `codes`: stable codes in exports.

    Tables of one workbook share their `references`; `previews`: nothing of it will be kept.
    """

    model: type[models.Model] | None = None
    # Its columns (`headings.py`), with what is said of some.
    headings = ""
    helps: dict[str, str] = {}
    # What the pages and the file names call a table that has some; its sheet in a workbook, in French and in
    # English, and a line of it as an example, by column code.
    table_name = ""
    file_name = ""
    sheet: tuple[str, str] = ("", "")
    example: dict[str, str] = {}
    # Codes of columns that say which stored row is meant; one of them may suffice.
    keys: tuple[str, ...] = ()
    # Made of its headings.
    fields: dict[str, Column]
    keys_suffice = False
    # Where the violation of a constraint is shown, by its code.
    errors_at: dict[str, str] = {}
    # Other names of the row of this line, which are not stored with it yet.
    other_names: tuple[str, ...] = ()

    def __init_subclass__(cls):
        """The columns of its headings and of those of its bases, in their order, and no others."""
        declared, helps, headings = {}, {}, ""
        for base in map(vars, reversed(cls.__mro__)):
            declared |= {code: said for code, said in base.items() if isinstance(said, Column)}
            helps |= base.get("helps", {})
            headings += base.get("headings", "")
        if cls.model:
            cls.fields = columns_of(headings, declared, helps, cls.model)

    def __init__(self, user=None, codes=False, *, references=None, previews=False):
        self.user, self.codes = user, codes
        self.is_in_workbook, self.previews = references is not None, previews
        self.references = references or References()
        self.own_code = ""
        self.columns = dict(self.fields)
        if self.is_in_workbook and self.announced:
            self.columns = {OWN_CODE: OwnCode(code=OWN_CODE), **self.columns}
        if self.histories():
            self.columns[EXPORTED_WHEN] = ExportedWhen(code=EXPORTED_WHEN)

    @property
    def own_index(self):
        return self.model._meta.label_lower

    @property
    def announced(self):
        """The indexes in which the next lines find a row of this table."""
        return (self.own_index,) if is_indexed(self.own_index) else ()

    def to_export(self, queryset):
        """The rows of this table for the rows of the admin's list, with those that they link to."""
        links = (
            column for column in self.columns.values() if isinstance(column, Link) and not column.related
        )
        return queryset.select_related(*(column.field_name for column in links))

    def histories(self):
        """The tables that say who has changed a row since, and their column of its number."""
        model = self.model
        return [(model.history, "id")] if self.keys_suffice and hasattr(model, "history") else []

    @property
    def refers_to_itself(self):
        """Whether a line may need another line of the same table."""
        return any(getattr(column, "index", "") in self.announced for column in self.columns.values())

    def index(self, name):
        return self.references.index(name, lambda name: build_index(name, self.user))

    def called(self, name, row):
        """What a file calls a row of an index."""
        index = self.index(name)
        return index.naming.key(row) if self.codes else index.shown(row)

    def names_of(self, instance):
        """What the next lines may call the row."""
        return names_in(self.own_index, instance, self.other_names)

    def in_order(self, lines):
        """The lines so that each comes after those that it needs."""
        return lines

    def missing_columns(self, codes):
        """The columns without which no line of the file could be understood."""
        if self.keys_suffice and any(key in codes for key in self.keys):
            return []
        return [column for column in self.columns.values() if column.required and column.code not in codes]

    def place_of(self, error_code, field):
        """Where an error stands, as a column or a field of the model."""
        return self.errors_at.get(error_code, field)

    def column_at(self, error_code, field):
        """The column at which an error of the model is shown."""
        name = self.place_of(error_code, field)
        return next(
            (
                column
                for column in self.columns.values()
                if name in (column.code, column.field_name) or f"{name}_fr" == column.field_name
            ),
            None,
        )

    def export(self, queryset):
        """The headers and the rows of a file."""
        headers = [column.header(codes=self.codes) for column in self.fields.values()]
        return headers, [[column.exported(row, self) for column in self.fields.values()] for row in queryset]
