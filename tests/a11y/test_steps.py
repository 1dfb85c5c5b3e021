"""The file that says how to log in and which states to audit."""

import pytest

from a11y.engine.errors import ConfigError
from a11y.engine.steps import read_steps


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[logni]]", "there is no 'logni'; did you mean 'login'?"),
        ('[[login]]\nclik = "a"', "there is no 'clik'; did you mean 'click'?"),
        ('[[login]]\nclick = "a"\ngoto = "b"', "an action is one of"),
        ('[[login]]\ntype = "#user"', "need a value or an env"),
        ('[[login]]\nclick = "a"\nvalue = "b"', "need a value or an env"),
        ('[[login]]\ntype = "#user"\nenv = "NOT_THERE"', "the environment has no NOT_THERE"),
        ('[[login]]\nwait = "long"', "wait is a number of milliseconds"),
        ("[[login]]\nclick = 1", "click is a text"),
        ('login = "x"', "lists of tables"),
        ('[[state]]\nsteps = [{click = "a"}]', "a state needs a name"),
        ('[[state]]\nname = "open"', "needs steps"),
        ('[[state]]\nname = "open"\npages = "*"\nsteps = [{click = "a"}]', "list of patterns"),
        ("[[login", "cannot be read"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_reason(tmp_path, text, said):
    file = tmp_path / "steps.toml"
    file.write_text(text)
    with pytest.raises(ConfigError, match=r"steps\.toml") as refusal:
        read_steps(file)
    assert said in str(refusal.value)


def test_what_is_typed_does_not_stand_in_the_words_for_it(tmp_path):
    file = tmp_path / "steps.toml"
    file.write_text('[[login]]\ntype = "#user"\nvalue = "s3cret"\n')
    [action] = read_steps(file).login
    assert action.value == "s3cret"
    assert "s3cret" not in f"{action} {action!r}"


def test_a_state_is_of_the_pages_its_patterns_name(tmp_path):
    file = tmp_path / "steps.toml"
    file.write_text('[[state]]\nname = "open"\npages = ["*/shop/*"]\nsteps = [{click = "a"}]\n')
    [state] = read_steps(file).states
    assert state.is_of("https://example.org/shop/tea")
    assert not state.is_of("https://example.org/about")
