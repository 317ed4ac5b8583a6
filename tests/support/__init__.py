"""Helpers of tests, each called by what it helps with."""
