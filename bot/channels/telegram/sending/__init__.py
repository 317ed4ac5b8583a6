"""Messages on their way out to Telegram."""
