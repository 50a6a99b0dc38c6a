"""Search rooms with one library, and print a hash of everything that the searches have written.

python -m tests.native.digest LIBRARY
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from random import Random
from unittest.mock import patch

import numpy as np

from seating.engines.annealing.chain import Chain
from seating.model import Model
from seating.native import library
from tests.engines.drawn import random_model, random_units
from tests.engines.rooms import big_model, room_of_pairs


def searched(model: Model, seed: int) -> bytes:
    """Return the seating and the random numbers of a chain after searches and sweeps at falling temperatures."""
    rng = Random(seed)
    tables = np.array([rng.randrange(model.n_tables) for _ in range(model.n_persons)], dtype=np.int64)
    chain = Chain(model, tables, seed, number=0)
    for temperature in np.geomspace(50.0, 0.2, 20).tolist():
        chain.search(2_000, temperature)
    return b"".join(array.tobytes() for array in (chain._state.occupancy.table, chain.tables, chain._random))


def digest() -> str:
    """Return the hash of all searches."""
    found = hashlib.sha256()
    rooms = [big_model(60, 6), big_model(96, 8), room_of_pairs(40, 5)]
    rooms += [random_model(Random(n)) for n in range(40)]
    rooms += [random_units(Random(n), people=(5, 7))[1].model for n in range(20)]
    for number, model in enumerate(rooms):
        found.update(searched(model, number))
    return found.hexdigest()


if __name__ == "__main__":
    with patch.object(library, "library_path", lambda: Path(sys.argv[1])):
        sys.stdout.write(digest())
