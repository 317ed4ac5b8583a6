"""Decoding photos of people in processes of their own, which may be killed.

A photo can be made so that a decoder takes hours or all memory for it. Pillow is imported in those processes only.
"""
