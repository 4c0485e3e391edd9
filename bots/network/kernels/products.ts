/**
 * The kernels for products of matrices, called with matrices and lists instead of addresses. They read and write the
 * module's memory and are described in assembly/. Nothing here allocates.
 */
import type { Panels } from "./layout.ts";
import type { Kernels, Lists } from "./load.ts";

/** What `gather` does with a sum: keep it, max(sum, 0), or 0 unless the gate's entry is above 0. */
export const LINEAR = 0;
export const RELU = 1;
export const GATED = 2;

/** Lists the entries of each row of `from` [rows, columns] that are not 0; `withOne` adds a 1 for a row of biases. */
export function listRows(
  kernels: Kernels,
  from: Panels,
  rows: number,
  columns: number,
  withOne: boolean,
  lists: Lists,
): void {
  kernels.listRows(
    from.at,
    from.stride,
    from.rowStride,
    rows,
    columns,
    withOne ? 1 : 0,
    lists.starts,
    lists.ends,
    lists.entries,
  );
}

/**
 * Lists the entries of each column of `from` [rows, columns] that are not 0, `capacity` bytes apart, and then row ones.
 */
export function listColumns(
  kernels: Kernels,
  from: Panels,
  rows: number,
  columns: number,
  capacity: number,
  lists: Lists,
): void {
  kernels.listColumns(
    from.at,
    from.stride,
    from.rowStride,
    rows,
    columns,
    capacity,
    lists.starts,
    lists.ends,
    lists.entries,
  );
}

/** Row i of `to` = the sum over list i of value * row of `source`, for `count` lists and all panels of `to`. */
export function gather(
  kernels: Kernels,
  lists: Lists,
  count: number,
  source: Panels,
  to: Panels,
  mode: typeof LINEAR | typeof RELU | typeof GATED,
  gate: Panels = to,
): void {
  kernels.gather(count, lists.starts, lists.ends, source.at, source.stride, to.at, to.stride, to.count, mode, gate.at);
}

/** `to` = the transpose of `from` [rows, columns]. */
export function transpose(kernels: Kernels, from: Panels, rows: number, columns: number, to: Panels): void {
  kernels.transpose(from.at, from.stride, rows, columns, to.at, to.stride);
}
