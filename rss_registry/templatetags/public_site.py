"""What every public page needs: the same page in the other language, links that know where one is."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_from_path, get_language_info

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    code: str
    name: str
    url: str
    is_current: bool

    @property
    def absolute_url(self):
        return f"{settings.PUBLIC_URL}{self.url}"


@register.simple_tag(takes_context=True)
def language_links(context):
    """The address of this very page, filters included, in each language."""
    here = context["request"].get_full_path()
    return [
        LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"].capitalize(),
            url=translate_url(here, code),
            is_current=code == get_language(),
        )
        for code, _name in settings.LANGUAGES
    ]


@register.simple_tag(takes_context=True)
def error_languages(context):
    """The languages of an error page, that of the address first; there may be no request to ask."""
    request = context.get("request")
    asked = get_language_from_path(request.path_info) if request else None
    return sorted((code for code, _name in settings.LANGUAGES), key=lambda code: code != (asked or "fr"))


@register.simple_tag
def is_sample_register():
    """Whether the events of this register are invented."""
    return settings.SAMPLE_REGISTER


@register.simple_tag(takes_context=True)
def page_address(context):
    """The address of this page, with its host and without its query: the one for search engines."""
    return f"{settings.PUBLIC_URL}{context['request'].path}"


@register.simple_block_tag
def kept(content):
    """A part of the page under a name (`{% kept as name %}`), when it is printed more than once."""
    return content


@register.simple_tag
def sharing_image():
    """The address, with its host, of the picture that stands beside a shared link."""
    return f"{settings.PUBLIC_URL}{static('img/sharing.png')}"


@register.simple_tag(takes_context=True)
def link_to(context, name):
    """`href` of a named page, and `aria-current` when one is on it or below it."""
    url, here = reverse(name), context["request"].path
    if here == url:
        return format_html('href="{}" aria-current="page"', url)
    if here.startswith(url):
        return format_html('href="{}" aria-current="true"', url)
    return format_html('href="{}"', url)
