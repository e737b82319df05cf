"""Make the shipped sample district from official files and a seed; see __main__."""
