"""Everything that an office has, in one file: the database, and the contents of photos and files.

The settings are not in it: they have the token.
"""
