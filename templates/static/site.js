// Everything works without this script. It helps readers in two ways.

// From a folder instead of a web server, an address that ends in a slash shows the folder's files: links are given the name of the
// page in it.
if (location.protocol === "file:") {
  // A link within the page needs no other name. One in a drawing, or to what is no address, has no protocol.
  for (const link of document.querySelectorAll("a[href]:not([href^='#'])")) {
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";
  }
}

// A note on a citation closes with Escape, without moving the pointer or the focus (WCAG 2.2, 1.4.13).
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const citation of document.querySelectorAll(".citation:hover, .citation:focus-within")) {
    citation.classList.add("dismissed");
    for (const left of ["mouseleave", "focusout"]) {
      citation.addEventListener(left, () => citation.classList.remove("dismissed"), { once: true });
    }
  }
});
