"""What a form of the admin carries so that nothing typed into it is lost (docs/decisions/0034)."""

import secrets

from django import template
from django.conf import settings

from rss_registry.held_forms import ACCOUNT, COPY, ONCE, account_mark, once_key

register = template.Library()

# Of a page of the admin: its title, then what it holds of the record.
_NAMES = ("title", "subtitle", "page_name")


@register.inclusion_tag("admin/_kept_form.html", takes_context=True)
def kept_form(context, on_device=False):
    """Hidden fields after the token of a form; `on_device`: the script may keep a copy in this browser."""
    request = context["request"]
    return {
        "user": request.user,
        "account_field": ACCOUNT,
        "account": account_mark(request.user),
        "copy_field": COPY,
        "megabytes": settings.MAX_FORM_MEGABYTES,
        "once_field": ONCE,
        "once": once_key(request) or (secrets.token_urlsafe(18) if context.get("add") else ""),
        "copy": request.POST.get(COPY, ""),
        # A draft that was kept with its errors is on the server, whole.
        "is_answer": request.method == "POST" and not getattr(request, "is_kept_draft", False),
        "on_device": on_device,
        # By it one tells what was found from what else was found.
        "record": " – ".join(dict.fromkeys(str(context[key]) for key in _NAMES if context.get(key))),
    }
