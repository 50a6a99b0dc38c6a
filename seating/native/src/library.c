/* What the library says about itself: the hash of its sources, and how its structs are laid out. */
#include "branching.h"
#include "pricing.h"
#include "round_company.h"
#include "set_search.h"
#include "state.h"
#include "table_pairs.h"

EXPORT const char *seating_key(void);
EXPORT const char *seating_layouts(void);

const char *seating_key(void)
{
    return SEATING_KEY;
}

/* One line for each struct of arrays; see arrays.h. */
const char *seating_layouts(void)
{
    return LAYOUT(Occupancy, OCCUPANCY)
        LAYOUT(CountRows, COUNT_ROWS)
        LAYOUT(Presence, PRESENCE)
        LAYOUT(Sums, SUMS)
        LAYOUT(Spread, SPREAD)
        LAYOUT(Links, LINKS)
        LAYOUT(SparsePairs, SPARSE_PAIRS)
        LAYOUT(DensePairs, DENSE_PAIRS)
        LAYOUT(State, STATE)
        LAYOUT(TablePairs, TABLE_PAIRS)
        LAYOUT(Rules, RULES)
        LAYOUT(Guests, GUESTS)
        LAYOUT(Frames, FRAMES)
        LAYOUT(Found, FOUND)
        LAYOUT(Table, TABLE)
        LAYOUT(Members, MEMBERS)
        LAYOUT(Company, COMPANY);
}
