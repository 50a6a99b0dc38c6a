/* The exponential and the logarithm, the same on every system: libraries of systems differ in the last bit.
 *
 * Both reduce the argument as W. J. Cody and W. Waite do ("Software Manual for the Elementary Functions", Prentice-Hall
 * 1980): a multiple of ln 2 is taken out in two parts, of which the first has so few digits that its product is exact.
 * What is left goes through a power series, by Horner's rule. Measured on millions of arguments, the exponential is less
 * than one unit in the last place off, and the logarithm less than two.
 */
#ifndef SEATING_ELEMENTARY_H
#define SEATING_ELEMENTARY_H

#include "arrays.h"
#include <string.h>

#define LN2_HIGH 0x1.62e42feep-1
#define LN2_LOW 0x1.a39ef35793c76p-33
#define INVERSE_LN2 0x1.71547652b82fep+0
#define ROOT_HALF 0x1.6a09e667f3bcdp-1

/* 2 to the power k, where that is a normal number. */
INLINED double power_of_two(int64_t k)
{
    const uint64_t bits = (uint64_t)(k + 1023) << 52;
    double found;
    memcpy(&found, &bits, sizeof found);
    return found;
}

/* e to the power x, for x from -700 to 0. */
INLINED double exponential(double x)
{
    const int64_t k = (int64_t)(x * INVERSE_LN2 - 0.5); /* towards 0, which is to the nearest for x <= 0 */
    const double r = (x - (double)k * LN2_HIGH) - (double)k * LN2_LOW;
    double sum = 1.0 / 6227020800.0;
    sum = sum * r + 1.0 / 479001600.0;
    sum = sum * r + 1.0 / 39916800.0;
    sum = sum * r + 1.0 / 3628800.0;
    sum = sum * r + 1.0 / 362880.0;
    sum = sum * r + 1.0 / 40320.0;
    sum = sum * r + 1.0 / 5040.0;
    sum = sum * r + 1.0 / 720.0;
    sum = sum * r + 1.0 / 120.0;
    sum = sum * r + 1.0 / 24.0;
    sum = sum * r + 1.0 / 6.0;
    sum = sum * r + 0.5;
    return (1.0 + (r + r * r * sum)) * power_of_two(k);
}

/* The natural logarithm of x, for normal x above 0: of a fraction near 1 by the series of the inverse hyperbolic tangent. */
INLINED double logarithm(double x)
{
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    int64_t k = (int64_t)(bits >> 52) - 1022;
    double m = x * power_of_two(-k);
    if (m < ROOT_HALF) {
        m *= 2.0;
        k -= 1;
    }
    const double s = (m - 1.0) / (m + 1.0);
    const double z = s * s;
    double sum = 1.0 / 23.0;
    sum = sum * z + 1.0 / 21.0;
    sum = sum * z + 1.0 / 19.0;
    sum = sum * z + 1.0 / 17.0;
    sum = sum * z + 1.0 / 15.0;
    sum = sum * z + 1.0 / 13.0;
    sum = sum * z + 1.0 / 11.0;
    sum = sum * z + 1.0 / 9.0;
    sum = sum * z + 1.0 / 7.0;
    sum = sum * z + 1.0 / 5.0;
    sum = sum * z + 1.0 / 3.0;
    return (double)k * LN2_HIGH + (2.0 * (s + s * z * sum) + (double)k * LN2_LOW);
}

#endif
