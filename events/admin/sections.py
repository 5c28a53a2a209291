"""A long form cut in sections, each with its fields and its rows, in the order of a paper sheet.

Django puts every inline after every field; here each stands where one looks for it.
"""

from dataclasses import dataclass

from django.contrib.admin.utils import flatten


@dataclass(frozen=True)
class Section:
    """`key` is the anchor; `fields` are as in a fieldset; `inlines` follow them."""

    key: str
    title: str
    fields: tuple = ()
    inlines: tuple = ()
    note: str = ""
    collapsed: bool = False
    template: str = ""


class SectionedAdmin:
    """Model admin whose form is a list of `Section`."""

    change_form_template = "admin/sectioned_form.html"

    def get_sections(self, request, obj=None):
        raise NotImplementedError

    def get_fieldsets(self, request, obj=None):
        return [
            (
                section.title,
                {
                    "fields": section.fields,
                    "description": section.note,
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
