"""Entity to row and back, for any entity; every field has a column; what cannot be read says so."""

import json
from dataclasses import fields

import pytest
from hypothesis import HealthCheck, given, settings

from cadplanner.core.model.patient import Patient
from cadplanner.core.model.referral import Referral
from cadplanner.errors import CannotRead
from cadplanner.store.tables import KINDS, TABLES, codec_of
from tests.builders import patient
from tests.store.worlds import worlds


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(world=worlds())
def test_any_entity_comes_back_from_its_row_and_from_the_trail(world):
    for entity in world:
        codec = codec_of(type(entity))
        row = codec.encode(entity)
        assert codec.decode(row) == entity
        assert codec.from_json(codec.as_json(row)) == entity
        assert all(value is None or type(value) in (str, int, bool) for value in row)


@pytest.mark.parametrize("kind", TABLES, ids=lambda kind: kind.__name__)
def test_every_field_has_a_column_so_a_new_field_needs_a_step_in_migrations(store, kind):
    columns = {column.name for column in store._db.table(TABLES[kind]).columns}
    assert columns == {field.name for field in fields(kind)}
    assert KINDS[TABLES[kind]] is kind


def test_what_the_trail_kept_before_a_field_existed_has_the_fields_default():
    codec = codec_of(Patient)
    kept = json.loads(codec.as_json(codec.encode(patient(1))))
    del kept["needs"], kept["needs_note"]
    assert codec.from_json(json.dumps(kept)) == patient(1)
    assert codec.from_json(None) is None


@pytest.mark.parametrize(("column", "nonsense"), [("priority", 9), ("received_on", "12/06/2027"), ("priority", None)])
def test_a_row_that_makes_no_sense_says_so_without_its_contents(column, nonsense):
    codec = codec_of(Referral)
    row = dict(zip(codec.columns, codec.encode(Referral("r", "p")), strict=True))
    with pytest.raises(CannotRead) as refused:
        codec.decode((row | {column: nonsense}).values())
    assert str(nonsense) not in str(refused.value)
    assert refused.value.advice
