/**
 * The loops of lognormal losses as WebAssembly text: motions to intervals of levels, these to mean losses, and, two assets at a time,
 * normal numbers to losses.
 * The logarithm is the series of the inverse hyperbolic tangent, the exponential that of Taylor, both to the last digits of double
 * precision.
 */

/** Terms of the series of atanh, |s| < 0.172, and of Taylor, |r| < 0.347. */
const ATANH_TERMS = 11;
const EXP_TERMS = 14;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.9082149292705877e-10;
/** Adding it leaves the nearest integer in the last bits. */
const ROUND = 1.5 * 2 ** 52;
/** Bits of the square root of a half: mantissas are taken from there on. */
const SQRT_HALF_BITS = 0x3fe6a09e667f3bcdn;

const NAMED: readonly (readonly [name: string, value: number | bigint])[] = [
  ["one", 1],
  ["two", 2],
  ["half", 0.5],
  ["ln2", Math.LN2],
  ["log2e", Math.LOG2E],
  ["round", ROUND],
  ["ln2High", LN2_HIGH],
  ["ln2Low", LN2_LOW],
  ["halfBits", SQRT_HALF_BITS],
  ["zero", 0],
];
const FIRST_ATANH = NAMED.length;
const FIRST_EXP = FIRST_ATANH + ATANH_TERMS;
/** Numbers the loops use, which stand in memory twice each, one behind the other. */
export const CONSTANTS: readonly (number | bigint)[] = [
  ...NAMED.map(([, value]) => value),
  ...Array.from({ length: ATANH_TERMS }, (_, k) => 2 / (2 * k + 1)),
  ...Array.from({ length: EXP_TERMS }, (_, k) => 1 / factorial(k)),
];

function factorial(n: number): number {
  return n < 2 ? 1 : n * factorial(n - 1);
}

const constant = (place: number): string => `(v128.load offset=${16 * place} (local.get $constants))`;
const named = (name: string): string => constant(NAMED.findIndex(([other]) => other === name));

/**
 * A polynomial of constants from a place on, lowest order first, by Estrin's scheme: its parts do not wait for each other.
 * @param powers locals of the argument, its square, its fourth power ...
 */
function polynomial(first: number, terms: number, powers: readonly string[]): string {
  let parts = Array.from({ length: terms }, (_, k) => constant(first + k));
  for (const power of powers)
    parts = Array.from({ length: Math.ceil(parts.length / 2) }, (_, k) => {
      const above = parts[2 * k + 1];
      return above === undefined
        ? parts[2 * k]!
        : `(f64x2.add ${parts[2 * k]} (f64x2.mul ${above} (local.get ${power})))`;
    });
  return parts[0]!;
}

const POWERS = ["$r", "$r2", "$r4", "$r8"];
const SET_POWERS = `
    (local.set $r2 (f64x2.mul (local.get $r) (local.get $r)))
    (local.set $r4 (f64x2.mul (local.get $r2) (local.get $r2)))
    (local.set $r8 (f64x2.mul (local.get $r4) (local.get $r4)))`;

export const LOGNORMAL_LOOPS = `
;; Of every site that is hit: the interval of its motion among levels, in bytes, and the part of the interval below it. Motions from the
;; last level on are in the interval behind it, those below the first, or no numbers, in the one behind that.
(func $places (export "places") (param $motions i32) (param $end i32) (param $levels i32) (param $last i32) (param $firsts i32)
  (param $scale f64) (param $intervals i32) (param $shares i32)
  (local $motion f64) (local $low i32) (local $share f64) (local $lowest f64) (local $highest f64) (local $step f64)
  (local.set $lowest (f64.load (local.get $levels)))
  (local.set $highest (f64.load (i32.add (local.get $levels) (local.get $last))))
  (loop $site
    (local.set $motion (f64.load (local.get $motions)))
    (local.set $low (i32.add (local.get $last) (i32.const 8)))
    (local.set $share (f64.const 0))
    (block $found
      (br_if $found (i32.eqz (f64.ge (local.get $motion) (local.get $lowest))))
      (local.set $low (local.get $last))
      (br_if $found (f64.ge (local.get $motion) (local.get $highest)))
      (local.set $low (i32.shl (i32.load16_u (i32.add (local.get $firsts) (i32.shl
        (i32.trunc_f64_s (f64.mul (f64.sub (local.get $motion) (local.get $lowest)) (local.get $scale)))
        (i32.const 1)))) (i32.const 3)))
      (block $down
        (loop $lower
          (br_if $down (f64.le (f64.load (i32.add (local.get $levels) (local.get $low))) (local.get $motion)))
          (local.set $low (i32.sub (local.get $low) (i32.const 8)))
          (br $lower)))
      (block $up
        (loop $upper
          (br_if $up (f64.gt (f64.load offset=8 (i32.add (local.get $levels) (local.get $low))) (local.get $motion)))
          (local.set $low (i32.add (local.get $low) (i32.const 8)))
          (br $upper)))
      (local.set $step (f64.load (i32.add (local.get $levels) (local.get $low))))
      (local.set $share (f64.div
        (f64.sub (local.get $motion) (local.get $step))
        (f64.sub (f64.load offset=8 (i32.add (local.get $levels) (local.get $low))) (local.get $step)))))
    (i32.store (local.get $intervals) (local.get $low))
    (f64.store (local.get $shares) (local.get $share))
    (local.set $intervals (i32.add (local.get $intervals) (i32.const 4)))
    (local.set $shares (i32.add (local.get $shares) (i32.const 8)))
    (local.set $motions (i32.add (local.get $motions) (i32.const 8)))
    (br_if $site (i32.lt_u (local.get $motions) (local.get $end)))))

;; Of every asset that is hit: value times mean loss ratio, and coefficient of variation. A hit is the number of a site, that of the
;; first asset and how many they are.
(func $means (export "means") (param $hits i32) (param $end i32) (param $values i32) (param $intervals i32) (param $shares i32)
  (param $ratios i32) (param $spreads i32) (param $means i32) (param $covs i32)
  (local $mean f64) (local $cov f64) (local $value i32) (local $stop i32) (local $low i32) (local $share f64) (local $step f64)
  (loop $hit
    (local.set $low (i32.load (local.get $hits)))
    (local.set $share (f64.load (i32.add (local.get $shares) (i32.shl (local.get $low) (i32.const 3)))))
    (local.set $low (i32.load (i32.add (local.get $intervals) (i32.shl (local.get $low) (i32.const 2)))))
    (local.set $value (i32.add (local.get $values) (i32.shl (i32.load offset=4 (local.get $hits)) (i32.const 2))))
    (local.set $stop (i32.add (local.get $value) (i32.shl (i32.load offset=8 (local.get $hits)) (i32.const 2))))
    (local.set $step (f64.load (i32.add (local.get $ratios) (local.get $low))))
    (local.set $mean (f64.add (f64.mul
      (f64.sub (f64.load offset=8 (i32.add (local.get $ratios) (local.get $low))) (local.get $step))
      (local.get $share)) (local.get $step)))
    (local.set $step (f64.load (i32.add (local.get $spreads) (local.get $low))))
    (local.set $cov (f64.add (f64.mul
      (f64.sub (f64.load offset=8 (i32.add (local.get $spreads) (local.get $low))) (local.get $step))
      (local.get $share)) (local.get $step)))
    (loop $asset
      (f64.store (local.get $means) (f64.mul (f64.promote_f32 (f32.load (local.get $value))) (local.get $mean)))
      (f64.store (local.get $covs) (local.get $cov))
      (local.set $means (i32.add (local.get $means) (i32.const 8)))
      (local.set $covs (i32.add (local.get $covs) (i32.const 8)))
      (local.set $value (i32.add (local.get $value) (i32.const 4)))
      (br_if $asset (i32.lt_u (local.get $value) (local.get $stop))))
    (local.set $hits (i32.add (local.get $hits) (i32.const 12)))
    (br_if $hit (i32.lt_u (local.get $hits) (local.get $end)))))

;; Squares of lognormal deviations: ln(1 + cov^2).
(func $squares (export "squares") (param $covs i32) (param $end i32) (param $out i32) (param $constants i32)
  (local $square v128) (local $u v128) (local $k v128) (local $s v128) (local $r v128) (local $r2 v128) (local $r4 v128) (local $r8 v128)
  (loop $pair
    (local.set $square (v128.load (local.get $covs)))
    (local.set $square (f64x2.mul (local.get $square) (local.get $square)))
    (local.set $u (f64x2.add ${named("one")} (local.get $square)))
    ;; u = m 2^k, m from 0.71 to 1.41; ln u = k ln 2 + 2 atanh((m - 1) / (m + 1)); where k is 0, m - 1 is the square, not rounded
    (local.set $k (i64x2.shr_s (i64x2.sub (local.get $u) ${named("halfBits")}) (i32.const 52)))
    (local.set $s (v128.bitselect
      (local.get $square)
      (f64x2.sub (i64x2.sub (local.get $u) (i64x2.shl (local.get $k) (i32.const 52))) ${named("one")})
      (i64x2.eq (local.get $k) ${named("zero")})))
    (local.set $s (f64x2.div (local.get $s) (f64x2.add (local.get $s) ${named("two")})))
    (local.set $r (f64x2.mul (local.get $s) (local.get $s)))
    ${SET_POWERS}
    (v128.store (local.get $out) (f64x2.add
      (f64x2.mul (f64x2.sub (i64x2.add (local.get $k) ${named("round")}) ${named("round")}) ${named("ln2")})
      (f64x2.mul ${polynomial(FIRST_ATANH, ATANH_TERMS, POWERS)} (local.get $s))))
    (local.set $covs (i32.add (local.get $covs) (i32.const 16)))
    (local.set $out (i32.add (local.get $out) (i32.const 16)))
    (br_if $pair (i32.lt_u (local.get $covs) (local.get $end)))))

;; Adds weighted losses above the least, and the squares of their deviations.
(func $losses (export "losses") (param $means i32) (param $end i32) (param $covs i32) (param $squares i32) (param $normals i32)
  (param $sums i32) (param $variances i32) (param $constants i32) (param $weight f64) (param $least f64)
  (local $x v128) (local $n v128) (local $k v128) (local $r v128) (local $r2 v128) (local $r4 v128) (local $r8 v128)
  (local $loss v128) (local $w v128) (local $min v128)
  (local.set $w (f64x2.splat (local.get $weight)))
  (local.set $min (f64x2.splat (local.get $least)))
  (loop $pair
    ;; the mean of exp(z s) is exp(s^2 / 2)
    (local.set $x (v128.load (local.get $squares)))
    (local.set $x (f64x2.sub
      (f64x2.mul (v128.load (local.get $normals)) (f64x2.sqrt (local.get $x)))
      (f64x2.mul ${named("half")} (local.get $x))))
    ;; exp x = 2^n exp r
    (local.set $n (f64x2.add (f64x2.mul (local.get $x) ${named("log2e")}) ${named("round")}))
    (local.set $k (f64x2.sub (local.get $n) ${named("round")}))
    (local.set $r (f64x2.sub
      (f64x2.sub (local.get $x) (f64x2.mul (local.get $k) ${named("ln2High")}))
      (f64x2.mul (local.get $k) ${named("ln2Low")})))
    ${SET_POWERS}
    (local.set $x (i64x2.add ${polynomial(FIRST_EXP, EXP_TERMS, POWERS)} (i64x2.shl (local.get $n) (i32.const 52))))
    (local.set $loss (f64x2.mul (v128.load (local.get $means)) (local.get $x)))
    (local.set $loss (v128.and (local.get $loss) (f64x2.gt (local.get $loss) (local.get $min))))
    (v128.store (local.get $sums) (f64x2.add (v128.load (local.get $sums)) (f64x2.mul (local.get $w) (local.get $loss))))
    (local.set $loss (f64x2.mul (local.get $loss) (v128.load (local.get $covs))))
    (v128.store (local.get $variances) (f64x2.add (v128.load (local.get $variances))
      (f64x2.mul (local.get $w) (f64x2.mul (local.get $loss) (local.get $loss)))))
    (local.set $means (i32.add (local.get $means) (i32.const 16)))
    (local.set $covs (i32.add (local.get $covs) (i32.const 16)))
    (local.set $squares (i32.add (local.get $squares) (i32.const 16)))
    (local.set $normals (i32.add (local.get $normals) (i32.const 16)))
    (local.set $sums (i32.add (local.get $sums) (i32.const 16)))
    (local.set $variances (i32.add (local.get $variances) (i32.const 16)))
    (br_if $pair (i32.lt_u (local.get $means) (local.get $end)))))
`;
