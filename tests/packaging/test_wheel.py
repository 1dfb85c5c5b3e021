"""The wheel works in a project that has never seen this repository."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOST = Path(__file__).parent / "host"
AXE = "a11y/engine/browser/axe-core"

PACKAGES = ("a11y", "blocks", "tdd_pages")

pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path, **variables: str) -> str:
    """Run a command that must succeed, with nothing of this environment's Python."""
    unset = ("COV", "DJANGO_SETTINGS_MODULE", "PYTHON", "VIRTUAL_ENV")
    env = {name: value for name, value in os.environ.items() if not name.startswith(unset)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=env | variables,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def files_in(folder: str) -> set[str]:
    """Return the files in a folder of this repository, by their paths from its root."""
    return {
        str(path.relative_to(ROOT))
        for path in ROOT.glob(f"{folder}/**/*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built wheel."""
    dist = tmp_path_factory.mktemp("dist")
    run(
        sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", dist, ROOT, cwd=dist
    )
    (built,) = dist.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The interpreter of an environment that holds the wheel and what it asks for."""
    venv = tmp_path_factory.mktemp("host") / "venv"
    run(sys.executable, "-m", "venv", venv, cwd=venv.parent)
    python = venv / "bin" / "python"
    pip = (python, "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt")
    run(*pip, wheel, cwd=venv.parent)
    return python


@pytest.fixture(scope="module")
def article(python: Path) -> dict[str, Any]:
    """What visitors and front ends get of an article in a new Wagtail project."""
    project = python.parents[2] / "project"
    project.mkdir()
    run(python.with_name("wagtail"), "start", "mysite", project, cwd=project)
    shutil.copytree(HOST, project, dirs_exist_ok=True)
    settings = {"DJANGO_SETTINGS_MODULE": "mysite.settings.host"}
    run(python, "manage.py", "makemigrations", "home", cwd=project, **settings)
    run(python, "manage.py", "migrate", cwd=project, **settings)
    return json.loads(run(python, "publish_article.py", cwd=project, **settings))


def test_every_file_of_the_packages_and_their_templates_is_in_the_wheel(wheel: Path) -> None:
    shipped = set(ZipFile(wheel).namelist())
    for package in PACKAGES:
        templates = {f"{package}/{name}" for name in files_in(f"templates/{package}")}
        assert (files_in(package) | templates) - shipped == set()
    assert "tdd_pages/templates/tdd_pages/components/hero.html" in shipped


def test_axe_core_travels_with_its_licences(wheel: Path) -> None:
    shipped = {name for name in ZipFile(wheel).namelist() if name.startswith(AXE)}
    files = ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")
    assert shipped == {f"{AXE}/{file}" for file in files}, "Run: make setup"


def test_each_package_is_marked_as_typed(wheel: Path) -> None:
    marked = {name for name in ZipFile(wheel).namelist() if name.endswith("py.typed")}
    assert marked == {f"{package}/py.typed" for package in PACKAGES}


def test_the_engine_runs_as_a_command(python: Path) -> None:
    assert "usage" in run(python, "-m", "a11y.engine", "--help", cwd=python.parents[2]).lower()


def test_a_new_project_serves_components_to_visitors(article: dict[str, Any]) -> None:
    assert article["status"] == 200
    assert "Muscles tighten after an injury." in article["html"]
    assert "What the studies say</h2>" in article["html"]
    assert "97%" in article["html"]


def test_a_new_project_serves_components_as_json(article: dict[str, Any]) -> None:
    prose, section = article["api"]["components"]
    assert prose["type"] == "prose"
    assert [component["type"] for component in section["body"]] == ["stat_cards"]


def test_a_new_project_speaks_other_languages(article: dict[str, Any]) -> None:
    assert article["french"] == "Aller au contenu principal"


def test_a_new_project_finds_the_stylesheets(article: dict[str, Any]) -> None:
    assert article["stylesheets"]
    assert all(article["stylesheets"].values())


def test_nothing_is_imported_from_this_repository(article: dict[str, Any], python: Path) -> None:
    files = article["modules"]
    assert set(files) == set(PACKAGES)
    assert all(Path(file).is_relative_to(python.parents[1]) for file in files.values())
