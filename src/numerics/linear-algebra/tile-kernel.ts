/** The inner loop of products of large matrices: tiles of four rows and four columns, summed on vector registers in WebAssembly. */

/** Rows and columns of a tile. */
export const TILE = 4;
/** Terms of a sum in one turn of the loop; sums have a multiple of it, filled up with zeros. */
export const UNROLLED = 4;
/** Bytes of a page of memory. */
export const PAGE = 65536;

const rows = [0, 1, 2, 3];
const halves = [0, 1];
const REGISTERS = rows.flatMap((r) => halves.map((h) => `$c${r}h${h}`));

const stepOf = (term: number): string => `
      (local.set $b0 (v128.load offset=${32 * term} (local.get $b)))
      (local.set $b1 (v128.load offset=${32 * term + 16} (local.get $b)))
      ${rows
        .map((r) => {
          const sums = halves.map(
            (h) =>
              `(local.set $c${r}h${h} (f64x2.add (local.get $c${r}h${h}) (f64x2.mul (local.get $x) (local.get $b${h}))))`,
          );
          return `(local.set $x (v128.load64_splat offset=${32 * term + 8 * r} (local.get $p))) ${sums.join("\n")}`;
        })
        .join("\n")}`;

/** What a kernel exports: byte addresses of a, of b and of the tiles; bytes of a row of these; terms; tiles. */
export type TileKernel = (a: number, b: number, out: number, stride: number, terms: number, tiles: number) => void;

/**
 * Text of a module with the function `tiles`: adds a[k][4] b[k][4]' to tiles of 4 rows, one after the other along the rows, each
 * with its own b; or takes it off them.
 */
export function tileKernel(change: "add" | "sub"): string {
  return `
(func $tiles (export "tiles")
  (param $a i32) (param $b i32) (param $out i32) (param $stride i32) (param $terms i32) (param $tiles i32)
  (local $k i32) (local $p i32) (local $row i32) (local $x v128) (local $b0 v128) (local $b1 v128)
  ${REGISTERS.map((register) => `(local ${register} v128)`).join(" ")}
  (loop $tile
    (local.set $k (local.get $terms))
    (local.set $p (local.get $a))
    ${REGISTERS.map((register) => `(local.set ${register} (f64x2.splat (f64.const 0)))`).join("\n")}
    (loop $next
      ${Array.from({ length: UNROLLED }, (_, term) => stepOf(term)).join("\n")}
      (local.set $p (i32.add (local.get $p) (i32.const ${32 * UNROLLED})))
      (local.set $b (i32.add (local.get $b) (i32.const ${32 * UNROLLED})))
      (local.set $k (i32.sub (local.get $k) (i32.const ${UNROLLED})))
      (br_if $next (local.get $k)))
    (local.set $row (local.get $out))
    ${rows
      .map(
        (r) => `${halves
          .map(
            (h) =>
              `(v128.store offset=${16 * h} (local.get $row) (f64x2.${change} (v128.load offset=${16 * h} (local.get $row)) (local.get $c${r}h${h})))`,
          )
          .join("\n")}
    (local.set $row (i32.add (local.get $row) (local.get $stride)))`,
      )
      .join("\n")}
    (local.set $out (i32.add (local.get $out) (i32.const 32)))
    (local.set $tiles (i32.sub (local.get $tiles) (i32.const 1)))
    (br_if $tile (local.get $tiles))))
`;
}
