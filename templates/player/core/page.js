/** Small helpers for the document. Text goes in as text nodes only: nothing that a person or an LMS wrote is parsed. */

/**
 * @param {string} selector @param {ParentNode} [within]
 * @returns {HTMLElement | null}
 */
function one(selector, within = document) {
  return within.querySelector(selector);
}

/**
 * @param {string} selector @param {ParentNode} [within]
 * @returns {HTMLElement[]}
 */
function all(selector, within = document) {
  return Array.from(within.querySelectorAll(selector));
}

/**
 * A new element; attributes with the value null are left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {Record<string, string | null>} attributes @param {(Node | string | null)[]} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function make(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null) element.setAttribute(name, value);
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** @param {HTMLElement | null} element @param {string} text "" hides it */
function say(element, text) {
  if (!element) return;
  element.textContent = text;
  element.hidden = !text;
}

/** @param {string} verdict right, partly, wrong, missed or given @param {string} text */
function verdict(verdict, text) {
  const signs = /** @type {Record<string, string>} */ ({ right: "✓", partly: "◐", wrong: "✗", missed: "→", given: "•" });
  return [make("span", { class: "icon", "aria-hidden": "true" }, signs[verdict] || ""), ` ${text}`];
}

/** The JSON in a data block, or null. @param {string} id @returns {any} */
function dataBlock(id) {
  const block = document.getElementById(id);
  return block ? JSON.parse(block.textContent || "null") : null;
}

/** The text in base64 of UTF-8. @param {string} text */
function fromBase64(text) {
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}
