"""Files sent through the real import pages of the admin, and what the pages answer."""

import csv
import html
import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook, load_workbook


def address(model, page="import"):
    return reverse(f"admin:{model}_{page}")


def as_csv(*rows, encoding="utf-8", delimiter=";"):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*rows):
    workbook = Workbook()
    for row in rows:
        workbook.active.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def send(client, model, data, name="fichier.csv", **fields):
    """The page that follows the upload: a preview, or what is wrong."""
    return client.post(
        address(model), {"resource": 0, "import_file": SimpleUploadedFile(name, data), **fields}
    )


def confirm(client, model, page, **fields):
    """The page that follows « Importer » on the preview."""
    ticket = page.context["ticket"]
    return client.post(address(model, "process_import"), {"ticket": ticket, **fields}, follow=True)


def import_file(client, model, data, name="fichier.csv", **fields):
    """Upload and confirm; fails on a page that offers nothing to confirm."""
    page = send(client, model, data, name, **fields)
    assert "ticket" in page.context, problems(page)
    return confirm(client, model, page)


def problems(page):
    """(line, column, message) of every problem that the page lists, or the errors of its form."""
    if report := page.context.get("report"):
        return [(problem.line, problem.place, problem.message) for problem in report.problems]
    return [(None, "", message) for errors in page.context["form"].errors.values() for message in errors]


def messages_of(page):
    return [str(message) for message in page.context["messages"]]


def text_of(page):
    """What a reader sees of the page, in one line of plain spaces."""
    body = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", page.content.decode(), flags=re.DOTALL)
    return " ".join(html.unescape(body).split())


def export_file(client, model, file_format="csv", headers="labels", resource=0, query=""):
    answer = client.post(
        address(model, "export") + query,
        {"resource": resource, "file_format": file_format, "headers": headers},
    )
    assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"], answer
    return answer.content


def csv_rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))


def xlsx_rows(data, sheet=0):
    return [list(row) for row in load_workbook(io.BytesIO(data)).worksheets[sheet].values]
