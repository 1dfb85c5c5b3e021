"""What a configuration file may say, and what is said of one that is wrong."""

import pytest

from a11y.engine.errors import ConfigError
from a11y.engine.model import Impact, Layer, Scheme, State, Viewport
from a11y.engine.options import Output, read


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_without_a_file_the_defaults_hold():
    options = read({})
    assert options.states == (State(),)
    assert options.profile.level == "AA"
    assert options.outputs == (Output("table"),)
    assert options.fail_on == Impact.MINOR


def test_a_file_says_what_the_command_line_could(here):
    (here / "a11y.toml").write_text(
        """
        viewport = ["1280x800", "320x256"]
        scheme = "light, dark"
        level = "AAA"
        best-practice = false
        layers = ["source", "axe"]
        skip = ["region", "image-alt"]
        fail-on = "serious"
        workers = 3
        timeout = 2.5
        header = ["X-Key: 1"]
        """
    )
    options = read({})
    assert options.states == tuple(
        State(viewport, scheme)
        for viewport in (Viewport(1280, 800), Viewport(320, 256))
        for scheme in Scheme
    )
    profile = options.profile
    assert (profile.level, profile.best_practices) == ("AAA", False)
    assert profile.layers == {Layer.SOURCE, Layer.AXE}
    assert profile.skip == {"region", "image-alt"}
    assert (options.fail_on, options.workers, options.timeout) == (Impact.SERIOUS, 3, 2.5)
    assert options.access.headers == (("X-Key", "1"),)


def test_the_projects_own_file_will_do_and_the_audits_own_comes_first(here):
    (here / "pyproject.toml").write_text('[tool.a11y]\nlevel = "A"\n')
    assert read({}).profile.level == "A"
    (here / "a11y.toml").write_text('level = "AAA"\n')
    assert read({}).profile.level == "AAA"


def test_a_file_elsewhere_can_be_named(here):
    (here / "other.toml").write_text('level = "A"\n')
    assert read({"config": here / "other.toml"}).profile.level == "A"


def test_the_command_line_wins(here):
    (here / "a11y.toml").write_text('skip = ["region"]\nexperimental = true\n')
    options = read({"skip": ["image-alt"], "experimental": False})
    assert options.profile.skip == {"image-alt"}
    assert not options.profile.experimental


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('levle = "A"', "there is no 'levle'; did you mean 'level'?"),
        ('fail_on = "minor"', "did you mean 'fail-on'?"),
        ('config = "x.toml"', "there is no 'config'"),
        ('level = "B"', "level: 'B' is not among A, AA, AAA"),
        ('experimental = "yes"', "experimental: true or false is expected"),
        ("level = true", "level: a text, a number or a list of them is expected"),
        ('viewport = "wide"', "not a window size"),
        ("level =", "cannot be read"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_reason(here, text, said):
    (here / "a11y.toml").write_text(text)
    with pytest.raises(ConfigError, match=r"a11y\.toml") as refusal:
        read({})
    assert said in str(refusal.value)


def test_secrets_come_from_the_environment_and_are_in_no_message(here, monkeypatch):
    monkeypatch.setenv("TOKEN", "s3cret")
    (here / "a11y.toml").write_text('header = "Authorization: Bearer ${TOKEN}"\n')
    access = read({}).access
    assert access.headers == (("Authorization", "Bearer s3cret"),)
    assert "s3cret" not in repr(access)
    monkeypatch.setenv("TOKEN", "s3cret\nInjected: 1")
    with pytest.raises(ConfigError, match="not a name and a value") as refusal:
        read({})
    assert "s3cret" not in str(refusal.value)


def test_the_format_is_told_from_the_files_name_unless_it_is_said(here):
    assert read({"output": [here / "r.sarif"]}).outputs[0].format == "sarif"
    assert read({"output": [here / "r.html"], "format": "json"}).outputs[0].format == "json"
    assert read({"output": [here / "report"]}).outputs[0].format == "table"
    several = read({"output": [here / "r.json", here / "report"], "format": "junit"})
    assert [output.format for output in several.outputs] == ["json", "junit"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"update_baseline": True}, "--update-baseline needs --baseline"),
        ({"changed_since": "r.json", "login": "steps.toml"}, "cannot be combined with --login"),
    ],
)
def test_options_that_contradict_each_other_are_refused(values, said):
    with pytest.raises(ConfigError, match=said):
        read(values)
