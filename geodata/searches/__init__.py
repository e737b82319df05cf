"""Travel times of a whole service day from many places to many doors."""
