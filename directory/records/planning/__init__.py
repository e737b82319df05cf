"""What planners bring beside the lists: Kita plan, transport, childminding, numbers of need."""
