/**
 * The matrix product of the "simd" network backend, in AssemblyScript: the sum of rows of a matrix, each times a
 * number, as given by a list of (number, row). See lists.ts for the lists, panels.ts for the matrices.
 */
import { ENTRY } from "./lists";
import { ROW } from "./panels";

// The linter does not know AssemblyScript, in which conversions of numbers have an effect.
/* oxlint-disable no-unnecessary-type-assertion, no-unused-vars */

/** Written to but never read, see `gather`. */
const DUMP: usize = memory.data(64, 64);

/** a * b + c, rounded once where relaxed SIMD is enabled and the processor can fuse the two, else twice. */
function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

/** What `gather` does with a sum before storing it. */
const LINEAR: i32 = 0;
const RELU: i32 = 1;
const GATED: i32 = 2;

/**
 * Row i of `to` = the sum over the entries of list i of value * (row of `source` at offset), for all panels.
 *
 * @param mode 0: stored as it is; 1: max(sum, 0), NaN stays NaN; 2: 0 unless the entry of `gate`, which is laid out
 *   like `to`, is above 0
 */
export function gather(
  lists: i32,
  starts: usize,
  ends: usize,
  source: usize,
  sourceStride: i32,
  to: usize,
  toStride: i32,
  panels: i32,
  mode: i32,
  gate: usize,
): void {
  const zero = f32x4.splat(0);
  const gateFromTo = gate - to;
  for (let panel: i32 = 0; panel < panels; panel++) {
    let out = to;
    for (let list: i32 = 0; list < lists; list++) {
      let entry: usize = load<u32>(starts + (list << 2));
      const end: usize = load<u32>(ends + (list << 2));
      let s0 = zero;
      let s1 = zero;
      let s2 = zero;
      let s3 = zero;
      let s4 = zero;
      let s5 = zero;
      let s6 = zero;
      let s7 = zero;
      for (; entry < end; entry += ENTRY) {
        const at = source + load<u32>(entry, 4);
        const x = v128.load_splat<f32>(entry);
        // V8 12 would move all eight loads to the front, run out of its 15 registers and spill. Storing a lane of the
        // first two sums forces them to be computed before the other loads: a third faster (measured).
        s0 = madd(x, v128.load(at), s0);
        v128.store_lane<u32>(DUMP, s0, 0);
        s1 = madd(x, v128.load(at, 16), s1);
        v128.store_lane<u32>(DUMP, s1, 0);
        s2 = madd(x, v128.load(at, 32), s2);
        s3 = madd(x, v128.load(at, 48), s3);
        s4 = madd(x, v128.load(at, 64), s4);
        s5 = madd(x, v128.load(at, 80), s5);
        s6 = madd(x, v128.load(at, 96), s6);
        s7 = madd(x, v128.load(at, 112), s7);
      }
      if (mode == RELU) {
        s0 = f32x4.pmax(s0, zero);
        s1 = f32x4.pmax(s1, zero);
        s2 = f32x4.pmax(s2, zero);
        s3 = f32x4.pmax(s3, zero);
        s4 = f32x4.pmax(s4, zero);
        s5 = f32x4.pmax(s5, zero);
        s6 = f32x4.pmax(s6, zero);
        s7 = f32x4.pmax(s7, zero);
      } else if (mode == GATED) {
        const open = out + gateFromTo;
        s0 = v128.and(s0, f32x4.gt(v128.load(open), zero));
        s1 = v128.and(s1, f32x4.gt(v128.load(open, 16), zero));
        s2 = v128.and(s2, f32x4.gt(v128.load(open, 32), zero));
        s3 = v128.and(s3, f32x4.gt(v128.load(open, 48), zero));
        s4 = v128.and(s4, f32x4.gt(v128.load(open, 64), zero));
        s5 = v128.and(s5, f32x4.gt(v128.load(open, 80), zero));
        s6 = v128.and(s6, f32x4.gt(v128.load(open, 96), zero));
        s7 = v128.and(s7, f32x4.gt(v128.load(open, 112), zero));
      }
      v128.store(out, s0);
      v128.store(out, s1, 16);
      v128.store(out, s2, 32);
      v128.store(out, s3, 48);
      v128.store(out, s4, 64);
      v128.store(out, s5, 80);
      v128.store(out, s6, 96);
      v128.store(out, s7, 112);
      out += ROW;
    }
    source += sourceStride;
    to += toStride;
  }
}
