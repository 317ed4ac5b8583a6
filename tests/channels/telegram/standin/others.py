"""The methods that neither send nor change: updates, answers to presses, menus, files."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from tests.channels.telegram.standin.calls import Answer, Params, method
from tests.channels.telegram.standin.errors import state, wrong
from tests.channels.telegram.standin.updates import NEAR
from tests.channels.telegram.standin.world import BOT, World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}")
PORTS = (443, 80, 88, 8443)
TOAST, DESCRIPTION, COMMANDS, DOWNLOAD = 200, 256, 100, 20 * 1024 * 1024
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


@method("getMe")
def get_me(_world: World, _params: Params) -> Answer:
    return BOT | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
    }


@method("getUpdates", "offset", "limit", "timeout", "allowed_updates")
async def get_updates(world: World, params: Params) -> Answer:
    return await world.updates.get(
        params.whole("offset"),
        params.whole("limit", 100),
        params.whole("timeout"),
        params.parsed("allowed_updates"),
    )


@method("getWebhookInfo")
def get_webhook_info(world: World, _params: Params) -> Answer:
    updates = world.updates
    info = {
        "url": updates.webhook,
        "has_custom_certificate": False,
        "pending_update_count": len(updates.waiting),
        "max_connections": updates.connections,
        "allowed_updates": updates.allowed,
    }
    if updates.trouble is not None:
        info["last_error_date"], info["last_error_message"] = updates.trouble
    return info


@method(
    "setWebhook",
    "url",
    "certificate",
    "ip_address",
    "max_connections",
    "allowed_updates",
    "drop_pending_updates",
    "secret_token",
)
def set_webhook(world: World, params: Params) -> Answer:
    url, secret = params.text("url"), params.text("secret_token")
    connections = params.whole("max_connections", 40)
    if url and not url.startswith(("https://", *NEAR)):
        raise wrong("bad webhook: An HTTPS URL must be provided for webhook")
    if url.startswith("https://") and (urlsplit(url).port or 443) not in PORTS:
        raise wrong("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if not SECRET.fullmatch(secret):
        raise wrong("secret token contains unallowed characters")
    if not 1 <= connections <= 100:
        raise wrong("max_connections must be from 1 to 100 (said by the stand-in)")
    if not url:
        return delete_webhook(world, params)
    _drop_if_told(world, params)
    world.updates.hook(url, secret, connections, params.parsed("allowed_updates"))
    return True


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(world: World, params: Params) -> Answer:
    world.updates.unhook()
    _drop_if_told(world, params)
    return True


def _drop_if_told(world: World, params: Params) -> None:
    if params.values.get("drop_pending_updates") in (True, "true"):
        world.updates.waiting.clear()


@method("answerCallbackQuery", "callback_query_id", "text", "show_alert", "url", "cache_time")
def answer_callback_query(world: World, params: Params) -> Answer:
    text = params.text("text")
    if len(text) > TOAST:
        raise wrong("MESSAGE_TOO_LONG")
    chat = world.presses.pop(params.text("callback_query_id"), None)
    if chat is None:
        raise state(TOO_OLD)
    if text:
        chat.toasts.append(text)
        world.happened("toast", chat, text=text)
    return True


@method("setMyCommands", "commands", "scope", "language_code")
def set_my_commands(world: World, params: Params) -> Answer:
    commands = params.parsed("commands")
    if not isinstance(commands, list) or len(commands) > COMMANDS:
        raise wrong("can't parse commands JSON object")
    for command in commands:
        if not COMMAND.fullmatch(command["command"]):
            raise wrong("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= DESCRIPTION:
            raise wrong("BOT_COMMAND_DESCRIPTION_INVALID")
    world.menus[_scope(world, params)] = commands
    return True


@method("deleteMyCommands", "scope", "language_code")
def delete_my_commands(world: World, params: Params) -> Answer:
    world.menus.pop(_scope(world, params), None)
    return True


@method("getMyCommands", "scope", "language_code")
def get_my_commands(world: World, params: Params) -> Answer:
    return world.menus.get(_scope(world, params), [])


def _scope(world: World, params: Params) -> tuple[str, str]:
    scope = params.parsed("scope") or {"type": "default"}
    language = params.text("language_code")
    if not re.fullmatch(r"([a-z]{2})?", language):
        raise wrong("language_code must be a two-letter code")
    if scope["type"] != "chat":
        return scope["type"], language
    return f"chat {world.chat(scope['chat_id']).id}", language


@method("getFile", "file_id")
def get_file(world: World, params: Params) -> Answer:
    stored = world.files.get(params.text("file_id"))
    if stored is None:
        raise state("invalid file_id")
    if stored.size > DOWNLOAD:
        raise state("file is too big")
    return {
        "file_id": stored.id,
        "file_unique_id": f"u{stored.id}",
        "file_size": stored.size,
        "file_path": stored.path,
    }
