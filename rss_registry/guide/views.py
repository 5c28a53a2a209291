"""The guide in the admin: its contents, and a page for each chapter."""

from django.contrib import admin
from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rss_registry.guide.chapters import the_guide


@require_safe
def contents(request):
    return _page(request, "admin/guide/contents.html", title=_("Guide"))


@require_safe
def chapter(request, slug):
    guide = the_guide()
    shown = guide.named(slug)
    if shown is None:
        raise Http404
    before, after = guide.around(shown)
    return _page(
        request, "admin/guide/chapter.html", title=shown.title, chapter=shown, before=before, after=after
    )


def _page(request, template, **context):
    # Django's title stands above the text in the language of the page; the chapter has its own.
    return render(request, template, {**admin.site.each_context(request), "guide": the_guide(), **context})
