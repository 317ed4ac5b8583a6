"""Sending a draft: approval, quiet hours, schedule, start."""
