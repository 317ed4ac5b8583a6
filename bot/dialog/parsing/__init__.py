"""Understanding what people type: a file a subject, whose `read(text)` gives a value or raises `ParseError`."""
