"""People: sign-up, profile, roles, subscriptions and privacy."""
