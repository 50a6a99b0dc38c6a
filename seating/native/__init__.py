"""The kernels of the searches: C functions in one library, and what Python needs to build, load and call it.

`src/` has the C sources. `build` compiles them into one shared library beside this file, with the C compiler of the
system or with ziglang; `library` loads it and declares its functions; `arrays` passes numpy arrays to them, as
structs that are derived from the same `NamedTuple` that Python uses. The library has a plain C interface and knows
nothing of Python's, so one library serves every version of Python on a platform.

The engines build the arrays and run the searches; this package knows no model and no engine.
"""
