"""What a developer runs from the Makefile; nothing here is loaded by the portal."""
