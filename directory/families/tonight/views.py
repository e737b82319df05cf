"""The page that is one tap away when it cannot wait until the morning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, make_response, render_template

from directory import help_numbers
from directory.config import now, settings
from directory.families.offers import Offer, offer_at
from directory.families.quietness import kept_nowhere, quick_exit_address
from directory.families.tonight import queries
from directory.families.views import bp
from directory.sessions import current_session

if TYPE_CHECKING:
    from datetime import datetime

    from directory.records.tables import Service

EVENING_MINUTES = 18 * 60  # who is open beyond this helps in the evening
WEEKEND = (5, 6)
MOST_OFFERS = 40


@bp.get("/heute-nacht")
def tonight() -> Response:
    """Show whom to call right now, and who opens in the evening and at the weekend."""
    moment, state = now(), settings().district.state
    page = render_template(
        "families/tonight.html",
        moment=moment,
        answering=help_numbers.answering(moment, state=state),
        waiting=help_numbers.waiting(moment, state=state),
        offers=_offers(moment, state),
        quick_exit_address=quick_exit_address(),
    )
    return kept_nowhere(make_response(page))


def _offers(moment: datetime, state: str) -> list[tuple[Service, Offer]]:
    """Return who opens out of hours: today late or at the weekend; those open now come first."""
    services = queries.open_out_of_hours(
        current_session(),
        evenings={moment.weekday()},
        whole_days=WEEKEND,
        after_minutes=EVENING_MINUTES,
        limit=MOST_OFFERS,
    )
    offers = [(service, offer_at(service, moment, state)) for service in services]
    return sorted(offers, key=lambda pair: pair[1].state != "open")
