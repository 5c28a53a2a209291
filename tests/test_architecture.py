"""The line of packages and of modules: imports point left and down only.

Read from the syntax trees, inline imports included, so that a circle cannot hide in a function.
"""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["rss_registry", "organisations", "events", "publication", "website", "reports"]
# Inside an app, from the ground up. A module may import its own layer and those below.
LAYERS = [
    {"enums", "narratives", "sections"},
    {"models", "migrations", "translation"},
    {"permissions", "definitions", "findings", "funding", "quality", "costs", "half_days", "attendance"},
    # Of the publication: what may be told of numbers, then the shapes of facts.
    {"disclosure", "shares", "batches", "persons"},
    {"headcounts", "committees", "event_statements", "shared_totals", "without_page"},
    {"facts", "totals", "list_items"},
    {"project"},
    {"services", "tasks"},
    {"questions", "guard", "replica", "routing"},
    {"map_labels", "region_map", "membership_periods", "unit_codes"},
    {"listings", "forms", "resources", "datasets", "feeds"}
    | {"documents", "demo", "background", "verification", "moving"},
    {"admin", "views", "management", "templatetags", "health"},
    {"urls", "apps"},
]
MAXIMUM_LINES = {".py": 300, ".html": 120}


def modules():
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path.relative_to(ROOT)


def imported(path):
    """Every module that the file imports, as dotted names."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield f"{'.' * node.level}{node.module or ''}"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(name):
    return name.split(".")[0] in PACKAGES


def layer(parts):
    """The layer of `events/models/roles.py` or `events.models.roles`; None for the package itself."""
    if len(parts) < 2:
        return None
    stem = parts[1].removesuffix(".py")
    return next((number for number, names in enumerate(LAYERS) if stem in names), None)


def breaches(path, names):
    """What the module at `path` may not import of `names`, in words."""
    package = path.parts[0]
    for name in names:
        if name.startswith("."):
            yield f"{path}: relative import {name}"
        if not ours(name):
            continue
        other = name.split(".")
        if PACKAGES.index(other[0]) > PACKAGES.index(package):
            yield f"{path}: {name} points right"
        elif other[0] == package != "rss_registry":
            here, there = layer(path.parts), layer(other)
            if here is not None and there is not None and there > here:
                yield f"{path}: {name} points up"


def test_imports_point_left_and_down():
    assert [line for path in modules() for line in breaches(path, imported(path))] == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("organisations/models/places.py", "events.models"),
        ("rss_registry/text.py", "organisations.enums"),
        ("events/services/workflow.py", "events.forms"),
        ("events/models/roles.py", "events.services.workflow"),
        ("website/views/programmes.py", ".models"),
    ],
)
def test_the_test_bites(path, name):
    assert list(breaches(Path(path), [name]))


def test_every_module_of_an_app_has_a_layer():
    files = {path for path in modules() if path.parts[0] != "rss_registry" and path.name != "__init__.py"}
    assert [str(path) for path in sorted(files) if layer(path.parts) is None] == []


def explained(path):
    """Whether the top of a long file says why it is long."""
    return "longer than" in "\n".join(path.read_text().splitlines()[:12])


def test_modules_and_templates_stay_short():
    files = [ROOT / path for path in modules() if "migrations" not in path.parts]
    files += (ROOT / "templates").rglob("*.html")
    long = [
        f"{path.relative_to(ROOT)}: {lines}"
        for path in files
        if (lines := len(path.read_text().splitlines())) > MAXIMUM_LINES[path.suffix] and not explained(path)
    ]
    assert long == []


def test_nothing_is_called_after_nothing():
    vague = {"utils", "helpers", "common", "misc", "manager"}
    assert [
        str(path) for path in modules() if vague & {part.removesuffix(".py") for part in path.parts}
    ] == []


def test_modules_import_each_other_in_no_circle():
    names = {path: ".".join(path.with_suffix("").parts).removesuffix(".__init__") for path in modules()}
    graph = {name: set(needed(path, set(names.values()))) - {name} for path, name in names.items()}
    assert circles(graph) == []


def needed(path, known):
    """Our modules that this one imports: « from reports.background import files » is that module."""
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            inner = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in known else node.module for name in inner)


def circles(graph):
    """The modules that no order can put above what they import."""
    left = dict(graph)
    while free := [name for name, found in left.items() if not found & left.keys()]:
        for name in free:
            del left[name]
    return sorted(left)
