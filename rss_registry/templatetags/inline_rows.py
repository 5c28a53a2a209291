"""Rows of a form that fold on a phone under a sentence of their own."""

from django import template

register = template.Library()


@register.filter
def row_words(inline_admin_form) -> str:
    """The sentence of a stored row, as its inline says it; of others as the row itself does."""
    words = getattr(inline_admin_form.model_admin, "row_words", str)
    return words(inline_admin_form.original)


@register.filter
def is_unsaved(inline_admin_form) -> bool:
    """Whether the row holds what is not stored yet, or is wrong: then it stays open."""
    form = inline_admin_form.form
    return form.is_bound and bool(form.errors or form.has_changed())
