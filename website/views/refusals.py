"""When a file would be too long to be of use: what to do instead, in both languages."""

from pathlib import PurePosixPath

from django.shortcuts import render


def too_long(request, *, list_url, count, limit):
    """A clear refusal: narrow the filters, or take the CSV of the same query, which has no limit."""
    path = PurePosixPath(request.path).with_suffix(".csv")
    query = request.META.get("QUERY_STRING", "")
    context = {
        "count": count,
        "limit": limit,
        "list_url": list_url,
        "csv_url": f"{path}?{query}" if query else str(path),
    }
    return render(request, "website/too_long.html", context, status=422)
