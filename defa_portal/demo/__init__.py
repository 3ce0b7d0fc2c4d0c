"""Example data: one consultation and its responses, made through the services and labelled as examples everywhere."""
