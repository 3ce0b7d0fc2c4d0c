from core.formats.en.formats import *  # noqa: F403 - the same in every language
