"""Broadcasts: messages of organisers to many people.

Packages, each leading only to those below it: `compose` (writing a draft), `report` (watching what was sent),
`sending` (approval, quiet hours, schedule, start), `audience` (choosing recipients). `access` loads broadcasts,
`screens` names the buttons that lead from one package to another.
"""
