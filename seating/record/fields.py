"""The base class of every record and the field types that the records share."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from enum import Enum
from functools import cache
from inspect import getsource
from itertools import pairwise
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, Self, TypeVar, get_args, get_type_hints

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from seating._version import __version__
from seating.record.meanings import Meaning
from seating.wording import Said, said

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Fact = TypeVar("Fact", bound="DataclassInstance")

SchemaVersion = Literal[2]

SCHEMA_VERSION: Final = 2

OTHER_FORM = said("was written by another version or program, in an unknown format")
"""What is wrong with a record of another schema, or an entry of another form."""

LARGEST = 10**15
"""The largest count, round number or penalty that a record may contain."""


def _plain_text(value: Any) -> Any:
    """Turn text that can be translated into plain text.

    Pydantic does so too, but only if UTF-8 can represent the text, and a name may contain half of a surrogate pair.
    """
    return str.__str__(value) if isinstance(value, str) else value


def _keep_message(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    """Accept a text that can be translated as it is."""
    return value if isinstance(value, Said) else validate(value)


Text = Annotated[str, BeforeValidator(_plain_text)]
TextOrNull = Annotated[Text | None, BeforeValidator(lambda value: value or None)]
"""A text that is null where the fact has an empty one."""

Message = Annotated[str, WrapValidator(_keep_message), Meaning.MESSAGE]
PersonId = Annotated[Text, Meaning.PERSON_ID]
PersonName = Annotated[Text, Meaning.PERSON_NAME]
OtherId = Annotated[Text, Meaning.OTHER_ID]

Count = Annotated[int, Field(ge=0, le=LARGEST)]
RoundNumber = Annotated[int, Field(ge=1, le=LARGEST)]
Positive = Annotated[int, Field(ge=1, le=LARGEST)]

# The patterns below are promises about what the program writes. Reading does not check them: a record with an
# unusual id is still worth showing.
TableId = Annotated[OtherId, Field(json_schema_extra={"pattern": "^[a-z0-9-]+$"})]
Slug = Annotated[Text, Field(json_schema_extra={"pattern": "^[a-z0-9-]+$"})]
Digest = Annotated[Text, Meaning.DIGEST]
Sha256 = Annotated[Digest, Field(json_schema_extra={"pattern": "^[0-9a-f]{64}$"})]

# `int | float` keeps 1 and 1.0 apart, so that a record is written back with the number that was read.
Chance = Annotated[int | float, Field(ge=0, le=1), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
Seconds = Annotated[int | float, Field(ge=0, le=LARGEST), WithJsonSchema({"type": "number", "minimum": 0})]


@dataclass(frozen=True, slots=True)
class From:
    """Where a fact has the value of a field, declared with its type: the name of an attribute, or names with dots.

    After a name with several things, the next one is that of an attribute of each. If there is None before a dot, so
    is the value.
    """

    path: str


_ABSENT = object()

_PLAIN = frozenset({str, Said, int, float, bool, type(None)})
"""Types that JSON has too."""


class Record(BaseModel):
    """The base class of every record: a mapping whose keys and types are declared.

    Types are strict: text is not accepted as a number, nor a number as a truth value. Unknown keys are kept, so
    that a record of a later version is written back whole. A field with a default is written only where it differs from
    it; the JSON Schema requires all other fields.

    Notes
    -----
    The text below a field is its description in the JSON Schema and the reference.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="allow", populate_by_name=True, defer_build=True)

    @classmethod
    def of(cls, fact: object, **given: Any) -> Self:
        """Return the record of a fact. A field has the value of the fact's attribute with its name, or as `From` tells.

        The parts of a record are made of the parts of the fact in the same way. A field with a default is left out if
        the fact has none, or has the default.

        Parameters
        ----------
        fact : object
        **given
            The values of fields that the fact does not have, or facts of which the parts are made.
        """
        if unknown := given.keys() - cls.model_fields.keys():
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
        found = {}
        for name in cls.model_fields:
            value = given[name] if name in given else _find(fact, _source_of(cls, name))
            if value is not _ABSENT:
                value = _as_json(value, _part_of(cls, name))
                if cls.model_fields[name].is_required() or value not in (None, _default_of(cls, name)):
                    found[name] = value
        return cls(**found)

    def fact(self, kind: type[Fact], **given: Any) -> Fact:
        """Return the fact that this is the record of. Each of its fields has the value of the field made of it by `of`.

        Parameters
        ----------
        kind : type
            A dataclass.
        **given
            The values of fields that the record does not have, or has in another form.
        """
        own, types = _fields_by_source(type(self)), _types_of(kind)
        shared = {field.name for field in fields(kind)} & own.keys() - given.keys()
        return kind(**{name: _as_declared(getattr(self, own[name]), types[name]) for name in shared}, **given)

    def plain(self) -> dict[str, Any]:
        """Return the record as a mapping for JSON, with exactly the keys that were set."""
        return self.model_dump(by_alias=True, exclude_unset=True)

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what the program writes: every key without a default is required."""
        described = handler(core_schema)
        schema = handler.resolve_ref_schema(described)
        keys = {name: field.alias or name for name, field in cls.model_fields.items()}
        schema["required"] = [key for name, key in keys.items() if cls.model_fields[name].is_required()]
        for unwanted in ("additionalProperties", "title"):
            schema.pop(unwanted, None)
        for each in schema["properties"].values():
            each.pop("title", None)
            each.pop("default", None)
        for name, text in _read_descriptions(cls).items():
            schema["properties"][keys[name]]["description"] = text
        return described


@cache
def _read_descriptions(kind: type[Record]) -> Mapping[str, str]:
    """Return the texts below the fields of a record and of its bases, by field.

    Pydantic can do this too, but does it for every record whenever the program starts.
    """
    found: dict[str, str] = {}
    for part in (each for each in reversed(kind.__mro__) if issubclass(each, Record)):
        statements = (one for one in _read_module(part.__module__).body if isinstance(one, ast.ClassDef))
        body = next((one.body for one in statements if one.name == part.__name__), [])
        for before, after in pairwise(body):
            match before, after:
                case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                    found[name] = " ".join(text.split())
    return found


@cache
def _read_module(name: str) -> ast.Module:
    return ast.parse(getsource(sys.modules[name]))


@cache  # asking pydantic for it inspects the signature of its factory
def _default_of(kind: type[Record], name: str) -> Any:
    return kind.model_fields[name].get_default(call_default_factory=True)


@cache
def _source_of(kind: type[Record], name: str) -> str:
    """Return where a fact has the value of a field."""
    metadata = kind.model_fields[name].metadata
    return next((each.path for each in metadata if isinstance(each, From)), name)


@cache
def _fields_by_source(kind: type[Record]) -> Mapping[str, str]:
    """Return the fields by where a fact has their values."""
    return {_source_of(kind, name): name for name in kind.model_fields}


def _find(fact: object, source: str) -> Any:
    """Return the value of a fact for a field; `_ABSENT` if it has none."""
    value: Any = fact
    for name in source.split("."):
        if _is_sequence(value):
            value = [getattr(each, name) for each in value]
        else:
            value = None if value is None else getattr(value, name, _ABSENT)
    return value


def _is_sequence(value: Any) -> bool:
    """Whether a value of a fact is a list in a record. A named tuple is one thing."""
    return isinstance(value, list | tuple | Iterator) and not hasattr(value, "_fields")


@cache
def _part_of(kind: type[Record], name: str) -> type[Record] | None:
    """Return the kind of record of which a field has one, or a list; None if it has no records."""
    return _find_part(kind.model_fields[name].annotation)


def _find_part(annotation: Any) -> type[Record] | None:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return annotation
    return next(filter(None, map(_find_part, get_args(annotation))), None)


def _as_json(value: Any, part: type[Record] | None = None) -> Any:
    """Return a value of a fact as JSON has it; `part` is the kind of record that is made of it, if any."""
    if type(value) in _PLAIN:
        return value
    if _is_sequence(value):
        return [_as_json(each, part) for each in value]
    if part is not None:
        return value if isinstance(value, Record) else part.of(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, PurePath):
        return value.as_posix()
    if isinstance(value, Mapping):
        return {_as_json(key): _as_json(each) for key, each in value.items()}
    return value


def _as_declared(value: Any, declared: Any) -> Any:
    """Return a value of a record as a fact has it: a tuple for a list, and a member of an enumeration."""
    kinds = get_args(declared) or (declared,)  # an optional value is declared as a union
    member = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Enum)), None)
    if member is not None and value is not None:
        return member(value)
    return tuple(value) if isinstance(value, list) else value


@cache
def _types_of(kind: type[Any]) -> Mapping[str, Any]:
    """Return the declared types of the fields of a class."""
    return get_type_hints(kind)


class OutputRecord(Record):
    """A record that a command prints. Its first key is the version that all records share."""

    schema_version: SchemaVersion

    @classmethod
    def of(cls, fact: object, **given: Any) -> Self:
        """Return the record of a fact, as `Record.of` does, with the version of the schema, and of the program."""
        versions = {"schema_version": SCHEMA_VERSION, "seating_version": __version__}
        known = {name: version for name, version in versions.items() if name in cls.model_fields}
        return super().of(fact, **{**known, **given})
