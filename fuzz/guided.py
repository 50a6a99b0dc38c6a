"""Fuzz one target guided by coverage, with atheris, an optional package: `python -m fuzz.guided TARGET [OPTIONS]`.

The options are those of libFuzzer, such as `-runs=100000 -seed=1`. The first byte of an input chooses the suffix.
Inputs that reach new parts of the readers are kept in `.fuzz/TARGET`; the corpus is read too.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from pathlib import Path
from random import Random


def main(words: list[str]) -> None:
    """Fuzz the target that the first word names."""
    import atheris

    with atheris.instrument_imports(include=["seating"]):
        from fuzz.run import MEGABYTES, SECONDS, TooSlowError, seeds_of
        from fuzz.targets import TARGETS, read_input
        from fuzz.world import World
    from fuzz.mutation import mutate

    name, *options = words
    target, world, seeds = TARGETS[name], World(), seeds_of(name)
    suffixes = sorted({seed.suffix for seed in seeds})

    def read_one(data: bytes) -> None:
        if not data:
            return
        signal.setitimer(signal.ITIMER_PROF, SECONDS)
        try:
            read_input(target, world, data[1:], suffixes[data[0] % len(suffixes)])
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def change(data: bytes, largest: int, seed: int) -> bytes:
        suffix = suffixes[data[0] % len(suffixes)] if data else suffixes[0]
        others = [one.data for one in seeds if one.suffix == suffix]
        return (data[:1] or b"\0") + mutate(Random(seed), data[1:], suffix, others)[: largest - 1]

    def stop(*_: object) -> None:
        raise TooSlowError

    kept = Path(".fuzz") / name
    kept.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds):
        (kept / f"seed-{number}").write_bytes(bytes([suffixes.index(seed.suffix)]) + seed.data)
    signal.signal(signal.SIGPROF, stop)
    resource.setrlimit(resource.RLIMIT_DATA, (2 * MEGABYTES * 1_000_000,) * 2)  # coverage needs memory of its own
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    found = ["-max_len=20000", "-rss_limit_mb=0", f"-artifact_prefix={kept.parent}/", *options, str(kept)]
    atheris.Setup([sys.argv[0], *found], read_one, custom_mutator=change)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1:])
