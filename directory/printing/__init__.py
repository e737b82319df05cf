"""What goes on paper: the referral sheet and the booklet, as tagged PDFs."""
