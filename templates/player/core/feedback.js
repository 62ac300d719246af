/** Builds feedback from the page's data as elements, tag by tag from a list: no markup is ever parsed (S4). */

const TREE_TAGS = new Set(
  (
    "p ul ol li strong em del code pre a img br span div kbd sub sup mark table caption thead tbody tfoot tr th td " +
    "blockquote figure figcaption dl dt dd h2 h3 h4 h5 h6 hr details summary abbr small s u q cite ins samp var b i " +
    "aside section video audio source track"
  ).split(" "),
);

/** The elements of MathML: m and letters, and the two that carry the source. */
const TREE_MATH = /^(m[a-z]+|semantics|annotation)$/;

const TREE_REFERENCES = /^(href|src|poster)$/;

/** What is never set: handlers, styles, and what sends or names things. */
const TREE_FORBIDDEN = /^(on.*|style|srcdoc|srcset|ping|action|formaction|form|name|id|is|xlink:.*)$/i;

/** How deep feedback may be nested: more is a mistake, not a text. */
const TREE_DEPTH = 60;

/** @param {Tree | null | undefined} tree @param {number} [depth] @returns {Node[]} */
function treeNodes(tree, depth = 0) {
  if (!Array.isArray(tree) || depth > TREE_DEPTH) return [];
  return tree.flatMap((node) => treeNode(node, depth));
}

/** What a tag that is not on the list holds is kept without it. @param {TreeNode} node @param {number} depth @returns {Node[]} */
function treeNode(node, depth) {
  if (!Array.isArray(node)) return [document.createTextNode(String(node))];
  const [tag, attributes, ...children] = node;
  const inside = treeNodes(children, depth + 1);
  const known = TREE_TAGS.has(tag);
  const math = !known && TREE_MATH.test(tag);
  if (!known && !math) return inside;
  const element = math
    ? document.createElementNS("http://www.w3.org/1998/Math/MathML", tag)
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (TREE_FORBIDDEN.test(name) || (TREE_REFERENCES.test(name) && !isSafeReference(value))) continue;
    element.setAttribute(name, value);
  }
  element.append(...inside);
  return [element];
}

/** A relative address, or one of a scheme that runs nothing. @param {string} value */
function isSafeReference(value) {
  const scheme = /^[\u0000-\u0020]*([^/?#:]*):/.exec(value);
  return !scheme || /^(https?|mailto|tel)$/i.test(scheme[1] ?? "") || /^data:image\/(png|gif|jpeg|webp)[;,]/i.test(value);
}
