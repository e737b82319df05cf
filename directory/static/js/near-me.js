// "From where I am": asks the device for its position only when the button is pressed, and sends it
// with the form by POST. Where it is refused, the field beside it does the same.
const { asking, refused } = document.querySelector("script[data-near-me-words]").dataset;
const DECIMALS = 4; // of a degree: about ten metres, enough for the way to the next stop
const WAIT_MS = 15000;

function locate(button) {
  const form = button.form;
  const status = document.createElement("p");
  status.setAttribute("role", "status");
  button.parentElement.after(status);
  button.addEventListener("click", () => {
    status.textContent = asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        form.elements.position.value = [coords.latitude, coords.longitude].map((degrees) => degrees.toFixed(DECIMALS)).join(",");
        form.elements.von.value = ""; // what was typed there would count before the position
        form.requestSubmit();
      },
      () => {
        status.textContent = refused;
        form.elements.von.focus();
      },
      { timeout: WAIT_MS, maximumAge: 60000 },
    );
  });
  button.closest(".needs-script").hidden = false;
}

if ("geolocation" in navigator) document.querySelectorAll("[data-near-me]").forEach(locate);
