"""How Django writes dates where no page says it: the lists of the admin. Named by FORMAT_MODULE_PATH."""
