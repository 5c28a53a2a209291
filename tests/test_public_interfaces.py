"""Libraries are used as they are: no part of one is replaced, and nothing private of one is imported.

Read from the syntax trees (docs/decisions/0025), so that what an update of a library may break is seen here.
"""

import ast
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.test_architecture import PACKAGES

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = (*PACKAGES, "script", "deploy")
OURS = {*PACKAGES, "register"}
# What the libraries that make PDF files document; their other modules are inner parts.
DOCUMENTED = {
    "cssselect2": {"cssselect2"},
    "fontTools": {
        "fontTools",
        "fontTools.misc.transform",
        "fontTools.pens.recordingPen",
        "fontTools.pens.transformPen",
        "fontTools.pens.ttGlyphPen",
        "fontTools.subset",
        "fontTools.ttLib",
        "fontTools.varLib.instancer",
    },
    "pikepdf": {"pikepdf", "pikepdf.settings"},
    "pydyf": {"pydyf"},
    "tinycss2": {"tinycss2"},
    "tinyhtml5": {"tinyhtml5"},
    "weasyprint": {"weasyprint", "weasyprint.text.fonts", "weasyprint.urls"},
}
# Underscored, and documented all the same: https://docs.djangoproject.com/en/5.2/ref/models/meta/
DOCUMENTED_NAMES = {"_meta"}
# Objects that are there to be written to: the settings, those of a connection, and which connection a
# thread uses (`ConnectionHandler.__setitem__`, as Django's own server of tests gives its threads one).
SETTINGS = {"django.conf.settings", "django.db.connection", "django.db.connections"}


def is_library(module):
    top = module.split(".")[0]
    return top not in OURS and top not in sys.stdlib_module_names


def is_private(name):
    return name.startswith("_") and not name.endswith("__") and name not in DOCUMENTED_NAMES


def imports(tree):
    """(module, name or None, the name that it has in the file) of each import, inline ones included."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, None, alias.asname or alias.name.split(".")[0]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            for alias in node.names:
                yield node.module, alias.name, alias.asname or alias.name


def chain(node):
    """["weasyprint", "css", "StyleFor"] of that expression; empty where it does not begin with a name."""
    parts = []
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        parts.append(node.attr if isinstance(node, ast.Attribute) else "[…]")
        node = node.value
    return [node.id, *reversed(parts)] if isinstance(node, ast.Name) else []


def written(tree):
    """Whatever is assigned to or deleted, by a statement or by `setattr`."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, (ast.Store, ast.Del)):
            yield chain(node)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("setattr", "delattr", "vars"):
            yield [*chain(ast.Attribute(node.args[0], "…"))] if node.args else []


def is_inner(name):
    """Whether that is a module of a library which does not document it."""
    documented = DOCUMENTED.get(name.split(".")[0])
    if documented is None or name in documented:
        return False
    try:
        return find_spec(name) is not None
    except ModuleNotFoundError:  # of a class, which is no package
        return False


def breaches(source):
    """What the source may not do with libraries, in words."""
    tree = ast.parse(source)
    libraries, used = {}, []
    for module, name, known_as in imports(tree):
        if is_library(module):
            libraries[known_as] = f"{module}.{name}" if name else module if "." not in module else known_as
            used += [module, f"{module}.{name}"] if name else [module]
    for node in ast.walk(tree):
        names = chain(node) if isinstance(node, ast.Attribute) else []
        if names and names[0] in libraries:
            used.append(".".join([libraries[names[0]], *names[1:]]))
    for name in used:
        if any(map(is_private, name.split("."))):
            yield f"{name} is private"
        if is_inner(name):
            yield f"{name} is an inner part"
    for names in written(tree):
        if len(names) > 1 and names[0] in libraries and libraries[names[0]] not in SETTINGS:
            yield f"{'.'.join(names)} is replaced"


def sources():
    for folder in FOLDERS:
        yield from (ROOT / folder).rglob("*.py")


def test_no_inner_part_of_a_library_is_replaced_or_imported():
    found = {
        str(path.relative_to(ROOT)): lines
        for path in sources()
        if (lines := sorted(set(breaches(path.read_text()))))
    }

    assert found == {}


@pytest.mark.parametrize(
    "source",
    [
        "import weasyprint.css\nweasyprint.css.StyleFor = object",
        "from weasyprint import HTML\nHTML.render = print",
        "import pydyf as writer\nwriter.PDF.write = print",
        "import pydyf\nsetattr(pydyf.PDF, 'write', print)",
        "import pydyf\nvars(pydyf)['PDF'] = print",
        "import pydyf\ndel pydyf.PDF.write",
        "from somewhere import TABLE\nTABLE['a'] = 1",
        "from weasyprint.pdf.metadata import DocumentMetadata",
        "from weasyprint import css",
        "def later():\n    import weasyprint.text.ffi",
        "import weasyprint\nweasyprint.css.StyleFor",
        "from pikepdf import _core",
        "from django.db import _something",
        "import pikepdf\npikepdf._core.Pdf",
    ],
)
def test_the_test_bites(source):
    assert list(breaches(source))


@pytest.mark.parametrize(
    "source",
    [
        "from weasyprint import HTML\ndocument = HTML(string='')\ndocument.title = 'a'",
        "from weasyprint.urls import URLFetcher\nclass Fetcher(URLFetcher):\n    timeout = 1",
        "from django.conf import settings\nsettings.DEBUG = True",
        "from events.models import Event\nEvent._meta.fields",
        "import os\nos.environ['A'] = 'b'",
    ],
)
def test_what_a_library_offers_may_be_used(source):
    assert list(breaches(source)) == []
