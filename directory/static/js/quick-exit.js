// Leave at once: hide the page while the next one loads, which takes its place in the history.
for (const way of document.querySelectorAll("[data-quick-exit]")) {
  way.addEventListener("click", (event) => {
    event.preventDefault();
    document.body.hidden = true;
    location.replace(way.href);
  });
}
