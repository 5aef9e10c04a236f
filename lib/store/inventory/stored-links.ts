import { z } from 'zod';
import { type LinkFacts, linkForms, linkStates } from '@/lib/domain/link/link-facts';
import { toStorableJson } from './storable-text';

const text = z.string().nullable().default(null);
const number = z.number().nullable().default(null);
const moment = z
  .string()
  .nullable()
  .default(null)
  .transform((written) => {
    const at = new Date(written ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? null : at;
  });
const state = z.enum(linkStates).catch('unknown');
const endSchema = z.object({ resource: text, address: text, asn: number, place: text });

const linkSchema = z.object({
  key: z.string(),
  // A form that only a later version knows is shown as what it is called by its resource.
  form: z.enum(linkForms).catch('declared'),
  name: z.string(),
  partOf: text,
  near: endSchema,
  far: endSchema,
  state,
  nativeState: text,
  stateSince: moment,
  stateReason: text,
  capacityBitsPerSecond: number,
  mtuBytes: number,
  encryption: text,
  sessions: z
    .array(z.object({ peerAddress: text, localAsn: number, peerAsn: number, state, acceptedPrefixes: number }))
    .nullable()
    .default(null),
  carriers: z.array(z.string()).nullable().default(null),
  leastCarriers: number,
  redundancyGroup: text,
  sharedIds: z.array(z.string()).default([]),
  meters: z.array(z.object({ resource: z.string(), attributes: z.record(z.string(), z.string()) })).default([]),
});
const storedSchema = z.object({ links: z.array(linkSchema), untold: z.boolean().default(false) });

/** The links of a resource as they are kept. */
export interface StoredLinks {
  links: LinkFacts[];
  /** True: the last read was not told of them; what an earlier one told stands, but for how they stand now. */
  untold: boolean;
}

/** JSON text of what one read told of a resource's links. */
export function toLinksText(links: readonly LinkFacts[]): string {
  return toStorableJson(JSON.stringify({ links }));
}

/**
 * What was told of a resource's links, from the column `links`; null where nothing ever was. While the last read was not
 * told, the state of each is unknown. Throws a ZodError for what no version writes.
 */
export function toStoredLinks(json: unknown): StoredLinks | null {
  if (json === null || json === undefined) return null;
  const { links, untold } = storedSchema.parse(json);
  return { untold, links: untold ? links.map(withoutState) : links };
}

function withoutState(link: LinkFacts): LinkFacts {
  const sessions = link.sessions?.map((session) => ({ ...session, state: 'unknown' as const, acceptedPrefixes: null }));
  return {
    ...link,
    state: 'unknown',
    nativeState: null,
    stateSince: null,
    stateReason: null,
    sessions: sessions ?? null,
  };
}
