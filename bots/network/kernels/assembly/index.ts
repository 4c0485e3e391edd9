/** What the WebAssembly module exports. */
export { gather } from "./gather";
export { listColumns, listRows } from "./lists";
export { flatten, heapBase, transpose } from "./panels";
export { adam, outputGradient } from "./training";
