// Show what only works with script; without it, the page says the same in lists and tables.
for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
