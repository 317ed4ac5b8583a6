"""Messages of Telegram on their way in: fetched by polling, or brought to a webhook."""
