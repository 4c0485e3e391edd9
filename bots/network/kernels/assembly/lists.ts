/**
 * The lists that `gather` works through, in AssemblyScript: the entries of each row or column of a matrix that are not
 * 0.
 *
 * After a ReLU about half of a layer is 0. Leaving zeros out halves the multiplications of the forward pass, the
 * gradient of the weights and the gradient of the layer below. A list is a run of entries, each a number (f32) and the
 * offset of a row of a panel (u32); `starts` and `ends` hold the addresses of each list.
 */
import { ROW } from "./panels";

// The linter does not know AssemblyScript, in which conversions of numbers have an effect.
/* oxlint-disable no-unnecessary-type-assertion, no-unused-vars */

/** Bytes of an entry. */
export const ENTRY: usize = 8;

/**
 * For each set of 4 lanes, the byte shuffle that moves its lanes to the front, then the numbers of its lanes, times
 * ROW.
 */
const PACK: usize = memory.data(512, 16);
for (let bits: i32 = 0; bits < 16; bits++) {
  let to: usize = PACK + (bits << 5);
  for (let lane: i32 = 0; lane < 4; lane++) {
    if (!(bits & (1 << lane))) continue;
    store<u32>(to, 0x03020100 + lane * 0x04040404);
    store<u32>(to, lane * ROW, 16);
    to += 4;
  }
}

/** 4 * ROW in each lane; in memory, because V8 would rebuild a constant at every use. */
const STEP: usize = memory.data(16, 16);
v128.store(STEP, i32x4.splat(4 * ROW));

/**
 * Appends those of 4 numbers whose bit is set in `bits` to the list that ends at `end`; `index` holds the offset of the
 * first of the 4. Up to 4 entries after `end` are overwritten. Returns the new end.
 */
function append(end: usize, four: v128, index: v128, bits: i32): usize {
  const pack = PACK + (bits << 5);
  const shuffle = v128.load(pack);
  const values = ASC_FEATURE_RELAXED_SIMD ? i8x16.relaxed_swizzle(four, shuffle) : i8x16.swizzle(four, shuffle);
  const offsets = i32x4.add(index, v128.load(pack, 16));
  v128.store(end, v128.shuffle<f32>(values, offsets, 0, 4, 1, 5));
  v128.store(end, v128.shuffle<f32>(values, offsets, 2, 6, 3, 7), 16);
  return end + (popcnt(bits) << 3);
}

/** Appends one entry to the list that ends at `end`; returns the new end. */
export function appendEntry(end: usize, value: f32, offset: i32): usize {
  store<f32>(end, value);
  store<u32>(end, offset, 4);
  return end + ENTRY;
}

/**
 * Lists the entries of each row of `source` [rows, columns] that are not 0; then, if `withOne`, a 1 for the biases,
 * which are the row after the weights.
 *
 * The lists follow one another in `entries`; an offset is the column times ROW.
 */
export function listRows(
  source: usize,
  panelStride: i32,
  rowStride: i32,
  rows: i32,
  columns: i32,
  withOne: bool,
  starts: usize,
  ends: usize,
  entries: usize,
): void {
  const zero = f32x4.splat(0);
  const step = v128.load(STEP);
  let end = entries;
  for (let row: i32 = 0; row < rows; row++) {
    store<u32>(starts + (row << 2), <u32>end);
    let column = i32x4.splat(0);
    for (let panel: i32 = 0; panel < columns; panel += 32) {
      let at = source + row * rowStride + (panel >> 5) * panelStride;
      let left = min(32, columns - panel);
      for (; left >= 4; left -= 4) {
        const four = v128.load(at);
        end = append(end, four, column, i32x4.bitmask(f32x4.ne(four, zero)));
        column = i32x4.add(column, step);
        at += 16;
      }
      if (left > 0) {
        const four = v128.load(at);
        end = append(end, four, column, i32x4.bitmask(f32x4.ne(four, zero)) & ((1 << left) - 1));
      }
    }
    if (withOne) end = appendEntry(end, 1, columns * ROW);
    store<u32>(ends + (row << 2), <u32>end);
  }
}

/**
 * Lists the entries of each column of `source` [rows, columns] that are not 0; the last list is a 1 for each row.
 *
 * List i begins i * capacity bytes after `entries`; an offset is the row times ROW.
 */
export function listColumns(
  source: usize,
  panelStride: i32,
  rowStride: i32,
  rows: i32,
  columns: i32,
  capacity: i32,
  starts: usize,
  ends: usize,
  entries: usize,
): void {
  const zero = f32x4.splat(0);
  const step = v128.load(STEP);
  for (let column: i32 = 0; column < columns; column += 4) {
    let at = source + (column >> 5) * panelStride + ((column & 31) << 2);
    let end0 = entries + <usize>(column * capacity);
    let end1 = end0 + capacity;
    let end2 = end1 + capacity;
    let end3 = end2 + capacity;
    const place = starts + (column << 2);
    v128.store(place, i32x4(<i32>end0, <i32>end1, <i32>end2, <i32>end3));
    let row = i32x4.splat(0);
    for (let left = rows; left > 0; left -= 4) {
      const a = v128.load(at);
      const b = v128.load(at + rowStride);
      const c = v128.load(at + 2 * rowStride);
      const d = v128.load(at + 3 * rowStride);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const mask = left < 4 ? (1 << left) - 1 : 15;

      const four0 = v128.shuffle<f64>(ab, cd, 0, 2);
      const bits0 = i32x4.bitmask(f32x4.ne(four0, zero)) & mask;
      end0 = append(end0, four0, row, bits0);

      const four1 = v128.shuffle<f64>(ab, cd, 1, 3);
      const bits1 = i32x4.bitmask(f32x4.ne(four1, zero)) & mask;
      end1 = append(end1, four1, row, bits1);

      const four2 = v128.shuffle<f64>(abHigh, cdHigh, 0, 2);
      const bits2 = i32x4.bitmask(f32x4.ne(four2, zero)) & mask;
      end2 = append(end2, four2, row, bits2);

      const four3 = v128.shuffle<f64>(abHigh, cdHigh, 1, 3);
      const bits3 = i32x4.bitmask(f32x4.ne(four3, zero)) & mask;
      end3 = append(end3, four3, row, bits3);

      row = i32x4.add(row, step);
      at += 4 * rowStride;
    }
    v128.store(ends + (column << 2), i32x4(<i32>end0, <i32>end1, <i32>end2, <i32>end3));
  }
  let end = entries + <usize>(columns * capacity);
  store<u32>(starts + (columns << 2), <u32>end);
  for (let row: i32 = 0; row < rows; row++) end = appendEntry(end, 1, row * ROW);
  store<u32>(ends + (columns << 2), <u32>end);
}
