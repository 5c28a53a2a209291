"""How the pages of accounts are answered."""

from django.contrib import admin
from django.shortcuts import render


def page(request, name, *, status=200, retry_after=0, **context):
    """A page of `templates/admin/accounts/`; 429 where one has to wait."""
    response = render(
        request,
        f"admin/accounts/{name}.html",
        {**admin.site.each_context(request), **context},
        status=429 if retry_after else status,
    )
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response
