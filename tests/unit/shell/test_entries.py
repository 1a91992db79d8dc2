import sys

import pytest

from desktopdash.processes.mark import RUN_VARIABLE
from desktopdash.shell import entries


@pytest.fixture
def frozen(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.delenv(RUN_VARIABLE, raising=False)


def test_a_program_that_is_not_frozen_goes_on(monkeypatch):
    monkeypatch.setattr(sys, "argv", ["app.py", "_shell"])
    entries.divert_frozen()


def test_a_frozen_program_that_a_person_starts_goes_on(frozen, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["app"])
    entries.divert_frozen()


@pytest.mark.parametrize("word", sorted(entries.ENTRIES))
def test_a_frozen_program_is_the_process_that_it_was_started_as(frozen, monkeypatch, word):
    called = []
    monkeypatch.setattr(entries, "run_entry", lambda module, words: called.append((module, words)) or 7)
    monkeypatch.setattr(sys, "argv", ["app", word, "--pipe", "3,4"])
    with pytest.raises(SystemExit, match="7"):
        entries.divert_frozen()
    assert called == [(entries.ENTRIES[word], ["--pipe", "3,4"])]


def test_a_frozen_program_does_not_start_itself_again(frozen, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["app", "-m", "pip"])
    monkeypatch.setenv(RUN_VARIABLE, "mark")
    with pytest.raises(SystemExit, match="2"):
        entries.divert_frozen()
    assert "started by itself" in capsys.readouterr().err
