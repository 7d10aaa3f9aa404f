"""The pages of messages and conversations; other apps embed their panels by URL."""
