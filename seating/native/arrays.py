"""Arrays as C sees them: one struct for each `NamedTuple` of arrays, derived from its declaration.

A field is declared with the type and the dimensions of its array, such as `Ints2` for an int64 array of two dimensions.
C has a struct of the same name for each of these types: the address of the first entry, and the shape. A `NamedTuple`
may contain others. The header files declare the same structs once more; `layout_of` writes a declaration as a text that
the library exports too, and a test compares both.
"""

from __future__ import annotations

import ctypes
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_type_hints

import numpy as np
from numpy.typing import NDArray


class Kind(NamedTuple):
    """The name of an array type in C, the type of its entries, and its dimensions."""

    name: str
    dtype: type[np.generic]
    dimensions: int


Ints = Annotated[NDArray[np.int64], Kind("Ints", np.int64, 1)]
Ints2 = Annotated[NDArray[np.int64], Kind("Ints2", np.int64, 2)]
Ints3 = Annotated[NDArray[np.int64], Kind("Ints3", np.int64, 3)]
Shorts = Annotated[NDArray[np.int16], Kind("Shorts", np.int16, 1)]
Shorts2 = Annotated[NDArray[np.int16], Kind("Shorts2", np.int16, 2)]
Tinies = Annotated[NDArray[np.int8], Kind("Tinies", np.int8, 1)]
Tinies2 = Annotated[NDArray[np.int8], Kind("Tinies2", np.int8, 2)]
Flags = Annotated[NDArray[np.bool_], Kind("Flags", np.bool_, 1)]
Flags2 = Annotated[NDArray[np.bool_], Kind("Flags2", np.bool_, 2)]
Numbers2 = Annotated[NDArray[np.uint32], Kind("Numbers2", np.uint32, 2)]
Words = Annotated[NDArray[np.uint64], Kind("Words", np.uint64, 1)]
Words2 = Annotated[NDArray[np.uint64], Kind("Words2", np.uint64, 2)]
Words3 = Annotated[NDArray[np.uint64], Kind("Words3", np.uint64, 3)]
Reals = Annotated[NDArray[np.float64], Kind("Reals", np.float64, 1)]
Reals2 = Annotated[NDArray[np.float64], Kind("Reals2", np.float64, 2)]
Reals3 = Annotated[NDArray[np.float64], Kind("Reals3", np.float64, 3)]


class _Array(ctypes.Structure):
    """The address of an array's first entry, and its shape; subclasses have the fields."""


@cache
def _array_struct(kind: Kind) -> type[_Array]:
    fields = [("at", ctypes.c_void_p), *((f"n{axis}", ctypes.c_int64) for axis in range(kind.dimensions))]
    return type(kind.name, (_Array,), {"_fields_": fields})


@cache
def _fields_of(declared: Any) -> dict[str, Any]:
    """Return the fields of a `NamedTuple` of arrays: each a `Kind`, another such `NamedTuple`, or `int`."""
    hints = get_type_hints(declared, include_extras=True)
    return {name: _kind_of(hints[name]) or hints[name] for name in declared._fields}


def _kind_of(declared: Any) -> Kind | None:
    return next((each for each in get_args(declared)[1:] if isinstance(each, Kind)), None)


@cache
def struct_of(declared: Any) -> type[ctypes.Structure]:
    """Return the C struct of a `NamedTuple` of arrays."""
    fields = [(name, _c_type_of(field)) for name, field in _fields_of(declared).items()]
    return type(declared.__name__, (ctypes.Structure,), {"_fields_": fields})


def _c_type_of(field: Any) -> Any:
    if field is int:
        return NUMBERS[int]
    return _array_struct(field) if isinstance(field, Kind) else struct_of(field)


def layout_of(declared: Any) -> str:
    """Return the declaration of a `NamedTuple` of arrays as a text, as the library exports it for its struct.

    Examples
    --------
    >>> class Seats(NamedTuple):
    ...     table: Ints
    ...     cost: Ints2
    >>> layout_of(Seats)
    'Seats{Ints table;Ints2 cost;}'
    """
    fields = (f"{_c_name_of(field)} {name};" for name, field in _fields_of(declared).items())
    return f"{declared.__name__}{{{''.join(fields)}}}"


def _c_name_of(field: Any) -> str:
    if field is int:
        return "int64_t"
    return field.name if isinstance(field, Kind) else str(field.__name__)


def _as_struct(array: NDArray[Any], kind: Kind, name: str) -> _Array:
    """Return the struct of an array, which must outlive it.

    Raises
    ------
    TypeError
        If the array has other entries or dimensions, or does not lie in memory row by row.
    """
    if not isinstance(array, np.ndarray) or array.dtype != kind.dtype or array.ndim != kind.dimensions:
        found = f"{array.dtype}, {array.ndim}" if isinstance(array, np.ndarray) else type(array).__name__
        raise TypeError(f"{name}: {np.dtype(kind.dtype)}, {kind.dimensions} expected, not {found}")
    if not array.flags.c_contiguous:
        raise TypeError(f"{name}: the array does not lie in memory row by row")
    return _array_struct(kind)(array.ctypes.data, *array.shape)


class Passed:
    """A `NamedTuple` of arrays and numbers, checked once, as C functions take it. It keeps the arrays alive.

    Attributes
    ----------
    arrays : NamedTuple
    """

    def __init__(self, arrays: Any) -> None:
        self.arrays = arrays
        self.struct = _filled(arrays, type(arrays).__name__)


def _filled(arrays: Any, name: str) -> ctypes.Structure:
    declared: Any = type(arrays)
    struct = struct_of(declared)()
    for (field, kind), given in zip(_fields_of(declared).items(), arrays, strict=True):
        inside = f"{name}.{field}"
        if kind is int:
            setattr(struct, field, given)
        else:
            setattr(
                struct, field, _as_struct(given, kind, inside) if isinstance(kind, Kind) else _filled(given, inside)
            )
    return struct


class _StructParameter:
    """A parameter that is a pointer to the struct of a `NamedTuple`."""

    def __init__(self, declared: Any) -> None:
        self._declared = declared

    def from_param(self, given: Any) -> Any:
        if not isinstance(given, Passed) or type(given.arrays) is not self._declared:
            raise TypeError(f"Passed of {self._declared.__name__} expected, not {type(given).__name__}")
        return ctypes.byref(given.struct)


class _ArrayParameter:
    """A parameter that is the struct of an array, by value."""

    def __init__(self, kind: Kind) -> None:
        self._kind = kind

    def from_param(self, given: Any) -> _Array:
        found = _as_struct(given, self._kind, self._kind.name)
        found.kept = given
        return found


def parameter_of(declared: Any) -> Any:
    """Return what ctypes needs to pass a value of a declared type: an array, a `NamedTuple` of arrays, or a number."""
    kind = _kind_of(declared)
    if kind is not None:
        return _ArrayParameter(kind)
    if declared in NUMBERS:
        return NUMBERS[declared]
    return _StructParameter(declared)


NUMBERS = {int: ctypes.c_int64, float: ctypes.c_double, bool: ctypes.c_bool}
"""How C takes and returns numbers."""
