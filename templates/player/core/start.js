/** Starts the player: data, a place that keeps progress, then everything on the page. */

function start() {
  document.body.classList.add("scripted");
  guarded(offerColours);
  const store = guarded(openStore);
  if (store) for (const begin of STARTERS) guarded(() => begin(store));
  const contents = store && guarded(() => new Contents(store));
  guarded(() => new PageRouter(store, contents).start());
  guarded(offerCopying);
}

/**
 * One part that fails must not take the lesson with it (R1).
 * @template Result
 * @param {() => Result} part @returns {Result | null}
 */
function guarded(part) {
  try {
    return part();
  } catch (problem) {
    console.error(problem);
    return null;
  }
}

function openStore() {
  const data = /** @type {PageData | null} */ (dataBlock("coursepack-data"));
  if (!data || data.format !== 1) throw new Error("no course data that this player can read");
  WORDS.language = data.course.language;
  WORDS.texts = data.words;
  const store = /** @type {(data: PageData) => Store} */ (STORES[0])(data);
  openBackend(store);
  return store;
}

/** @param {Store} store */
function openBackend(store) {
  const notice = one("[data-notice]");
  let lasting = BACKENDS.length > 1 ? "kept-here" : "";
  /** @type {Backend[]} */
  const absent = [];
  /** @type {Saver | undefined} */
  let saver;
  for (const backend of BACKENDS) {
    const result = guarded(() => backend.open((start) => store.open(start))) || "broken";
    if (result === "absent") absent.push(backend);
    if (result === "broken") lasting = backend.remote ? "not-saved-here" : "not-kept";
    if (result !== "open") continue;
    use(backend);
    break;
  }
  say(notice, lasting && words(lasting));
  if (!absent.length || (window.parent === window && !window.opener)) return;
  if (saver) saver.keepsRows = true;
  lookAgain(store, absent, (backend) => {
    saver?.close();
    use(backend);
    say(notice, lasting && words(lasting));
    store.changed(true);
  });

  /** @param {Backend} backend */
  function use(backend) {
    if (backend.remote) lasting = { normal: "", review: "looking-back", browse: "browsing" }[store.start.mode];
    saver = keepSaved(store, backend, (trouble) => say(notice, lasting || trouble ? words(trouble ? "not-saved" : lasting) : ""));
  }
}

/** @param {Store} store @param {Backend} backend @param {(trouble: boolean) => void} tell */
function keepSaved(store, backend, tell) {
  const place = one("[data-save]");
  const share = (backend.remote && store.start.mode === "normal" && guarded(() => joinTabs(store))) || (() => {});
  const saver = new Saver(
    backend,
    (limit) => store.report(limit),
    (outcome, state) => {
      if (state) share(state);
      if (place) place.textContent = outcome === "saved" && store.start.mode === "normal" ? words(backend.saved) : "";
      if (outcome !== "waiting") tell(outcome === "trouble");
    },
  );
  store.listeners.add((urgent) => saver.changed(urgent));
  backend.watch?.((state) => {
    if (saver.closed) return;
    store.adopt(state);
    for (const listener of store.listeners) if (!saver.dirty) listener(false);
  });
  saver.listen();
  return saver;
}

start();
