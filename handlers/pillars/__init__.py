"""The three pillars: eligibility, questions and membership."""
