"""A table as its columns say it: its headers, and the names under which its rows are found."""

from django.utils.functional import Promise
from import_export.resources import ModelDeclarativeMetaclass, ModelResource

from rss_registry.exchange.columns import Column
from rss_registry.exchange.exported_when import EXPORTED_WHEN, ExportedWhen
from rss_registry.exchange.links import Link
from rss_registry.exchange.lookups import build_index
from rss_registry.exchange.references import OWN_CODE, OwnCode, References


class _InDeclaredOrder(ModelDeclarativeMetaclass):
    """A table has the columns that it declares, and no others, in their order rather than the model's."""

    def __new__(cls, name, bases, attrs):
        if (meta := attrs.get("Meta")) is not None:
            inherited = (code for base in bases for code in getattr(base, "fields", ()))
            own = (code for code, column in attrs.items() if isinstance(column, Column))
            meta.fields = tuple(dict.fromkeys([*inherited, *own]))
        return super().__new__(cls, name, bases, attrs)


class ColumnTable(ModelResource, metaclass=_InDeclaredOrder):
    """`user` is who imports or exports; `codes`: stable codes in exports.

    Tables of one workbook share their `references`; `previews`: nothing of it will be kept.
    """

    # What the pages and the file names call the table.
    table_name: str | Promise = ""
    file_name = ""
    # Codes of columns that say which stored row is meant; one of them may suffice.
    keys: tuple[str, ...] = ()
    keys_suffice = False
    # The indexes in which the next lines find a row of this table.
    announced: tuple[str, ...] = ()
    # Where the violation of a constraint is shown, by its code.
    errors_at: dict[str, str] = {}

    def __init__(self, user=None, codes=False, *, references=None, previews=False):
        super().__init__()
        self.user, self.codes = user, codes
        self.is_in_workbook, self.previews = references is not None, previews
        self.references = references or References()
        self.own_code = ""
        self.columns = {code: self.fields[code] for code in self._meta.fields}
        if self.is_in_workbook and self.announced:
            self.columns = {OWN_CODE: OwnCode(), **self.columns}
        if self.histories():
            self.columns[EXPORTED_WHEN] = ExportedWhen()

    def to_export(self, queryset):
        """The rows of this table for the rows of the admin's list, with those that they link to."""
        links = (column.field_name for column in self.columns.values() if isinstance(column, Link))
        return queryset.select_related(*links)

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

    def names_of(self, instance):
        """What the next lines may call the row."""
        return ()

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
