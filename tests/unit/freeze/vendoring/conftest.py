import pytest

from .hosts import running_host


@pytest.fixture
def host():
    with running_host() as running:
        yield running
