"""The Nu checker, which says whether HTML is valid. It needs Java."""

import json
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

JAR = Path(__file__).resolve().parents[2] / "node_modules/vnu-jar/build/dist/vnu.jar"


def errors(pages: Mapping[str, bytes], folder: Path) -> list[str]:
    """Return what the checker calls an error, each with the address of its page."""
    if not shutil.which("java"):
        pytest.skip("NO JAVA: whether HTML is valid has NOT been checked. Install a Java runtime.")
    names = {f"{number}.html": address for number, address in enumerate(pages)}
    for name, address in names.items():
        (folder / name).write_bytes(pages[address])
    command = ["java", "-Xss4m", "-jar", JAR, "--format", "json", "--exit-zero-always"]
    done = subprocess.run([*command, *names], cwd=folder, capture_output=True, text=True)
    assert done.stderr.startswith("{"), done.stderr
    return [
        f"{names[Path(found['url']).name]} line {found['lastLine']}: {found['message']} "
        f"{found.get('extract', '')}"
        for found in json.loads(done.stderr)["messages"]
        if found["type"] in ("error", "non-document-error")
    ]
