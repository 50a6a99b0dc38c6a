"""Tests of how pages are printed."""
