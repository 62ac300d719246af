/**
 * A learning system that keeps strictly to its standard, writes down every call, and misbehaves where it is told to.
 *
 * The engine: it knows the order of calls, sessions and what is kept, and asks a standard (scorm12.js, scorm2004.js)
 * about everything else. It needs no page: `window` is only touched by `offer` (host.js).
 */

class SimulatedLms {
  /** @param {LmsStandard} standard @param {Profile} profile @param {RecordStore} [store] */
  constructor(standard, profile, store) {
    this.standard = standard;
    this.profile = profile;
    this.store = store || null;
    /** Every call of all sessions. @type {LoggedCall[]} */
    this.calls = [];
    /** Told of each call: the preview shows them. @type {((call: LoggedCall) => void)[]} */
    this.listeners = [];
    /** What is kept between sessions. @type {Elements} */
    this.kept = {};
    /** What the running session found. @type {Elements} */
    this.before = {};
    /** What the running session wrote and no commit has kept yet. @type {Elements} */
    this.held = {};
    /** Elements of the standard that this LMS does not have, with all below them. @type {Set<string>} */
    this.unsupported = new Set(profile.lacks);
    /** @type {"new" | "open" | "closed"} */
    this.phase = "new";
    /** The LMS is taking the package away. */
    this.leaving = false;
    this.session = 0;
    this.began = 0;
    /** What GetLastError says. */
    this.error = 0;
    /** A fault of the caller's own. @type {null | ((call: string, element: string, value: string) => Planned)} */
    this.fault = null;
    /** The switches that are on, with how often each has answered. @type {Map<FaultSwitch, number>} */
    this.faults = new Map();
    /** Array → number of its rows. @type {Map<string, number>} */
    this.counts = new Map();
    /** @type {Known} */
    this.known = { count: (array) => this.counts.get(array) || 0, value: (element) => this.value(element) || "" };
    this.api = this.makeApi();
    const before = this.store?.read();
    if (before) this.kept = before;
  }

  /** A new launch: the next session may begin. */
  launch() {
    this.phase = "new";
    this.error = 0;
    this.leaving = false;
    this.session++;
    this.began = performance.now();
  }

  /** @param {FaultSwitch} fault */
  turnOn(fault) {
    this.faults.set(fault, 0);
  }

  /** @param {FaultSwitch} fault */
  turnOff(fault) {
    this.faults.delete(fault);
  }

  /** The session ends without the content, as when a login runs out or another window is opened. */
  endByLms() {
    if (this.phase === "open") this.finish();
    this.phase = "closed";
  }

  /** @returns {Record<string, (...given: any[]) => unknown>} */
  makeApi() {
    const { calls, support } = this.standard;
    return {
      [calls.initialize]: (...given) => this.answer("initialize", given, () => this.initialize()),
      [calls.terminate]: (...given) => this.answer("terminate", given, () => this.terminate()),
      [calls.get]: (...given) => this.answer("get", given, () => this.get(given[0])),
      [calls.set]: (...given) => this.answer("set", given, () => this.set(given[0], given[1])),
      [calls.commit]: (...given) => this.answer("commit", given, () => this.commit()),
      [support.error]: () => String(this.error),
      [support.text]: (code) => this.standard.texts[Number(code)] ?? "",
      [support.diagnostic]: (code) => {
        const asked = code === "" || code === undefined || code === null ? this.error : Number(code);
        return this.standard.texts[asked] ? `${asked}: ${this.standard.texts[asked]}` : "";
      },
    };
  }

  /**
   * Order of calls first, then what is planned, then the call itself.
   * @param {CallKind} kind @param {any[]} given @param {() => unknown} work
   */
  answer(kind, given, work) {
    const name = this.standard.calls[kind];
    const planned = this.planned(kind, name, given);
    /** @type {unknown} */
    let result;
    if (planned === "throw") result = "throws";
    else if (planned) [result, this.error] = planned;
    else result = this.inOrder(kind, given) ? work() : kind === "get" ? "" : "false";
    const error = planned === "throw" ? 0 : this.error;
    const call = { at: Math.round(performance.now() - this.began), session: this.session, call: name, arguments: given, result, error };
    this.calls.push(call);
    for (const listener of this.listeners) listener(call);
    if (result === "throws") throw new Error("the LMS broke");
    return result;
  }

  /** @param {CallKind} kind @param {string} name @param {any[]} given @returns {Planned} */
  planned(kind, name, given) {
    const own = this.fault ? this.fault(name, given[0], given[1]) : undefined;
    if (own !== undefined) return own;
    if (kind === "commit" && this.leaving && this.profile.mute) return [null, 0];
    for (const [fault, answered] of this.faults) {
      if (!fault.answer || (fault.times !== undefined && answered >= fault.times)) continue;
      const planned = fault.answer(kind, String(given[0] ?? ""), String(given[1] ?? ""), this);
      if (planned === undefined) continue;
      this.faults.set(fault, answered + 1);
      return planned;
    }
    return undefined;
  }

  /** @param {CallKind} kind @param {any[]} given */
  inOrder(kind, given) {
    this.error = this.standard.order[kind][this.phase];
    // Initialize, Terminate and Commit take one argument, an empty string, kept for later versions of the standards.
    if (!this.error && kind !== "get" && kind !== "set" && given[0] !== "") this.error = this.standard.argument;
    return !this.error;
  }

  initialize() {
    const given = this.withFaults();
    this.kept = this.standard.begin(given, this.profile);
    this.before = { ...this.kept };
    this.held = {};
    this.count();
    this.phase = "open";
    return "true";
  }

  /** What was kept, as a misbehaving LMS gives it back. @returns {Elements} */
  withFaults() {
    let given = this.kept;
    for (const fault of this.faults.keys()) if (fault.gives) given = fault.gives({ ...given }, this.standard);
    return given;
  }

  /** @param {any} element */
  get(element) {
    const name = String(element);
    const children = this.standard.children[name];
    const error = this.lacks(name) ? this.standard.absent : children ? 0 : this.standard.getError(name, this.known);
    this.error = error;
    if (error) return "";
    if (children) return children;
    if (name.endsWith("._count")) return String(this.known.count(name.slice(0, -"._count".length)));
    const [value, code] = this.standard.read(name, this.value(name), this.known);
    this.error = code;
    return value;
  }

  /** @param {any} element @param {any} value */
  set(element, value) {
    // A value that is no string says that the content relies on the kindness of a language.
    const error = typeof value === "string" ? this.setError(String(element), value) : this.standard.type;
    this.error = error;
    if (error) return "false";
    this.held[element] = value;
    this.countOne(element);
    return "true";
  }

  /** @param {string} element @param {string} value */
  setError(element, value) {
    if (this.lacks(element)) return this.standard.absent;
    const error = this.standard.setError(element, value, this.known);
    const longest = this.profile.limits[element];
    if (error === this.standard.type && longest && value.length <= longest && !this.standard.setError(element, "", this.known)) return 0;
    return error || this.profile.refuses.find((one) => one.element.test(element) && one.value.test(value))?.code || 0;
  }

  /** @param {string} element */
  lacks(element) {
    for (const name of this.unsupported) if (element === name || element.startsWith(`${name}.`)) return true;
    return false;
  }

  commit() {
    return this.keep({ ...this.kept, ...this.held }) ? "true" : "false";
  }

  terminate() {
    return this.finish() ? "true" : "false";
  }

  /** Whatever becomes of the record, the session is over. */
  finish() {
    const kept = this.keep(this.standard.end({ ...this.kept, ...this.held }, this.profile, this.before));
    this.phase = "closed";
    return kept;
  }

  /** @param {Elements} record */
  keep(record) {
    const outcome = this.store ? this.store.write(record, this.trouble()) : "kept";
    this.error = outcome === "kept" ? 0 : this.standard.failed;
    if (outcome === "threw") throw new Error("the LMS could not read its own server's answer");
    if (outcome !== "kept") return false;
    this.kept = record;
    this.held = {};
    return true;
  }

  /** What is wrong with the way to the record now. @returns {Trouble} */
  trouble() {
    const trouble = {};
    for (const [fault, met] of this.faults) {
      if (!fault.trouble || met >= (fault.times ?? Infinity)) continue;
      Object.assign(trouble, fault.trouble);
      this.faults.set(fault, met + 1);
    }
    return trouble;
  }

  /** @param {string} element @returns {string | undefined} */
  value(element) {
    return this.held[element] ?? this.kept[element];
  }

  /** How many rows each array has. */
  count() {
    this.counts.clear();
    for (const element of Object.keys(this.kept)) this.countOne(element);
  }

  /** @param {string} element */
  countOne(element) {
    const parts = element.split(".");
    for (const [at, part] of parts.entries()) {
      if (!/^\d+$/.test(part)) continue;
      const array = parts.slice(0, at).join(".");
      this.counts.set(array, Math.max(this.counts.get(array) || 0, Number(part) + 1));
    }
  }
}

/** Whether every row that an element's name speaks of is there. @param {string} element @param {Known} known */
function rowsExist(element, known) {
  const parts = element.split(".");
  return parts.every((part, at) => !/^\d+$/.test(part) || Number(part) < known.count(parts.slice(0, at).join(".")));
}
