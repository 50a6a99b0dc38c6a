"""Every kind may be written with every key, in a file next to the list."""

from __future__ import annotations

from pathlib import Path

import seating
from seating.api.kind_pages import COMMON_KEYS
from seating.requirements import kinds

PEOPLE = """\
id,name,organization,sector,representative_type,interests,assets,languages,with,apart,wishes,avoids,chose,declined,pin,can_come,years,funds,duty
p1,Ana,Oak,labor,doer,capital:3,keys,en,p2,,p3,p4,a,,,,2,,
p2,Ben,Elm,government,designee,talent:2,,es;en,,,,,,,,,3,,
p3,Cam,Ash,labor,doer,capital:1,,en,,p4,,,,b,,,5,Elm,
p4,Dee,Fir,nonprofit,decision-maker,talent:3,,en,,,,,,,b,,1,,
p5,Eli,Oak,government,doer,talent:1,keys,,,,,,,,,a,4,,
s1,Flo,,,,,,en,,,,,,,,,,,facilitator
"""

ALL_KINDS = """\
tables:
  - {id: a, focus: capital, seats: 1-4, needs: keys}
  - {id: b, focus: [talent, land], seats: 1-4}
requirements:
  - {kind: size, id: seats, must: false, weight: 900, at: every table, rounds: [1, 2], note: The room is small}
  - {kind: focus, at_least: 2, weight: 2, at: [a, b], carry: true}
  - {kind: role_mix, at_least: {designee: 0, Doer: 1, Decision Maker: 1}, at: b}
  - {kind: count, who: {sector: [labor, government], not: {organization: Elm}}, at_least: 1, at_most: 3}
  - {kind: fill, at_least: 2}
  - {kind: voice, name: Labor, who: {sector: labor}, at_least: 2, or_none: true, carry: true, weight: 5}
  - {kind: voice, who: {assets: keys}, at: the room, must: true, may_relax_to: 0, serves: Elm}
  - {kind: share, who: {interests: capital}, at_least: 0.1, at_most: 2/3}
  - {kind: balance, of: Sector, count_blank: true, rounds: 1}
  - {kind: level, of: years, tolerance: 1/2}
  - {kind: variety, of: sector, at_least: 2, private: true}
  - {kind: cap, of: organization, at_most: 1, must: true}
  - {kind: assets, weight: 1000}
  - {kind: gather, who: {languages: es}, at_most_tables: 1}
  - {kind: gather, of: sector, at_most_tables: 1}
  - {kind: counterpart, of: funds, from: a, to: [b], at_least: 2}
  - {kind: together, people: [Ana, p2], must: false}
  - {kind: together, pairs: [[p1, p2]], must: false}
  - {kind: together, by: organization}
  - {kind: together, of: with}
  - {kind: apart, people: [p3, p4]}
  - {kind: apart, pairs: [[p3, p5]], must: false}
  - {kind: apart, relation: funds}
  - {kind: apart, of: apart}
  - {kind: apart, of: avoids, must: false, weight: 3}
  - {kind: wish, of: wishes, at_least: 1, carry: true}
  - {kind: named}
  - {kind: pin, people: Dee, tables: [a, b]}
  - {kind: pin, of: pin}
  - {kind: pin, of: chose, must: false}
  - {kind: keep_from, people: [p3], tables: b}
  - {kind: keep_from, of: declined}
  - {kind: keep_from, of: can_come}
  - {kind: common_language, others: 1}
  - {kind: staff, duty: facilitator, at_least: 1, speaks: true, at: a}
  - {kind: new_company, within: 2, grows: true, at_most: 1}
  - {kind: new_table}
  - {kind: meet, people: [p1, Ben]}
  - {kind: meet, pairs: [[p1, Cam]]}
  - {kind: meet, who: {sector: labor}, whom: {sector: nonprofit}}
  - {kind: continuity, at_least: 2/3, at_most: 4}
  - {kind: continuity, like_round: 1}
  - {kind: similarity, file: [[p1, Ben, 3], [p1, p3, 2]], wanted: low}
  - {kind: buddy, of: years}
  - {kind: buddy}
  - {kind: duty, name: chair, who: {languages: en}, each: 1, rotate: true, term: 2, differ: sector}
"""


def test_every_kind_can_be_written_with_every_key(tmp_path: Path) -> None:
    """From a YAML file next to the list; each gets an id, a sentence and a verdict, and cells are all replaced."""
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "convening.yaml").write_text(ALL_KINDS, encoding="utf-8")
    result = seating.solve(tmp_path / "people.csv")
    assert {requirement.kind for requirement in result.requirements} == set(kinds())
    keys = {kind: set[str]() for kind in kinds()}
    for requirement in result.requirements:
        keys[requirement.kind] |= requirement.model_fields_set
    common = set().union(*keys.values()) & COMMON_KEYS
    assert common == COMMON_KEYS
    for kind, written in keys.items():
        assert written >= set(kinds()[kind].model_fields) - COMMON_KEYS - kinds()[kind].hidden_keys, kind
    assert result.status.value == "optimal"
    assert all(requirement.sentence(result.room).endswith(".") for requirement in result.requirements)
