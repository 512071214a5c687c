// Searches an edition while one types. What is found is put into the page as text, never as HTML.
{
  const MOST = 20; // results shown at once
  const PAUSE = 200; // milliseconds without a key after which a search begins
  const SLOW = 400; // milliseconds after which a reader is told that a search is under way
  // The kind of a page is shown but not searched: a page that has a word in its kind alone scores nothing.
  const OPTIONS = { ranking: { metaWeights: { kind: 0 } } };

  // Behind this sign stand the words that a page is only found by; see briefings/index_words.py, which has the same letters.
  const MARK = "\u2063";
  const TWO_LETTERS =
    "\\u3005-\\u3007\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3105-\\u312f\\u3131-\\u318e\\u31a0-\\u31bf\\u31f0-\\u31ff" +
    "\\u3400-\\u4dbf\\u4e00-\\u9fff\\ua960-\\ua97f\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{3ffff}";
  const THREE_LETTERS =
    "\\u0e01-\\u0e3a\\u0e40-\\u0e4e\\u0e81-\\u0edf\\u0f40-\\u0f84\\u0f86-\\u0fbc\\u1000-\\u1049\\u1050-\\u109f\\u1780-\\u17d3\\u1950-\\u19df\\u1a20-\\u1a5e" +
    "\\ua9e0-\\ua9fe\\uaa60-\\uaa7f";
  const RUN = new RegExp(`[${TWO_LETTERS}]+|[${THREE_LETTERS}]+`, "gu");
  const IS_TWO = new RegExp(`^[${TWO_LETTERS}]`, "u");
  const PLAIN = { ł: "l", ø: "o", đ: "d", ð: "d", ß: "ss", æ: "ae", œ: "oe", ı: "i", þ: "th", ħ: "h", ŋ: "n", ŧ: "t", ə: "e" };
  const AROUND = 80; // letters shown before what is found, and twice as many behind it
  const LONG = 500; // letters of an excerpt that is no excerpt any more: it has no blanks

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
    const results = await answers(asked(words));
    // A stem can be other than how a name begins: `zelenski`, of `Zelensky`, is no beginning of `Zelenskyy`.
    return results.length ? results : answers(asked(shorter(words)));
  }

  // The best result of each page that one of some queries finds, the best first.
  async function answers(queries) {
    const pagefind = await engine;
    const given = await Promise.all(queries.map((query) => pagefind.search(query)));
    const best = new Map();
    for (const result of given.flatMap(({ results }) => results)) {
      if (result.score > (best.get(result.id)?.score ?? 0)) best.set(result.id, result);
    }
    return [...best.values()].sort((one, other) => other.score - one.score);
  }

  // Long words without their last letters.
  function shorter(words) {
    return words.replaceAll(/(\p{L}{5,})\p{L}(?![\p{L}\p{M}])/gu, "$1");
  }

  // What is asked for some words: the words, and, where that is not the same, what such words are found by.
  function asked(words) {
    const typed = words.normalize("NFKC");
    const divided = typed.match(RUN) ? typed.replaceAll(/["“”„]/gu, " ").replaceAll(RUN, (run) => ` ${grams(run)} `) : typed;
    const plain = typed.startsWith('"') ? divided : plainLetters(divided.toLowerCase()).trim();
    return plain === words.toLowerCase() ? [words] : [words, plain];
  }

  // The last letters of a run are no query of their own: what stands in the text goes on.
  function grams(run) {
    const letters = [...run];
    const length = IS_TWO.test(run) ? 2 : 3;
    if (letters.length <= length) return run;
    return letters.slice(length - 1).map((_, at) => letters.slice(at, at + length).join("")).join(" ");
  }

  function plainLetters(small) {
    return small.replaceAll(/[\u02b0-\u02ff\u0640łøđðßæœıþħŋŧə]/gu, (letter) => PLAIN[letter] ?? "");
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
      const items = await Promise.all(results.slice(0, MOST).map((result) => item(result, words)));
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
    const items = await Promise.all(next.map((result) => item(result, answered.words)));
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

  async function item(result, words) {
    const page = await result.data();
    const link = element("a", page.meta.title);
    link.href = new URL(page.raw_url.replace(/^\/+/, ""), new URL(form.dataset.root, here));
    const heading = element("h2", link);
    heading.className = "headline";
    const kind = element("p", [page.meta.kind, page.meta.outlet].filter(Boolean).join(" · "));
    kind.className = "meta";
    return element("li", heading, kind, ...excerpt(page, words));
  }

  // Nothing where a page says no more than its title, which Pagefind ends with a full stop.
  function excerpt(page, words) {
    const whole = page.content.split(MARK)[0].split(/\s+/).join(" ").trim();
    if (whole.replace(/\.$/, "") === page.meta.title.split(/\s+/).join(" ")) return [];
    const written = page.excerpt.split(MARK)[0].trim();
    const shown = text(written.replaceAll(/<\/?mark>/g, ""));
    if (!written.includes("<mark>") || shown.length > LONG || words.match(RUN)) return [around(whole, words)];
    return [element("p", whole.startsWith(shown) ? "" : "… ", ...marked(written), whole.endsWith(shown) ? "" : " …")];
  }

  // What stands around the first of some words, where Pagefind has found a page by what it does not show.
  function around(whole, words) {
    const places = placesOf(whole, words);
    const first = places[0]?.[0] ?? 0;
    const start = first > AROUND ? edge(whole, first - AROUND, first) : 0;
    const end = whole.length - first > 2 * AROUND ? edge(whole, first + 2 * AROUND, whole.length) : whole.length;
    const parts = [];
    let at = start;
    for (const [from, to] of places) {
      if (from < at || to > end) continue;
      parts.push(whole.slice(at, from), element("mark", whole.slice(from, to)));
      at = to;
    }
    return element("p", start ? "… " : "", ...parts, whole.slice(at, end), end < whole.length ? " …" : "");
  }

  // The next place between two words, if it is near; else no half of a letter.
  function edge(whole, from, most) {
    const blank = whole.indexOf(" ", from);
    if (blank >= 0 && blank < Math.min(most, from + 30)) return blank + 1;
    return /[\ud800-\udbff]/.test(whole[from - 1]) ? from + 1 : from;
  }

  // Where a text has some words, in order: runs of letters without blanks as they are, others whatever their accents.
  function placesOf(whole, words) {
    const typed = words.normalize("NFKC");
    const sought = typed.match(RUN) ?? [];
    const places = sought.flatMap((run) => [...occurrences(whole, run)]);
    const others = (typed.replaceAll(RUN, " ").match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).map(folded);
    for (const word of whole.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
      if (others.some((other) => folded(word[0]).startsWith(other))) places.push([word.index, word.index + word[0].length]);
    }
    return places.sort(([one], [other]) => one - other);
  }

  function* occurrences(whole, part) {
    for (let at = whole.indexOf(part); at >= 0; at = whole.indexOf(part, at + part.length)) yield [at, at + part.length];
  }

  function folded(word) {
    return plainLetters(word.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase());
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
