import { type XidEntry, xidTable } from './xid-table';

/** An XID with its number. */
export interface XidCode extends XidEntry {
  xid: number;
}

/** The device cannot be reached over PCIe: it is gone until its machine is started anew. */
export const fellOffTheBus = 79;

const byCode: ReadonlyMap<number, XidCode> = new Map(
  Object.entries(xidTable).map(([code, entry]) => [Number(code), { xid: Number(code), ...entry }]),
);

/** What a code means and what to do; one that is not in our table says so. */
export function describeXid(xid: number): XidCode {
  return (
    byCode.get(xid) ?? {
      xid,
      title: `XID ${xid}`,
      meaning: 'The driver reported a code that is not known here.',
      action: 'Look the code up in NVIDIA’s XID documentation for the driver’s version.',
      severity: 'warning',
    }
  );
}
