"""The channel "telegram": the Bot API through python-telegram-bot, by long polling or by webhook.

python-telegram-bot writes addresses (with the token) and what people say into its debug log, so that log
stays off. PTB_TIMEDELTA makes it give periods as `timedelta`, as later versions will do by themselves.
"""

import logging
import os

API_URL = "https://api.telegram.org"

logging.getLogger("telegram").setLevel(logging.INFO)
os.environ.setdefault("PTB_TIMEDELTA", "true")
