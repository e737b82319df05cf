"""What of the results is public: which numbers, in which versions, frozen and read again."""
