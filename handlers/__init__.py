"""The subjects that people can talk about, one package or module a subject; every module here is found by the router.

`shared` has what several subjects use, `home` the first screen, `people` sign-up, profile, roles and subscriptions.
"""
