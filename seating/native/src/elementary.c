/* The exponential and the logarithm for Python, entry by entry: tests compare them with those of other libraries. */
#include "elementary.h"

EXPORT void seating_exponential(Reals x, Reals found);
EXPORT void seating_logarithm(Reals x, Reals found);

void seating_exponential(Reals x, Reals found)
{
    for (int64_t i = 0; i < x.n0; i++)
        AT(found, i) = exponential(AT(x, i));
}

void seating_logarithm(Reals x, Reals found)
{
    for (int64_t i = 0; i < x.n0; i++)
        AT(found, i) = logarithm(AT(x, i));
}
