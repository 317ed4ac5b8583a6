"""The bots to compare with: the dialogue of `bench.crowd` as the documentation of two frameworks would write it."""
