/** Draws and shuffling that come out the same for the same seed. */

/** A small generator of numbers in [0, 1) that always gives the same row for a seed. @param {number} seed */
function randomFrom(seed) {
  let value = seed >>> 0;
  return () => {
    value = (value + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 4294967296;
  };
}

/**
 * The items in another order; those that `fixed` names keep their place.
 * @template Item
 * @param {Item[]} items @param {() => number} random @param {(item: Item) => boolean} [fixed]
 */
function shuffled(items, random, fixed = () => false) {
  const moving = items.filter((item) => !fixed(item));
  for (let last = moving.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [moving[last], moving[other]] = /** @type {[Item, Item]} */ ([moving[other], moving[last]]);
  }
  return items.map((item) => (fixed(item) ? item : /** @type {Item} */ (moving.shift())));
}
