import { z } from 'zod';
import { bareLink, type LinkFacts, type LinkState, untoldEnd } from '@/lib/domain/link/link-facts';
import { part, readFields, text } from '../fields';
import type { ResourceRow } from '../resource-row';
import { reference, toNativeId } from './link-fields';

/** Of one end's own: `Initiated` waits for the other network to peer back, `Disconnected` has lost the other end. */
const states: Readonly<Record<string, LinkState>> = {
  connected: 'up',
  initiated: 'provisioning',
  disconnected: 'down',
};

const peeringSchema = z.object({
  name: text,
  properties: part({ peeringState: text, provisioningState: text, remoteVirtualNetwork: reference }),
});

/** The peerings that stand in a virtual network's document. Azure measures none of them. */
export function toPeeringLinks(network: ResourceRow, documents: readonly unknown[] | undefined): LinkFacts[] {
  return (documents ?? []).flatMap((document) => {
    const { name, properties } = readFields(peeringSchema, document);
    if (name === undefined) return [];
    const word = properties?.peeringState;
    const key = word?.toLowerCase();
    const known = key !== undefined && Object.hasOwn(states, key) ? states[key] : undefined;
    const isGoing = properties?.provisioningState?.toLowerCase() === 'deleting';
    const state = isGoing ? 'disabled' : (known ?? 'unknown');
    return {
      ...bareLink({ form: 'network-peering', name, state, nativeState: word ?? null }),
      key: name,
      near: { ...untoldEnd, resource: network.id },
      far: { ...untoldEnd, resource: toNativeId(properties?.remoteVirtualNetwork) },
      sessions: [],
      carriers: [],
    };
  });
}
