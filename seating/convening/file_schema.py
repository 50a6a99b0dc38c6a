"""The JSON Schema of a convening file, with which editors complete its keys and mark wrong ones.

It is made from the models that read the file, and accepts each form that they accept, such as one text in place of a
list. What the program can judge only with the list, such as the name of a column, it leaves open.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from seating.convening.requirements import keys_of
from seating.convening.schema import WRITTEN_KEYS, Convening
from seating.convening.tables import EQUAL_TABLES_KEYS, MOST_TABLES, TABLE_KEYS
from seating.requirements import kinds
from seating.requirements.base.kind import Requirement, summarize_kind
from seating.room.tables import Table

Schema = dict[str, Any]

YES_OR_NO: Schema = {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": "^([Yy]es|YES|[Nn]o|NO)$"}]}

BOUNDS = {"ge": "minimum", "le": "maximum"}
"""The keywords of bounds that pydantic leaves in its own words where a validator comes first."""

WHO: Schema = {"type": "object", "minProperties": 1}
"""A description of people: its keys are columns of the list."""


class _WrittenSchema(GenerateJsonSchema):
    """Describes what people write, where it is not what the model holds."""

    def bool_schema(self, schema: Any) -> Schema:
        return YES_OR_NO


def convening_schema() -> Schema:
    """Return the JSON Schema of a convening file."""
    models: tuple[type[Any], ...] = (Convening, Table, *kinds().values())
    names, found = models_json_schema([(model, "validation") for model in models], schema_generator=_WrittenSchema)
    parts: dict[str, Schema] = {**found["$defs"], "Who": WHO}
    links = {model: names[model, "validation"] for model in models}
    convening = _keep(parts.pop("Convening"), WRITTEN_KEYS)
    del parts["Requirement"]
    parts["Table"] = _keep(parts["Table"], TABLE_KEYS)
    parts["EqualTables"] = _describe_equal_tables(parts["Table"])
    for kind, model in kinds().items():
        name = links[model]["$ref"].rpartition("/")[2]
        parts[name] = {**_keep(parts[name], keys_of(kind)), "description": summarize_kind(model)}
        for key in parts[name]["properties"].keys() & Requirement.model_fields.keys():
            parts[key] = parts[name]["properties"][key]
            parts[name]["properties"][key] = {"$ref": f"#/$defs/{key}"}
        parts[name]["properties"]["kind"] = {"const": kind}
    parts["id"] = {"type": ["string", "number"]}
    convening["properties"] |= {
        "tables": {
            "type": ["array", "object", "string", "null"],
            "items": links[Table],
            "if": {"type": "object"},
            "then": {"$ref": "#/$defs/EqualTables"},
        },
        "requirements": {"type": "array", "items": _describe_requirement(links)},
    }
    return {
        "$schema": GenerateJsonSchema.schema_dialect,
        "title": "A convening",
        "description": "What a convening file can have, for editors. The program checks more, with the list.",
        **_tidy({**convening, "$defs": dict(sorted(parts.items()))}),
    }


def _keep(described: Schema, keys: Collection[str]) -> Schema:
    """Return the schema of a mapping with the keys that people write alone."""
    kept = {key: value for key, value in described["properties"].items() if key in keys}
    required = [key for key in described.get("required", ()) if key in keys]
    return {"type": "object", "properties": kept, "required": required, "additionalProperties": False}


def _describe_equal_tables(table: Schema) -> Schema:
    found = _keep(table, EQUAL_TABLES_KEYS)
    found["properties"]["count"] = {"type": "integer", "minimum": 1, "maximum": MOST_TABLES}
    return {**found, "required": ["count"], "description": "Tables that are alike: {count: 12, seats: 8-10}."}


def _describe_requirement(links: Mapping[type[Any], Schema]) -> Schema:
    """Return the schema of one requirement: its kind decides which keys it can have."""
    by_kind = [
        {"if": {"required": ["kind"], "properties": {"kind": {"const": kind}}}, "then": links[model]}
        for kind, model in kinds().items()
    ]
    return {"type": "object", "required": ["kind"], "properties": {"kind": {"enum": [*kinds()]}}, "allOf": by_kind}


def _tidy(described: Any) -> Any:
    """Return a schema without titles and defaults; a key that is left blank counts as not written."""
    if isinstance(described, list):
        return [_tidy(one) for one in described]
    if not isinstance(described, dict):
        return described
    kept = ((str(key), _tidy(value)) for key, value in described.items() if key not in {"title", "default"})
    found: Schema = {BOUNDS.get(key, key): value for key, value in kept}
    if "anyOf" in found:
        first, *others = _join_types(found.pop("anyOf"))
        found |= {"anyOf": [first, *others]} if others else first
    if "properties" in described:
        properties = {key: _or_blank(_tidy(value)) for key, value in described["properties"].items()}
        found["properties"] = dict(sorted(properties.items()))
    return found


def _or_blank(value: Schema) -> Schema:
    """Return the schema of a value that may be missing, so that editors still tell what is wrong inside of others."""
    if "const" in value or "enum" in value:
        return value
    if "type" in value:
        types = value["type"] if isinstance(value["type"], list) else [value["type"]]
        return {**value, "type": [*dict.fromkeys((*types, "null"))]}
    return {"anyOf": _join_types([*value.get("anyOf", [value]), {"type": "null"}])}


def _join_types(choices: list[Schema]) -> list[Schema]:
    """Return choices of values with those that only name a type as one; texts of a pattern are texts."""
    flat = [part for one in choices for part in (one["anyOf"] if one.keys() == {"anyOf"} else [one])]
    named = [one["type"] for one in flat if one.keys() == {"type"}]
    types = [*dict.fromkeys(one for each in named for one in ([each] if isinstance(each, str) else each))]
    others = [one for one in flat if one.keys() != {"type"} and not ("pattern" in one and "string" in types)]
    return [*({"type": types[0] if len(types) == 1 else types} for _ in types[:1]), *others]
