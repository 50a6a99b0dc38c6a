"""The base class of every record and the field types that the records share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Literal, Self, TypeVar, get_type_hints

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

from seating.record.meanings import Meaning
from seating.wording import Said

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Fact = TypeVar("Fact", bound="DataclassInstance")

SchemaVersion = Literal[1]

SCHEMA_VERSION: Final = 1

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


class Record(BaseModel):
    """The base class of every record: a mapping whose keys and types are declared.

    Types are strict: text is not accepted as a number, nor a number as a truth value. Unknown keys are kept, so
    that a record of a later version is written back whole.

    Attributes
    ----------
    SOMETIMES : frozenset of str
        Fields that are written only where they carry information. The JSON Schema requires all other fields.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="allow", populate_by_name=True)

    SOMETIMES: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def of(cls, fact: object, **given: Any) -> Self:
        """Return the record of a fact. A field has the value of the fact's attribute with its name.

        A field that is not always written is left out if it has its default.

        Parameters
        ----------
        fact : object
        **given
            The values of fields that the fact does not have, or has under another name.
        """
        if unknown := given.keys() - cls.model_fields.keys():
            raise TypeError(f"{cls.__name__} has no {', '.join(sorted(unknown))}")
        found = {}
        for name in cls.model_fields:
            if name in given or hasattr(fact, name):
                value = _as_json(given[name] if name in given else getattr(fact, name))
                if cls._is_always_written(name) or value != _default_of(cls, name):
                    found[name] = value
        return cls(**found)

    def fact(self, kind: type[Fact], **given: Any) -> Fact:
        """Return the fact that this is the record of. Each of its fields has the value of the field with its name.

        Parameters
        ----------
        kind : type
            A dataclass.
        **given
            The values of fields that the record does not have, or has under another name.
        """
        shared = {field.name for field in fields(kind)} & type(self).model_fields.keys() - given.keys()
        types = _types_of(kind)
        return kind(**{name: _as_declared(getattr(self, name), types[name]) for name in shared}, **given)

    def plain(self) -> dict[str, Any]:
        """Return the record as a mapping for JSON, with exactly the keys that were set."""
        return self.model_dump(by_alias=True, exclude_unset=True)

    @classmethod
    def _is_always_written(cls, name: str) -> bool:
        return name not in cls.SOMETIMES

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what the program writes: every key that is not in `SOMETIMES` is required."""
        described = handler(core_schema)
        schema = handler.resolve_ref_schema(described)
        names = {field.alias or name for name, field in cls.model_fields.items() if cls._is_always_written(name)}
        schema["required"] = [name for name in schema["properties"] if name in names]
        for unwanted in ("additionalProperties", "title"):
            schema.pop(unwanted, None)
        for each in schema["properties"].values():
            each.pop("title", None)
            each.pop("default", None)
        return described


@cache  # asking pydantic for it inspects the signature of its factory
def _default_of(kind: type[Record], name: str) -> Any:
    return kind.model_fields[name].get_default(call_default_factory=True)


def _as_json(value: Any) -> Any:
    """Return a value of a fact as JSON has it."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, list | tuple):
        return [_as_json(each) for each in value]
    if isinstance(value, Mapping):
        return {key: _as_json(each) for key, each in value.items()}
    return value


def _as_declared(value: Any, declared: Any) -> Any:
    """Return a value of a record as a fact has it: a tuple for a list, and a member of an enumeration."""
    if isinstance(declared, type) and issubclass(declared, Enum):
        return declared(value)
    return tuple(value) if isinstance(value, list) else value


@cache
def _types_of(kind: type[Any]) -> Mapping[str, Any]:
    """Return the declared types of the fields of a class."""
    return get_type_hints(kind)


class OutputRecord(Record):
    """A record that a command prints. Its first key is the version that all records share."""

    schema_version: SchemaVersion


class SparseRecord(Record):
    """A record whose fields are written only where they differ from their default."""

    @classmethod
    def _is_always_written(cls, name: str) -> bool:
        return cls.model_fields[name].is_required()
