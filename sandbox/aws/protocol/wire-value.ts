/**
 * What an operation answers, before it is written in the vendor's protocol. Absent and null members are left out.
 * A Date is written as the protocol writes timestamps.
 */
export type WireValue =
  | string
  | number
  | boolean
  | Date
  | null
  | undefined
  | NamedList
  | readonly WireValue[]
  | { readonly [member: string]: WireValue };

export type WireDocument = { readonly [member: string]: WireValue };

/** An XML list whose elements have a name of their own, not the protocol's usual one; a flat one stands in no element. */
export class NamedList {
  readonly element: string;
  readonly items: readonly WireValue[];
  readonly isFlat: boolean;

  constructor(element: string, items: readonly WireValue[], isFlat = false) {
    this.element = element;
    this.items = items;
    this.isFlat = isFlat;
  }
}
