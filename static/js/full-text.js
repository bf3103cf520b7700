// Pagefind in a worker of its own, whose WebAssembly the pages' content security policy does not have to allow. It asks
// for a window and a document, of which it only needs the language. In: { id, query, most }; out: the same id with the
// number of results and the contents of the first ones, each with its `matched` words, or without them if there is no index.
const { searchParams } = new URL(location.href);
globalThis.window = globalThis;
globalThis.document = { querySelector: () => ({ getAttribute: () => searchParams.get("lang") }) };

const home = new URL(searchParams.get("home"));
let loading;

function pagefind() {
  loading ??= import(new URL("pagefind/pagefind.js", home)).then(async (module) => {
    await module.options({ baseUrl: home.pathname, excerptLength: 22 });
    await module.init();
    return module;
  });
  loading.catch(() => { loading = undefined; });
  return loading;
}

function withMatched(result) {
  const words = result.content.split(/\s+/);
  return { ...result, matched: [...new Set(result.locations.map((place) => words[place] ?? ""))] };
}

addEventListener("message", async ({ data: { id, query, most } }) => {
  try {
    const { results } = await (await pagefind()).search(query);
    const first = await Promise.all(results.slice(0, most).map((result) => result.data()));
    postMessage({ id, count: results.length, results: first.map(withMatched) });
  } catch { postMessage({ id }); }
});
