/** The state of a backend on plain arrays: the parameters of both networks, Adam's moments, the gradient. */
import { type NetworkSpec, type ParameterSet, countParameters } from "./network.ts";

/** [parameterCount] each. */
export type Vectors = Readonly<Record<ParameterSet | "gradient", Float32Array>>;

/** All zero. */
export function createVectors(spec: NetworkSpec): Vectors {
  const vector = (): Float32Array => new Float32Array(countParameters(spec));
  return {
    online: vector(),
    target: vector(),
    adamMean: vector(),
    adamVariance: vector(),
    gradient: vector(),
  };
}
