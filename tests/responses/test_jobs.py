"""What responses do by the clock."""

from datetime import timedelta

import pytest

from core.clock import database_now
from responses.jobs import sweep_drafts
from responses.models import Response
from responses.services.drafts import start_draft
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "left"), [(89, 2), (91, 1)])
def test_drafts_never_sent_are_deleted_ninety_days_after_the_closing(days: int, left: int) -> None:
    made = make.consultation(opens=timedelta(days=-200))
    start_draft(form=make.form())
    make.response(made.phases.get())
    made.phases.update(closes_at=database_now() - timedelta(days=days))
    assert sweep_drafts.func() == 2 - left
    assert Response.objects.count() == left
    assert Response.objects.submitted().count() == 1
