"""A table as its columns say it: its headers, and the names under which its rows are found."""

from import_export.resources import ModelDeclarativeMetaclass, ModelResource

from rss_registry.exchange.columns import Column
from rss_registry.exchange.exported_when import EXPORTED_WHEN, ExportedWhen
from rss_registry.exchange.headings import columns_of
from rss_registry.exchange.links import Link
from rss_registry.exchange.lookups import build_index, is_indexed, names_in
from rss_registry.exchange.references import OWN_CODE, OwnCode, References


class _FromHeadings(ModelDeclarativeMetaclass):
    """A table has the columns of its headings and of those of its bases, in their order, and no others."""

    def __new__(cls, name, bases, attrs):
        declared = {code: said for code, said in attrs.items() if isinstance(said, Column)}
        kept = {code: said for code, said in attrs.items() if code not in declared}
        table = super().__new__(cls, name, bases, {**kept, "declared": declared})
        if table._meta.model:
            declared, helps, headings = {}, {}, ""
            for base in map(vars, reversed(table.__mro__)):
                declared |= base.get("declared", {})
                helps |= base.get("helps", {})
                headings += base.get("headings", "")
            table.fields = columns_of(headings, declared, helps, table._meta.model)
            table._meta.fields = tuple(table.fields)
        return table


class ColumnTable(ModelResource, metaclass=_FromHeadings):
    """`user` is who imports or exports; `codes`: stable codes in exports.

    Tables of one workbook share their `references`; `previews`: nothing of it will be kept.
    """

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
    keys_suffice = False
    # Where the violation of a constraint is shown, by its code.
    errors_at: dict[str, str] = {}
    # Other names of the row of this line, which are not stored with it yet.
    other_names: tuple[str, ...] = ()

    class Meta:
        # None of the library's own.
        fields = ()

    def __init__(self, user=None, codes=False, *, references=None, previews=False):
        super().__init__()
        self.user, self.codes = user, codes
        self.is_in_workbook, self.previews = references is not None, previews
        self.references = references or References()
        self.own_code = ""
        self.columns = dict(self.fields)
        if self.is_in_workbook and self.announced:
            self.columns = {OWN_CODE: OwnCode(column_name=OWN_CODE), **self.columns}
        if self.histories():
            self.columns[EXPORTED_WHEN] = ExportedWhen(column_name=EXPORTED_WHEN)

    @property
    def own_index(self):
        return self._meta.model._meta.label_lower

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
        model = self._meta.model
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

    def get_export_headers(self, selected_fields=None):
        return [column.header(codes=self.codes) for column in self.get_export_fields(selected_fields)]

    def export_field(self, field, instance, **kwargs):
        return field.exported(instance, self)
