"""What would change it: scenarios over the results of a build, compared, ranked and shown."""
