"""Products: questions, permits, cards and the screens of their owners."""
