"""Tests of the pages that other devices see; what attackers try is in `tests.attacks.test_share`."""
