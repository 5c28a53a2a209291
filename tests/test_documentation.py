"""What the documents point at is there: pages, modules and the tests that hold a claim."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
CLAIMS = (ROOT / "docs/claims.md").read_text()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_to_a_file(path):
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)\s]*)?(?: \"[^\"]*\")?\)", path.read_text())
    assert [link for link in links if "://" not in link and not (path.parent / link).exists()] == []


def test_each_test_that_holds_a_claim_exists():
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", CLAIMS)
    assert named
    assert [
        f"{file}::{name}" for file, name in named if f"def {name}(" not in (ROOT / "tests" / file).read_text()
    ] == []


def test_each_module_that_makes_a_claim_exists():
    named = re.findall(r"`([\w/.]+\.(?:py|html))`", CLAIMS)
    assert named
    assert [file for file in named if not (ROOT / file).exists()] == []


def test_a_superseded_decision_names_the_one_that_supersedes_it():
    decisions = {path.name[:4]: path for path in (ROOT / "docs/decisions").glob("*.md")}
    named = [
        (number, later)
        for number, path in decisions.items()
        for later in re.findall(r"^> Superseded.*?\((\d{4})-", path.read_text(), re.MULTILINE)
    ]
    assert named
    assert [pair for pair in named if pair[1] <= pair[0] or pair[1] not in decisions] == []
