"""Parsers of typed text, one module for each kind of value. `parse(text)` returns the value or raises `ParseError`."""
