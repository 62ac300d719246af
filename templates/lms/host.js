/**
 * The simulated LMS in a window: which APIs are in reach, where the package is shown, and where the record is kept.
 *
 * A page loads values.js of its standards, then runtime.js, the standards, profiles.js, faults.js and this file, and calls
 * `new LmsHost(window, …)`. The preview and the tests use the same class.
 */

class LmsHost {
  /**
   * @param {Window} place  the window that offers the API
   * @param {LmsStandard} standard @param {Profile} profile @param {RecordStore} [store]
   */
  constructor(place, standard, profile, store) {
    this.place = /** @type {Window & Record<string, any>} */ (/** @type {unknown} */ (place));
    this.lms = new SimulatedLms(standard, profile, store);
    this.timer = 0;
    this.offer();
  }

  /** Puts the API (or what a switch says instead) into the window. */
  offer() {
    const { standard, api, profile, faults } = this.lms;
    const offers = new Set([...faults.keys()].map((fault) => fault.offer));
    this.place.clearTimeout(this.timer);
    delete this.place[standard.api];
    delete this.place[otherApi(standard)];
    if (profile.bothApis || offers.has("both") || offers.has("other-nearer")) this.place[otherApi(standard)] = wrongApi(standard);
    if (offers.has("none")) return;
    if (offers.has("late")) this.timer = this.place.setTimeout(() => (this.place[standard.api] = api), 5000);
    else this.place[standard.api] = api;
  }

  /** @param {string} name of the switch @param {boolean} on */
  turn(name, on) {
    const fault = faultCalled(name);
    if (!fault) throw new Error(`no switch is called ${name}`);
    if (on) this.lms.turnOn(fault);
    else this.lms.turnOff(fault);
    if (fault.offer) this.offer();
  }

  /**
   * Launches a package in a frame, or in a window of its own.
   * @param {string} address @param {HTMLIFrameElement | null} frame null: a window
   * @returns {Window | null} null where the browser did not allow the window
   */
  launch(address, frame) {
    this.lms.launch();
    if (!frame) return this.place.open(address);
    frame.src = address;
    return frame.contentWindow;
  }

  /** Takes the package away, as an LMS does whose learner leaves. @param {HTMLIFrameElement} frame @param {string} address of what comes instead */
  close(frame, address) {
    this.lms.leaving = true;
    frame.src = address;
  }
}

/** @param {LmsStandard} standard */
function otherApi(standard) {
  return standard.api === "API" ? "API_1484_11" : "API";
}

/** An API of the other standard, which answers "false" to everything: whoever calls it took the wrong one. @param {LmsStandard} standard */
function wrongApi(standard) {
  const names = standard.api === "API" ? ["Initialize", "Terminate", "GetValue", "SetValue", "Commit", "GetLastError", "GetErrorString", "GetDiagnostic"]
    : ["LMSInitialize", "LMSFinish", "LMSGetValue", "LMSSetValue", "LMSCommit", "LMSGetLastError", "LMSGetErrorString", "LMSGetDiagnostic"];
  return Object.fromEntries(names.map((name) => [name, () => (name.endsWith("GetLastError") ? "101" : "false")]));
}

/**
 * Keeps the record at an address of the page's own server, by requests that wait for the answer, as most LMSs do:
 * GET gives it as JSON ("null": nothing yet), POST keeps it (200 and "true": kept). `?wait=` and `?answer=` ask the
 * server to misbehave.
 * @implements {RecordStore}
 */
class ServerStore {
  /** @param {string} address */
  constructor(address) {
    this.address = address;
  }

  read() {
    const request = new XMLHttpRequest();
    request.open("GET", this.address, false);
    request.send();
    return request.status === 200 ? JSON.parse(request.responseText) : null;
  }

  /** @param {Elements} kept @param {Trouble} trouble @returns {"kept" | "refused" | "threw"} */
  write(kept, trouble) {
    const asked = new URLSearchParams();
    if (trouble.wait) asked.set("wait", String(trouble.wait));
    if (trouble.answer) asked.set("answer", trouble.answer);
    const request = new XMLHttpRequest();
    try {
      request.open("POST", `${this.address}?${asked}`, false);
      request.setRequestHeader("Content-Type", "application/json");
      request.send(JSON.stringify(kept));
    } catch {
      return "refused";
    }
    if (request.status !== 200) return "refused";
    // A login page comes with status 200: an LMS that expects its own "true" there chokes on it.
    return request.responseText === "true" ? "kept" : "threw";
  }
}

/** Keeps the record in the page, and obeys the switches of the way to a server. @implements {RecordStore} */
class PageStore {
  constructor() {
    /** @type {Elements | null} */
    this.record = null;
  }

  read() {
    return this.record;
  }

  /** @param {Elements} kept @param {Trouble} trouble @returns {"kept" | "refused" | "threw"} */
  write(kept, trouble) {
    if (trouble.answer) return trouble.answer === "login" ? "threw" : "refused";
    this.record = kept;
    return "kept";
  }
}
