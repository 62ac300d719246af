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

/** Puts the keyboard's place on something that is no control. @param {HTMLElement | null} element */
function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.setAttribute("tabindex", "-1");
  element.focus({ preventScroll: false });
}

/**
 * What all pages of a site share: with everything in every page it would grow with the square of its course. The builder
 * puts it in. Not by writing into the page's block: under trusted types a script element, of whatever kind, takes no text.
 * @type {object[]}
 */
const SHARED_DATA = [];

/** The JSON in a data block, completed by what pages share, or null; what the page itself says wins. @param {string} id @returns {any} */
function dataBlock(id) {
  const block = document.getElementById(id);
  return block ? Object.assign({}, SHARED_DATA[0], JSON.parse(block.textContent || "null")) : null;
}
