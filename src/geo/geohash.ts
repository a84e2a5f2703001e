/** Geohashes: names of places (Niemeyer 2008). */
const LETTERS = "0123456789bcdefghjkmnpqrstuvwxyz";
const BITS_A_LETTER = 5;

/**
 * Halves the ranges of longitude and latitude in turn, longitude first; five halvings make a letter.
 * @param length letters; 8 of them stand for about 38 x 19 m.
 */
export function geohash(lon: number, lat: number, length: number): string {
  let [west, east, south, north] = [-180, 180, -90, 90];
  let text = "";
  let letter = 0;
  for (let bit = 0; bit < length * BITS_A_LETTER; bit++) {
    letter *= 2;
    if (bit % 2 === 0) {
      const middle = (west + east) / 2;
      if (lon > middle) {
        letter++;
        west = middle;
      } else east = middle;
    } else {
      const middle = (south + north) / 2;
      if (lat > middle) {
        letter++;
        south = middle;
      } else north = middle;
    }
    if (bit % BITS_A_LETTER === BITS_A_LETTER - 1) {
      text += LETTERS[letter];
      letter = 0;
    }
  }
  return text;
}
