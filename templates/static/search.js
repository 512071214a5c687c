// Searches an edition while one types. What is found is put into the page as text, never as HTML.
{
  const MOST = 20; // results shown at once
  const PAUSE = 200; // milliseconds without a key after which a search begins
  const SLOW = 400; // milliseconds after which a reader is told that a search is under way
  // The kind of a page is shown but not searched: a page that has a word in its kind alone scores nothing.
  const OPTIONS = { ranking: { metaWeights: { kind: 0 } } };

  const form = document.querySelector("form[role=search]");
  const field = form.elements.namedItem("q");
  const status = document.querySelector("#Status");
  const list = document.querySelector("#Results");
  const more = document.querySelector("#More");
  const here = new URL(location.href);

  let engine; // what searches, once it is asked for
  let turn = 0; // counts searches: an answer that a later search has overtaken is dropped
  let waiting; // for a pause in typing
  let rest = []; // results that are not shown yet
  let answered = {}; // the words whose results stand in the list, and what was said of them

  async function start() {
    const [first, ...others] = form.dataset.bundles.split(" ").map((bundle) => new URL(bundle, here).pathname);
    const pagefind = await import(`${first}pagefind.js`);
    await pagefind.options(OPTIONS);
    await Promise.all(others.map((bundle) => pagefind.mergeIndex(bundle, OPTIONS)));
    return pagefind;
  }

  async function found(words) {
    if (!words || !form.dataset.bundles) return [];
    engine ??= start();
    const { results } = await (await engine).search(words);
    return results.filter((result) => result.score > 0);
  }

  async function search() {
    clearTimeout(waiting);
    const own = ++turn;
    const words = field.value.trim();
    remember(words);
    // Who has gone on into the list would lose the place if it were made again.
    if (words === answered.words) return say(answered.told);
    const slow = setTimeout(() => own === turn && say(form.dataset.searching), SLOW);
    try {
      const results = await found(words);
      const items = await Promise.all(results.slice(0, MOST).map(item));
      if (own !== turn) return;
      list.replaceChildren(...items);
      keep(results.slice(MOST));
      answered = { words, told: words ? counted(results.length) : "" };
      say(answered.told);
    } catch {
      engine = undefined;
      if (own !== turn) return;
      list.replaceChildren();
      keep([]);
      answered = {};
      say(form.dataset.failed);
    } finally {
      clearTimeout(slow);
    }
  }

  async function showMore() {
    const own = turn;
    const next = rest.slice(0, MOST);
    keep(rest.slice(MOST)); // at once, so that a second click asks for others
    const items = await Promise.all(next.map(item));
    if (own !== turn) return;
    list.append(...items);
    items[0].querySelector("a").focus();
  }

  function keep(results) {
    rest = results;
    more.hidden = !rest.length;
  }

  function say(text) {
    // The same text again would be announced again.
    if (status.textContent !== text) status.textContent = text;
  }

  function counted(number) {
    if (!number) return form.dataset.nothing;
    const { lang } = document.documentElement;
    const category = new Intl.PluralRules(lang).select(number);
    const words = form.getAttribute(`data-count-${category}`) ?? form.getAttribute("data-count-other");
    return words.replace("#", new Intl.NumberFormat(lang).format(number));
  }

  // The address keeps what was searched for, so that it can be sent on and returned to.
  function remember(words) {
    if (words) here.searchParams.set("q", words);
    else here.searchParams.delete("q");
    history.replaceState(null, "", here);
  }

  async function item(result) {
    const page = await result.data();
    const link = element("a", page.meta.title);
    link.href = new URL(page.raw_url.replace(/^\/+/, ""), new URL(form.dataset.root, here));
    const heading = element("h2", link);
    heading.className = "headline";
    const kind = element("p", [page.meta.kind, page.meta.outlet].filter(Boolean).join(" · "));
    kind.className = "meta";
    return element("li", heading, kind, ...excerpt(page));
  }

  // Nothing where a page says no more than its title, which Pagefind ends with a full stop.
  function excerpt(page) {
    const shown = text(page.plain_excerpt);
    const whole = page.content.split(/\s+/).join(" ");
    if (whole.replace(/\.$/, "") === page.meta.title.split(/\s+/).join(" ")) return [];
    return [element("p", whole.startsWith(shown) ? "" : "… ", ...marked(page.excerpt), whole.endsWith(shown) ? "" : " …")];
  }

  // Pagefind has written < and > of the page as entities; a tag can only be one of its marks.
  function marked(words) {
    return words
      .split(/(<mark>.*?<\/mark>)/su)
      .map((part) => (part.startsWith("<mark>") ? element("mark", text(part.slice(6, -7))) : text(part)));
  }

  function text(written) {
    return written.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
  }

  function element(name, ...parts) {
    const made = document.createElement(name);
    made.append(...parts);
    return made;
  }

  if (location.protocol === "file:") {
    for (const control of form.elements) control.disabled = true;
    say(form.dataset.folder);
  } else {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      search();
    });
    field.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(search, PAUSE);
    });
    more.addEventListener("click", showMore);
    field.value ||= here.searchParams.get("q") ?? ""; // what was typed before this script came stays
    if (field.value) search();
    else field.focus();
  }
}
