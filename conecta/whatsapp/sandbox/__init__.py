"""The simulator: a local Cloud API with a telephone, so that everything runs without Meta.

It imports nothing of ours and nothing of ours imports it. Serve it with
``granian --interface asgi --port 8090 conecta.whatsapp.sandbox.app:app``.
"""
