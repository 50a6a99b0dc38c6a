"""Descriptions of people: the example of a person that an invitation asks for."""

from __future__ import annotations

import pytest

from seating.profiles import Who


@pytest.mark.parametrize(
    ("who", "cells"),
    [
        ({"sector": ["labor", "business"]}, {"sector": "labor"}),
        ({"tags": ["red", "blue"], "not": {"tags": "Red"}}, {"tags": "blue"}),
        ({"tags": ["red", "blue"], "not": {"tags": "red", "sector": "labor"}}, {"tags": "red"}),
        ({"a": ["1", "2"], "b": ["x", "y"], "not": {"a": "1", "b": ["x", "y"]}}, {"a": "2", "b": "x"}),
        ({"a": ["1", "2"], "not": {"a": "1", "not": {"a": "1"}}}, {"a": "1"}),
        ({"a": "1", "not": {"a": "1"}}, {"a": "1"}),  # nobody fits; the words of the description are all there is
        ({"not": {"a": "1"}}, {}),
    ],
)
def test_an_example_has_values_that_are_not_excluded(who, cells):
    assert Who.model_validate(who).example() == cells


def test_an_example_of_many_values_is_found_at_once():
    many = {f"c{n}": [str(v) for v in range(50)] for n in range(20)}
    assert len(Who.model_validate({**many, "not": {"c0": many["c0"]}}).example()) == 20
