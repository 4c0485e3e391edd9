/**
 * Matrices of the "simd" network backend, in AssemblyScript (TypeScript's dialect for WebAssembly).
 *
 * A matrix [rows, columns] is stored as panels of 32 columns, each [rows, 32], padded with zeros. A row of a panel fits
 * eight 128-bit accumulators, and a panel stays in the first-level cache while all lists run over it (see gather.ts).
 * Addresses and strides are in bytes; the memory is laid out by the caller, simd.ts.
 */

// The linter does not know AssemblyScript, in which conversions of numbers have an effect.
/* oxlint-disable no-unnecessary-type-assertion, no-unused-vars */

/** Bytes of a row of a panel. */
export const ROW: i32 = 128;

/** The first address that is free for the caller. */
export function heapBase(): usize {
  return __heap_base;
}

/**
 * `to` = the transpose of `source` [rows, columns], both in panels, in blocks of 4 x 4. If `rows` is not a multiple of
 * 4, the rows up to the next multiple are transposed too.
 */
export function transpose(source: usize, sourceStride: i32, rows: i32, columns: i32, to: usize, toStride: i32): void {
  for (let row: i32 = 0; row < rows; row += 4) {
    for (let column: i32 = 0; column < columns; column += 4) {
      const from = source + (column >> 5) * sourceStride + row * ROW + ((column & 31) << 2);
      const out = to + (row >> 5) * toStride + column * ROW + ((row & 31) << 2);
      const a = v128.load(from);
      const b = v128.load(from, ROW);
      const c = v128.load(from, 2 * ROW);
      const d = v128.load(from, 3 * ROW);
      const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      v128.store(out, v128.shuffle<f64>(ab, cd, 0, 2));
      if (column + 1 < columns) v128.store(out, v128.shuffle<f64>(ab, cd, 1, 3), ROW);
      if (column + 2 < columns) v128.store(out, v128.shuffle<f64>(abHigh, cdHigh, 0, 2), 2 * ROW);
      if (column + 3 < columns) v128.store(out, v128.shuffle<f64>(abHigh, cdHigh, 1, 3), 3 * ROW);
    }
  }
}

/** `to` [rows, columns] row-major = `source` in panels. Up to 3 entries after the end of `to` are overwritten. */
export function flatten(source: usize, sourceStride: i32, rows: i32, columns: i32, to: usize): void {
  for (let row: i32 = 0; row < rows; row++) {
    for (let column: i32 = 0; column < columns; column += 4) {
      const from = source + (column >> 5) * sourceStride + row * ROW + ((column & 31) << 2);
      v128.store(to + (column << 2), v128.load(from));
    }
    to += columns << 2;
  }
}
