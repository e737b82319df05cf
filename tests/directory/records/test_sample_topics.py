from __future__ import annotations

from directory.records.taxonomy import topic_named, topics
from geodata.district import find_district
from geodata.sources.services import read_services


def test_the_shipped_samples_cover_every_topic_of_the_search() -> None:
    services = read_services(find_district("mayen-koblenz").sources["services"].path)
    offered = {topic_named(text) for _line, record in services.records for text in record.topics}
    daycare = {topic for topic in topics() if topic.code == "daycare"}  # the Kitas' own
    assert {topic.code for topic in topics()} == {
        topic.code for topic in offered | daycare if topic is not None
    }
