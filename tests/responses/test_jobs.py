"""What responses do by the clock."""

from datetime import timedelta

import pytest

from core.clock import database_now
from responses.jobs import sweep_drafts
from responses.models import Response
from responses.services.amend import start_amendment
from responses.services.drafts import start_draft
from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "left"), [(89, 2), (91, 1)])
def test_drafts_never_sent_are_deleted_ninety_days_after_the_closing(days: int, left: int) -> None:
    made = make.consultation(opens=timedelta(days=-200))
    start_draft(form=make.form())
    Response.objects.update(saved_at=database_now() - timedelta(days=150))
    make.response(made.phases.get())
    made.phases.update(closes_at=database_now() - timedelta(days=days))
    assert sweep_drafts.func() == 2 - left
    assert Response.objects.count() == left
    assert Response.objects.submitted().count() == 1


def test_draft_saved_long_after_the_closing_is_kept_as_long_as_any_other() -> None:
    made = make.consultation(opens=timedelta(days=-400))
    returned = make.response(made.phases.get(), standing="returned")
    made.phases.update(closes_at=database_now() - timedelta(days=200))
    draft = start_amendment(response=returned)
    assert sweep_drafts.func() == 0
    Response.objects.filter(pk=draft.pk).update(saved_at=database_now() - timedelta(days=91))
    assert sweep_drafts.func() == 1
