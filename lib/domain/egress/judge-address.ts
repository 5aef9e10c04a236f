import { type Address, type AddressRange, isInRange } from './address';
import { type AddressClass, classifyAddress } from './classify-address';
import { embeddedAddresses, toCanonicalAddress } from './embedded-addresses';

/**
 * `byRule`: one of the deployment's allow rules holds the address, which plain HTTP needs as well.
 * `never` on a refusal: no rule can allow it.
 */
export type EgressVerdict =
  | { allowed: true; byRule: boolean }
  | { allowed: false; reason: AddressClass; never: boolean };

const neverAllowed: ReadonlySet<AddressClass> = new Set<AddressClass>([
  'link-local',
  'metadata',
  'multicast',
  'unspecified',
  'broadcast',
  'opaque-tunnel',
]);

/** Whether Millwright may dial the address under the deployment's allow rules. */
export function judgeAddress(address: Address, allow: readonly AddressRange[]): EgressVerdict {
  const canonical = toCanonicalAddress(address);
  const outer = judgeOne(canonical, allow);
  if (!outer.allowed) return outer;
  for (const embedded of embeddedAddresses(canonical)) {
    const inner = judgeOne(embedded, allow);
    if (!inner.allowed) return inner;
  }
  return outer;
}

function judgeOne(address: Address, allow: readonly AddressRange[]): EgressVerdict {
  const reason = classifyAddress(address);
  if (neverAllowed.has(reason)) return { allowed: false, reason, never: true };
  const byRule = allow.some((range) => isInRange(address, range));
  return byRule || reason === 'public' ? { allowed: true, byRule } : { allowed: false, reason, never: false };
}
