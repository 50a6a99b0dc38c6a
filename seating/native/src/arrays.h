/* Arrays that Python owns: the address of the first entry, and the shape. They lie in memory row by row.
 *
 * seating/native/arrays.py declares the same structs. AT, AT2 and AT3 are entries of arrays of one, two and three
 * dimensions; a build without NDEBUG stops at an index that is out of range.
 */
#ifndef SEATING_ARRAYS_H
#define SEATING_ARRAYS_H

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>

#if defined(_WIN32)
#define EXPORT __declspec(dllexport)
#else
#define EXPORT __attribute__((visibility("default")))
#endif

/* For functions with many callers that must all have their own copy: a call costs more than such a body. */
#define INLINED static inline __attribute__((always_inline))

#define ARRAY_1(Name, Entry) typedef struct { Entry *at; int64_t n0; } Name;
#define ARRAY_2(Name, Entry) typedef struct { Entry *at; int64_t n0, n1; } Name;
#define ARRAY_3(Name, Entry) typedef struct { Entry *at; int64_t n0, n1, n2; } Name;

ARRAY_1(Ints, int64_t)
ARRAY_2(Ints2, int64_t)
ARRAY_3(Ints3, int64_t)
ARRAY_1(Shorts, int16_t)
ARRAY_2(Shorts2, int16_t)
ARRAY_1(Tinies, int8_t)
ARRAY_2(Tinies2, int8_t)
ARRAY_1(Flags, bool)
ARRAY_2(Flags2, bool)
ARRAY_2(Numbers2, uint32_t)
ARRAY_1(Words, uint64_t)
ARRAY_2(Words2, uint64_t)
ARRAY_3(Words3, uint64_t)
ARRAY_1(Reals, double)
ARRAY_2(Reals2, double)
ARRAY_3(Reals3, double)

_Static_assert(sizeof(bool) == 1, "numpy's booleans are bytes");

INLINED int64_t checked(int64_t i, int64_t n)
{
    assert(0 <= i && i < n);
    (void)n;
    return i;
}

#define AT(a, i) ((a).at[checked((i), (a).n0)])
#define AT2(a, i, j) ((a).at[checked((i), (a).n0) * (a).n1 + checked((j), (a).n1)])
#define AT3(a, i, j, k) ((a).at[(checked((i), (a).n0) * (a).n1 + checked((j), (a).n1)) * (a).n2 + checked((k), (a).n2)])

/* Row i of an array of two dimensions. */
#define ROW(a, i) ((a).at + (i) * (a).n1)

/* A struct of arrays is a list of fields, so that it can be declared and also written as a text:
 *
 *     #define SEATS(FIELD) FIELD(Ints, table) FIELD(Ints2, cost)
 *     STRUCT(Seats, SEATS)
 *
 * seating_layouts gives LAYOUT(Seats, SEATS) to Python, where a test compares it with the NamedTuple.
 */
#define FIELD_DECLARED(Type, name) Type name;
#define FIELD_WRITTEN(Type, name) #Type " " #name ";"
#define STRUCT(Name, FIELDS) typedef struct { FIELDS(FIELD_DECLARED) } Name;
#define LAYOUT(Name, FIELDS) #Name "{" FIELDS(FIELD_WRITTEN) "}\n"

INLINED int64_t least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

INLINED int64_t most(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

#endif
