"""One page per thing a person does; none knows another."""
