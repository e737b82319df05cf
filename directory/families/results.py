"""The list of what fits: by an address that can be passed on, or by POST where that must not be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from flask import Response, make_response, redirect, render_template, request, url_for

from directory import features, help_numbers
from directory.config import now, settings, travel
from directory.families import filter_words, finding, queries
from directory.families.asking import Asked, asked_in
from directory.families.offers import offer_at
from directory.families.quietness import kept_nowhere, quick_exit_address, quiet
from directory.families.starting import Start, start_at, start_of
from directory.families.views import bp, geojson
from directory.families.visit_days import VisitDay, visit_day_of_list
from directory.records.taxonomy import topics
from directory.sessions import current_session
from directory.travelling.ways import ways_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from werkzeug.wrappers import Response as AnyResponse

    from directory.records.cards import Offered
    from directory.travelling.answers import WaySummary

SEE_OTHER = 303


@dataclass(frozen=True)
class Answer:
    """What was asked, what was found, and where the ways begin."""

    asked: Asked
    found: finding.Found
    start: Start

    @property
    def sensitive(self) -> bool:
        """Whether the page should leave no traces on the device."""
        return self.found.sensitive

    @property
    def private(self) -> bool:
        """
        Whether the question must not stand in an address.

        So it is where the topic is sensitive, where the start may be somebody's home, and where
        words were not understood: they may be a name, an address, or a slip in a sensitive word.
        """
        place = self.found.question.place
        named = start_at(place).public
        return self.sensitive or not self.start.public or not named or self._has_odd_words

    @property
    def _has_odd_words(self) -> bool:
        question = self.found.question
        return bool(question.unknown) or not (self.found.hits or not question.words)


@bp.get("/angebote")
def results() -> AnyResponse:
    """List what fits a question, best first, and show it on a map."""
    answer = _answer(asked_in(request.args))
    if not answer.start.public and answer.asked.has_start:  # somebody's address in an address
        return redirect(url_for("families.results", **answer.asked.without_start().args()))
    return quiet(make_response(_page(answer)), sensitive=answer.sensitive)


@bp.post("/angebote")
def search() -> AnyResponse:
    """Lead to the address of the answer, or give the answer at once where it must have none."""
    answer = _answer(asked_in(request.form))
    if answer.private:
        return kept_nowhere(make_response(_page(answer)))
    named = replace(answer.asked, start=answer.start.name if answer.asked.start else "")
    return redirect(url_for("families.results", **named.args()), SEE_OTHER)


@bp.get("/angebote.geojson")
def results_on_map() -> Response:
    """Return the doors of all offers found, also of those on other pages of the list."""
    answer = _answer(asked_in(request.args))
    return quiet(geojson(_doors(answer.found)), sensitive=answer.sensitive)


def _answer(asked: Asked) -> Answer:
    session = current_session()
    start = start_of(session, asked, settings().district.bounds)
    found = finding.find(
        session,
        asked.text,
        filters=asked.filters,
        near=start.place,
        now=now(),
        state=settings().district.state,
    )
    return Answer(asked, found, start if asked.has_start else start_at(found.question.place))


def _page(answer: Answer) -> str:
    found, moment, state = answer.found, now(), settings().district.state
    page = min(answer.asked.page, found.pages)
    shown = finding.shown_on(current_session(), found, page)
    services = [item.service for item in shown]
    visit = _visit(answer, services)
    ways = _ways(answer, services, visit.day)
    shown = finding.with_ways(
        shown, {key: way.reachable_there_and_back for key, way in ways.items()}
    )
    return render_template(
        "families/results.html",
        answer=answer,
        asked=replace(answer.asked, page=page),
        found=found,
        shown=[(item, offer_at(item.service, moment, state)) for item in shown],
        ways=ways,
        moment=moment,
        doors=_doors(found) if answer.private and not answer.sensitive else None,
        visit=visit,
        page=page,
        filter_words=filter_words,
        topics=topics(),
        answering=help_numbers.answering(moment, state=state),
        quick_exit_address=quick_exit_address(),
    )


def _doors(found: finding.Found) -> dict[str, object]:
    """Return the doors of what was found, for a map whose address would tell the question."""
    kinds = {hit.id: hit.kind for hit in found.hits[: finding.MOST_PINS]}
    return features.pins_as_geojson(queries.pins_of(current_session(), kinds))


def _visit(answer: Answer, services: Sequence[Offered]) -> VisitDay:
    """Return the day that was chosen, else the next on which an offer of the page is open."""
    day = answer.asked.filters.day
    if day is None and answer.start.home is not None:
        return visit_day_of_list(services, now(), state=settings().district.state)
    return VisitDay(day or now().date())


def _ways(answer: Answer, services: Sequence[Offered], day: date) -> dict[UUID, WaySummary]:
    """Return the ways to the offers of a page, where somebody said where they begin."""
    home = answer.start.home
    return {} if home is None else ways_of(travel(), home, services, day, now=now())
