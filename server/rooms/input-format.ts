/**
 * Validates the bytes of an input before `@colyseus/schema` decodes them.
 *
 * The decoder writes to the console when it finds an unknown field, whatever the log level is. So it only gets what the
 * encoder of `ControlInput` could have produced: fields in ascending order, each at most once.
 */

/** Length of each field's value on the wire [bytes], in the order of `ControlInput`: moveX, moveY, aim, stick. */
const FIELD_BYTES = [2, 2, 2, 1] as const;
/** A field is announced by this bit and its index. */
const FIELD_BIT = 0x80;
/** Greatest number that is encoded in a single byte; the index of the stick is far below. */
const MAX_ONE_BYTE = 0x7f;
const STICK = 3;

/** Whether `bytes` from `offset` on are an encoded `ControlInput`; no field at all means "the same as before". */
export function isInput(bytes: Uint8Array, offset: number): boolean {
  let at = offset;
  let next = 0;
  while (at < bytes.length) {
    const field = bytes[at]! ^ FIELD_BIT;
    if (field < next || field >= FIELD_BYTES.length) return false;
    if (field === STICK && !(bytes[at + 1]! <= MAX_ONE_BYTE)) return false;
    at += 1 + FIELD_BYTES[field]!;
    next = field + 1;
  }
  return at === bytes.length;
}
