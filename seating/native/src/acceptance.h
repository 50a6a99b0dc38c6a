/* The random numbers of the search, and the rule by which it accepts a change.
 *
 * The generator is xoroshiro128+ (D. Blackman and S. Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM
 * Transactions on Mathematical Software 47, 2021). Its state is two words.
 */
#ifndef SEATING_ACCEPTANCE_H
#define SEATING_ACCEPTANCE_H

#include "arrays.h"
#include "elementary.h"

/* The energy of an unmet unit of a must. */
#define MUST_PRICE (INT64_C(1) << 32)

/* A change that raises the energy by this many times the temperature is never accepted. */
#define CUTOFF 14.0

INLINED uint64_t random_bits(uint64_t *random)
{
    const uint64_t a = random[0], b = random[0] ^ random[1];
    const uint64_t found = a + random[1];
    random[0] = ((a << 24) | (a >> 40)) ^ b ^ (b << 16);
    random[1] = (b << 37) | (b >> 27);
    return found;
}

/* A random whole number from 0 to n - 1. */
INLINED int64_t random_below(uint64_t *random, int64_t n)
{
    return (int64_t)(((random_bits(random) >> 32) * (uint64_t)n) >> 32);
}

/* A random number between 0 and 1, never 0. */
INLINED double random_fraction(uint64_t *random)
{
    return ((double)(random_bits(random) >> 11) + 0.5) * (1.0 / 9007199254740992.0);
}

/* Whether a change that breaks no must is so large that the rule would accept one in a million. */
INLINED bool never_accepted(int64_t change, double temperature)
{
    return CUTOFF * temperature <= (double)change && change < MUST_PRICE / 2;
}

/* The probability that a change is accepted, by the Metropolis rule with a lower price for musts. */
INLINED double acceptance_rate(int64_t change, double temperature, double must_price)
{
    if (change <= 0)
        return 1.0;
    if (never_accepted(change, temperature)) /* by far the most frequent case; avoids the division */
        return 0.0;
    const int64_t unmet = (change + MUST_PRICE / 2) / MUST_PRICE;
    const double worse = (double)(change - unmet * MUST_PRICE) + must_price * (double)unmet;
    if (worse <= 0.0)
        return 1.0;
    return worse < CUTOFF * temperature ? exponential(-worse / temperature) : 0.0;
}

INLINED bool is_accepted(uint64_t *random, int64_t change, double temperature, double must_price)
{
    const double rate = acceptance_rate(change, temperature, must_price);
    return rate > 0.0 && random_fraction(random) < rate;
}

#endif
