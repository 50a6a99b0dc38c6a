"""Fuzzing of every reader: mutated files must end in a value or in a sentence, soon and in little memory.

`python -m fuzz` mutates the files of the corpus and hands them to the readers. Which input number N of a target is
depends only on the seed, so a run counts inputs, not seconds, and repeats on every machine.
"""
