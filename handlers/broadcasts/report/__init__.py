"""Broadcasts after they were sent: state, control, list and the file of recipients."""
