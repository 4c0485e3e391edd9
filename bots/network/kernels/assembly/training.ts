/**
 * The loss and the optimizer of the "simd" network backend, in AssemblyScript; layouts as in panels.ts and lists.ts.
 */
import { ENTRY, appendEntry } from "./lists";
import { ROW } from "./panels";

// The linter does not know AssemblyScript, in which conversions of numbers have an effect.
/* oxlint-disable no-unnecessary-type-assertion, no-unused-vars */

/**
 * The Huber loss of Q(s, a) and its gradient g = weight * clip(Q - target) / rows, which has one entry per row.
 *
 * @param hidden activations before the last layer, `panels` panels
 * @param lastT the transpose of the last layer's weights, [actions, units] in panels
 * @param bias of action a at bias + (a / 32) * biasStride + (a % 32) * 4
 * @param rowStarts, rowEnds, rowEntries the list of each row: g and the action's row
 * @param listStarts, listEnds, listEntries for each action, `capacity` bytes apart: g and the row, for each row with this
 *   action
 * @param biasGradient laid out like `bias`
 * @returns the mean weighted loss
 */
export function outputGradient(
  hidden: usize,
  hiddenStride: i32,
  panels: i32,
  lastT: usize,
  lastTStride: i32,
  bias: usize,
  biasGradient: usize,
  biasStride: i32,
  nActions: i32,
  actions: usize,
  targets: usize,
  weights: usize,
  rows: i32,
  huberDelta: f32,
  rowStarts: usize,
  rowEnds: usize,
  rowEntries: usize,
  listStarts: usize,
  listEnds: usize,
  listEntries: usize,
  capacity: i32,
): f64 {
  // The caller transposes in blocks of 4 actions, so those that fill up a block need an empty list.
  for (let action: i32 = 0; action < ((nActions + 3) & ~3); action++) {
    store<u32>(listStarts + (action << 2), <u32>listEntries + action * capacity);
    store<u32>(listEnds + (action << 2), <u32>listEntries + action * capacity);
    store<f32>(biasGradient + (action >> 5) * biasStride + ((action & 31) << 2), 0);
  }
  const share: f32 = <f32>1 / <f32>rows;
  let loss: f64 = 0;
  for (let row: i32 = 0; row < rows; row++) {
    const action = load<i32>(actions + (row << 2));
    const biasAt = (action >> 5) * biasStride + ((action & 31) << 2);
    const q =
      dot(hidden + row * ROW, hiddenStride, lastT + action * ROW, lastTStride, panels) + load<f32>(bias + biasAt);
    const error = q - load<f32>(targets + (row << 2));
    const weight = load<f32>(weights + (row << 2));
    const size = abs(error);
    const isQuadratic = size <= huberDelta;
    loss += <f64>(weight * (isQuadratic ? <f32>0.5 * error * error : huberDelta * (size - <f32>0.5 * huberDelta)));
    const clipped = isQuadratic ? error : copysign(huberDelta, error);
    // NaN must stay NaN: copysign would hide it.
    const g: f32 = error == error ? weight * clipped * share : error;

    const entry = rowEntries + <usize>row * ENTRY;
    store<u32>(rowStarts + (row << 2), <u32>entry);
    store<u32>(rowEnds + (row << 2), <u32>appendEntry(entry, g, action * ROW));

    const endAt = listEnds + (action << 2);
    store<u32>(endAt, <u32>appendEntry(load<u32>(endAt), g, row * ROW));
    store<f32>(biasGradient + biasAt, load<f32>(biasGradient + biasAt) + g);
  }
  return loss / <f64>rows;
}

/** The sum of products of two rows of panels. */
function dot(a: usize, aStride: i32, b: usize, bStride: i32, panels: i32): f32 {
  let s0 = f32x4.splat(0);
  let s1 = s0;
  let s2 = s0;
  let s3 = s0;
  for (let panel: i32 = 0; panel < panels; panel++) {
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a), v128.load(b)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a, 16), v128.load(b, 16)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load(a, 32), v128.load(b, 32)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load(a, 48), v128.load(b, 48)));
    s0 = f32x4.add(s0, f32x4.mul(v128.load(a, 64), v128.load(b, 64)));
    s1 = f32x4.add(s1, f32x4.mul(v128.load(a, 80), v128.load(b, 80)));
    s2 = f32x4.add(s2, f32x4.mul(v128.load(a, 96), v128.load(b, 96)));
    s3 = f32x4.add(s3, f32x4.mul(v128.load(a, 112), v128.load(b, 112)));
    a += aStride;
    b += bStride;
  }
  const sum = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + (f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3))
  );
}

/**
 * One step of Adam on `count` parameters, a multiple of 4:
 *
 *   m = b1 m + (1 - b1) g;  v = b2 v + (1 - b2) g^2;  p -= stepSize m / (sqrt(v) rootCorrection + eps)
 *
 * Moments below `flush` become 0, because denormal numbers are slow.
 */
export function adam(
  parameters: usize,
  means: usize,
  variances: usize,
  gradient: usize,
  count: i32,
  beta1: f32,
  meanShare: f32,
  beta2: f32,
  varianceShare: f32,
  stepSize: f32,
  rootCorrection: f32,
  epsilon: f32,
  flush: f32,
): void {
  const b1 = f32x4.splat(beta1);
  const c1 = f32x4.splat(meanShare);
  const b2 = f32x4.splat(beta2);
  const c2 = f32x4.splat(varianceShare);
  const lr = f32x4.splat(stepSize);
  const correction = f32x4.splat(rootCorrection);
  const eps = f32x4.splat(epsilon);
  const least = f32x4.splat(flush);
  const end = count << 2;
  for (let i: usize = 0; i < <usize>end; i += 16) {
    const g = v128.load(gradient + i);
    let m = f32x4.add(f32x4.mul(b1, v128.load(means + i)), f32x4.mul(c1, g));
    let v = f32x4.add(f32x4.mul(b2, v128.load(variances + i)), f32x4.mul(c2, f32x4.mul(g, g)));
    // Clears what is less than `least` instead of keeping what is not, so that NaN stays NaN.
    m = v128.andnot(m, f32x4.lt(f32x4.abs(m), least));
    v = v128.andnot(v, f32x4.lt(v, least));
    v128.store(means + i, m);
    v128.store(variances + i, v);
    const root = f32x4.add(f32x4.mul(f32x4.sqrt(v), correction), eps);
    v128.store(parameters + i, f32x4.sub(v128.load(parameters + i), f32x4.div(f32x4.mul(lr, m), root)));
  }
}
