/**
 * Validates the bytes of a room message before Colyseus decodes them.
 *
 * Colyseus logs what it cannot decode, closes without a reason that could be counted, and keeps the place. Only the
 * format of the game's messages is accepted: a type as text, then nothing, a value, or an object with a few values,
 * each of them true, false, nil or text. The room checks their meaning.
 */

/** MessagePack: short texts, small maps and small arrays carry their length in the first byte. */
const SHORT_TEXT = 0xa0;
const LONGEST_TEXT = 0x1f;
const SMALL_MAP = 0x80;
const SMALL_ARRAY = 0x90;
const MOST_ENTRIES = 0x0f;
const NOTHING = 0xc0;
const FALSE = 0xc2;
const TRUE = 0xc3;
/** How the SDK writes objects: this mark, a number, the array of the names, then the values without their names. */
const RECORD = [0xd4, 0x72, 0x40] as const;
/** The end of a truncated or unknown value. */
const NOWHERE = Infinity;

/** Whether `bytes` from `offset` on are a room message. */
export function isRoomMessage(bytes: Uint8Array, offset: number): boolean {
  const end = endOfText(bytes, offset);
  return end === bytes.length || endOfValue(bytes, end) === bytes.length;
}

/** The end of a simple value or of an object of simple values; the game sends no nested objects. */
function endOfValue(bytes: Uint8Array, at: number): number {
  if (RECORD.every((byte, i) => bytes[at + i] === byte)) return endOfRecord(bytes, at + RECORD.length);
  const count = bytes[at]! ^ SMALL_MAP;
  if (!(count <= MOST_ENTRIES)) return endOfSimple(bytes, at);
  let end = at + 1;
  for (let i = 0; i < count; i++) end = endOfSimple(bytes, endOfText(bytes, end));
  return end;
}

function endOfRecord(bytes: Uint8Array, at: number): number {
  const count = bytes[at]! ^ SMALL_ARRAY;
  if (!(count <= MOST_ENTRIES)) return NOWHERE;
  let end = at + 1;
  for (let i = 0; i < count; i++) end = endOfText(bytes, end);
  for (let i = 0; i < count; i++) end = endOfSimple(bytes, end);
  return end;
}

function endOfSimple(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  return byte === NOTHING || byte === FALSE || byte === TRUE ? at + 1 : endOfText(bytes, at);
}

function endOfText(bytes: Uint8Array, at: number): number {
  const length = bytes[at]! ^ SHORT_TEXT;
  return length <= LONGEST_TEXT ? at + 1 + length : NOWHERE;
}
