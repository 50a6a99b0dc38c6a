/* What the library says about itself: the hash of its sources, and how its structs are laid out. */
#include "arrays.h"

EXPORT const char *seating_key(void);
EXPORT const char *seating_layouts(void);

const char *seating_key(void)
{
    return SEATING_KEY;
}

const char *seating_layouts(void)
{
    return "";
}
