"""Backups: the database and the contents of photos and files in one file.

The settings are not in it, because they have the token.
"""
