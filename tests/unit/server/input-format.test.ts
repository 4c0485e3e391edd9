import { InputEncoder } from "@colyseus/schema/input";
import { expect, it } from "@jest/globals";
import * as fc from "fast-check";
import { isInput } from "../../../server/rooms/input-format.ts";
import { STICKS } from "../../../shared/control.ts";
import { ControlInput } from "../../../shared/net/state.ts";

const CONTROL = fc.record({
  moveX: fc.double({ min: -1, max: 1, noNaN: true }),
  moveY: fc.double({ min: -1, max: 1, noNaN: true }),
  aim: fc.double({ min: -10, max: 10, noNaN: true }),
  stick: fc.nat(STICKS.length - 1),
});

it("accepts every input that a page can send", () => {
  fc.assert(
    fc.property(fc.array(CONTROL, { minLength: 1, maxLength: 20 }), (controls) => {
      const input = new ControlInput();
      const encoder = new InputEncoder(input);
      for (const control of controls) {
        Object.assign(input, control);
        expect(isInput(Uint8Array.from([19, ...encoder.encode()]), 1)).toBe(true);
      }
    }),
  );
});

it.each([
  ["a field that does not exist", [0x84, 1]],
  ["a value that is cut", [0x80, 1]],
  ["a stick without a value", [0x83]],
  ["a stick that is no small number", [0x83, 0xcd, 1]],
  ["a field given twice", [0x80, 1, 2, 0x80, 1, 2]],
  ["fields out of order", [0x83, 1, 0x80, 1, 2]],
  ["an operation other than setting a field", [0x40, 1, 2]],
  ["a type that switches the decoder to another structure", [0xff, 1]],
])("refuses %s", (_, bytes) => {
  expect(isInput(Uint8Array.from(bytes), 0)).toBe(false);
});
