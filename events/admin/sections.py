"""A long form cut in sections, each with its fields and its rows, in the order of a paper sheet.

Each section is a page that saves by itself (« ?section=qui »); « ?section=tout » is all of them on one page.
Django puts every inline after every field; here each stands where one looks for it.
"""

from dataclasses import dataclass

from django.contrib.admin.utils import flatten, unquote

from events.sections import RecordSection

# In addresses: which section a page shows.
PARAMETER = "section"


@dataclass(frozen=True)
class Section:
    """`part` is what it is about; `fields` are as in a fieldset; `inlines` follow them.

    Where the rows are what one comes for, they stand first, and the fields after them under `fields_title`.
    """

    part: RecordSection
    fields: tuple = ()
    inlines: tuple = ()
    note: str = ""
    collapsed: bool = False
    template: str = ""
    fields_title: str = ""

    @property
    def key(self):
        return self.part.key

    @property
    def title(self):
        return self.part.title


class SectionedAdmin:
    """Model admin whose form is a list of `Section`."""

    change_form_template = "admin/sectioned_form.html"
    sections: tuple[Section, ...] = ()
    first_page: Section

    def chosen_sections(self, request, obj=None) -> tuple[Section, ...]:
        """The sections that this page shows and saves.

        A new record begins with its first page. A form that names no section holds all of them, as did
        those that were opened before there were any.
        """
        key = request.GET.get(PARAMETER, "" if obj else self.first_page.key)
        if key == self.first_page.key:
            return (self.first_page,)
        return tuple(section for section in self.sections if section.key == key) or self.sections

    def asked_row(self, request, object_id):
        """The row that the page is about, read once whoever asks; None for a new one."""
        if not hasattr(request, "asked_row"):
            request.asked_row = self.get_object(request, unquote(object_id)) if object_id else None
        return request.asked_row

    def get_sections(self, request, obj=None):
        """Those of `chosen_sections` as this user may see them."""
        return self.chosen_sections(request, obj)

    def get_fieldsets(self, request, obj=None):
        return [
            (
                section.fields_title or section.title,
                {
                    "fields": section.fields,
                    "description": "" if section.fields_title else section.note,
                    "classes": ["collapse"] if section.collapsed else [],
                },
            )
            for section in self.get_sections(request, obj)
        ]

    def get_inlines(self, request, obj):
        sections = self.get_sections(request, obj)
        own = {inline for section in sections for inline in section.inlines}
        return [inline for inline in super().get_inlines(request, obj) if inline in own]

    @property
    def inlines(self):
        return flatten([section.inlines for section in self.sections])

    def render_change_form(self, request, context, *args, **kwargs):
        sections = self.get_sections(request, context.get("original"))
        formsets = {type(each.opts): each for each in context["inline_admin_formsets"]}
        context["sections"] = [
            {
                "key": section.key,
                "title": section.title,
                "note": section.note,
                "rows_first": bool(section.fields_title),
                "filled": len([field for field in _fields(fieldset, section) if field.value()]),
                "is_unsaved": any(field.errors or _differs(field) for field in _fields(fieldset, section)),
                "fieldset": fieldset,
                "inlines": [formsets[inline] for inline in section.inlines if inline in formsets],
                "template": section.template,
                "has_errors": self._has_errors(fieldset, section, formsets),
            }
            for section, fieldset in zip(sections, context["adminform"], strict=True)
        ]
        return super().render_change_form(request, context, *args, **kwargs)

    def _has_errors(self, fieldset, section, formsets):
        if any(field in fieldset.form.errors for field in flatten(section.fields)):
            return True
        rows = [formsets[inline].formset for inline in section.inlines if inline in formsets]
        return any(formset.is_bound and formset.total_error_count() for formset in rows)


def _fields(fieldset, section):
    """The fields of the section that can be filled in."""
    return [fieldset.form[name] for name in flatten(section.fields) if name in fieldset.form.fields]


def _differs(field):
    return field.form.is_bound and field.name in field.form.changed_data
