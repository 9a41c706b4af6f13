"""Who writes and who signs, for the tests of reports."""

from datetime import datetime

import pytest
from django.test import Client

from tests.reports.desks import Desk, desk_in
from tests.territory import Territory


@pytest.fixture
def desk(territory: Territory, standing_clock: datetime) -> Desk:
    return desk_in(territory)


@pytest.fixture
def writing(desk: Desk) -> Client:
    """Signed in as who writes."""
    client = Client()
    client.force_login(desk.writer_account)
    return client


@pytest.fixture
def signing(desk: Desk) -> Client:
    """Signed in as who signs."""
    client = Client()
    client.force_login(desk.signer_account)
    return client
