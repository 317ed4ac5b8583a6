"""Writing a draft: content, translations, answers, topic, and the screen that shows all of it."""
