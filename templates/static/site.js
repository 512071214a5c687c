// Everything works without this script. It only helps a reader who opens the site from a folder instead of a web server: there,
// an address that ends in a slash shows the folder's files, so links are given the name of the page in it.
if (location.protocol === "file:") {
  // A link within the page needs no other name, and one in a drawing has no text for an href.
  for (const link of document.querySelectorAll("a[href]:not([href^='#'])")) {
    const target = new URL(link.href);
    if (target.protocol === "file:" && target.pathname.endsWith("/")) {
      target.pathname += "index.html";
      link.href = target.href;
    }
  }
}
