/** Writes and reads a row of bits as base64url text: six bits a character, none of which any LMS escapes. */

const BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

class BitWriter {
  constructor() {
    this.text = "";
    this.held = 0;
    this.width = 0;
  }

  /** @param {number} value @param {number} width bits, at most 24 */
  put(value, width) {
    for (let bit = width - 1; bit >= 0; bit--) {
      this.held = (this.held << 1) | ((value >>> bit) & 1);
      if (++this.width === 6) {
        this.text += BASE64URL.charAt(this.held);
        this.held = this.width = 0;
      }
    }
  }

  /** @param {boolean} value */
  flag(value) {
    this.put(value ? 1 : 0, 1);
  }

  /** A number from 0 to 2^24 − 2, small ones in few bits (Exp-Golomb: 0 takes 1 bit, 1 and 2 take 3 …). @param {number} value */
  count(value) {
    const width = 32 - Math.clz32(value + 1);
    this.put(0, width - 1);
    this.put(value + 1, width);
  }

  finish() {
    while (this.width) this.put(0, 1);
    return this.text;
  }
}

/** Reads what BitWriter wrote; throws a RangeError past the end. */
class BitReader {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
    this.at = 0;
  }

  /** @param {number} width */
  take(width) {
    let value = 0;
    for (let bit = 0; bit < width; bit++) {
      const six = BASE64URL.indexOf(this.text.charAt(Math.floor(this.at / 6)) || " ");
      if (six < 0) throw new RangeError("end of state");
      value = (value << 1) | ((six >> (5 - (this.at % 6))) & 1);
      this.at++;
    }
    return value;
  }

  flag() {
    return this.take(1) === 1;
  }

  count() {
    let zeros = 0;
    while (!this.flag()) if (++zeros > 24) throw new RangeError("no number");
    return ((1 << zeros) | this.take(zeros)) - 1;
  }
}
