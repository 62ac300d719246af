/** Completes the data of a site's page by what all pages share, which the builder puts behind this function. */

/**
 * A page of a site carries its own questions alone; with everything in every page a site would grow with the square
 * of its course. What the page itself says wins.
 * @param {Record<string, unknown>} shared
 */
function completePageData(shared) {
  const block = document.getElementById("coursepack-data");
  if (block) block.textContent = JSON.stringify(Object.assign(shared, JSON.parse(block.textContent || "{}")));
}
