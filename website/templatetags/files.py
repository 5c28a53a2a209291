"""What a page says of a stored file before one asks for it."""

from django import template

register = template.Library()


@register.simple_tag
def weight_of(file):
    """The weight in bytes, None when the file is not where the register left it."""
    try:
        return file.size
    except OSError:
        return None
