"""Files from people: what they are is decided by their content, and what could harm is refused with a sentence."""
