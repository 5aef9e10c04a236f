import { z } from 'zod';
import { linkForms, linkStates } from '@/lib/domain/link/link-facts';
import { baselineBases, qualities, troubleEnds, troubleKinds } from '@/lib/domain/link/link-trouble';
import { providerIds } from '@/lib/domain/provider';
import { linkFacetKeys, linkFindings, linkHealths, linkSortKeys, linkTellers } from './link-keys';
import { countSchema, cursorSchema, instantSchema, many } from './paging';
import { sourceSchema } from './sources';

/** Names a link: its resource, and the link's own key behind a `~` where the resource has several. */
export const linkIdSchema = z.string().regex(/^[0-9a-f-]{36}(~.{1,300})?$/);

/** A value with where it comes from. */
const valueSchema = z.object({
  value: z.number(),
  /** `derived`: it follows from measured ones. `stated`: by whoever made the link. */
  basis: z.enum(['measured', 'derived', 'stated']),
  /** `least`: of a part nothing is heard, so the true value is this or more; `most`: this or less. */
  bound: z.enum(['exact', 'least', 'most']),
  /** Of the oldest sample it rests on. */
  at: instantSchema,
  /** The source's own names for what it rests on. */
  definitions: z.array(z.string()),
  connectionId: z.uuid().nullable(),
});
export type LinkValueAnswer = z.infer<typeof valueSchema>;

const placeSchema = z.object({
  /** Null: nothing says which site it is. */
  site: z.string().nullable(),
  label: z.string().nullable(),
  by: z.enum(['resource', 'twin', 'name', 'carrier', 'declared', 'nothing']),
});
export type LinkPlaceAnswer = z.infer<typeof placeSchema>;

const stateSchema = z.enum(linkStates);

const standingSchema = z.object({
  state: stateSchema,
  at: instantSchema,
  /** Null: its inventory says so; else the metric that does. */
  definition: z.string().nullable(),
  connectionId: z.uuid().nullable(),
  nativeState: z.string().nullable(),
  reason: z.string().nullable(),
  since: instantSchema.nullable(),
});

/** A link as a row of the list. Values that are null are unknown. */
export const linkRowSchema = z.object({
  id: linkIdSchema,
  name: z.string(),
  form: z.enum(linkForms),
  /** Who tells of it; two where both of its ends are read. */
  tellers: z.array(
    z.object({
      connectionId: z.uuid().nullable(),
      connectionName: z.string(),
      provider: z.enum(providerIds).nullable(),
    }),
  ),
  near: placeSchema,
  far: placeSchema,
  standing: standingSchema,
  health: z.enum(linkHealths),
  finding: z.enum(linkFindings).nullable(),
  /** Each way as the near end sees it, in bits a second. */
  receive: valueSchema.nullable(),
  transmit: valueSchema.nullable(),
  capacity: valueSchema.nullable(),
  /** The busier way's share of the capacity. */
  utilization: valueSchema.nullable(),
  /** Share lost, 0 to 1. */
  loss: valueSchema.nullable(),
  /** Round trip in seconds. */
  latency: valueSchema.nullable(),
  /** Packets a second. */
  drops: valueSchema.nullable(),
  /** The weakest light received, dBm. */
  light: valueSchema.nullable(),
  errors: valueSchema.nullable(),
  /** Share of its sessions that are established. */
  bgp: valueSchema.nullable(),
  prefixes: valueSchema.nullable(),
  /** Prefixes told to its peers. */
  advertised: valueSchema.nullable(),
  /** Of one without a capacity of its own, that of what it rides on, which others share. */
  shares: valueSchema.nullable(),
  /** How many of what it rides on must carry for it to; null: not told. */
  leastCarriers: z.number().nullable(),
  encryption: z.string().nullable(),
  mtuBytes: z.number().nullable(),
  parts: z.number().int().nonnegative(),
  spares: z.number().int().nonnegative(),
  riders: z.number().int().nonnegative(),
  team: z.string().nullable(),
  owner: z.string().nullable(),
});
export type LinkRowAnswer = z.infer<typeof linkRowSchema>;

/** A link as a row of the list of all links. */
const listedLinkSchema = linkRowSchema.extend({
  /** What depends on it. */
  dependents: z.object({
    /** Links that ride on it, or on what does. */
    riders: z.number().int().nonnegative(),
    /** Sites at its ends that have no other way, within reach. */
    sites: z.array(z.string()),
    /** False: an end of it, or how other ways out of a site stand, is not known. */
    isWhole: z.boolean(),
  }),
  /** What goes wrong with it now. */
  troubles: z.array(z.enum(troubleKinds)),
  /** When it or a part of it fell last, of the last 30 days; null: it did not. */
  lastFlap: z
    .object({
      kind: z.enum(troubleKinds),
      openedAt: instantSchema,
      closedAt: instantSchema.nullable(),
      falls: z.number().int().positive(),
      /** What its source said; null: nothing. */
      cause: z.string().nullable(),
    })
    .nullable(),
});
export type ListedLink = z.infer<typeof listedLinkSchema>;

const linkFilterSchema = z.strictObject({
  /** Case-insensitive substring over name, places, addresses, owner and team. */
  q: z.string().trim().max(200).optional(),
  state: many(stateSchema),
  form: many(z.enum(linkForms)),
  /** Who tells of it; `declared`: a person. */
  provider: many(z.enum(linkTellers)),
  /** Of either end. */
  site: many(z.string().max(200)),
  health: many(z.enum(linkHealths)),
});
export type LinkFilter = z.infer<typeof linkFilterSchema>;

export const linksQuerySchema = linkFilterSchema.extend({
  /** What goes wrong now. */
  trouble: many(z.enum(troubleKinds)),
  sort: z.enum(linkSortKeys).default('health'),
  order: z.enum(['asc', 'desc']).default('desc'),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type LinksQuery = z.infer<typeof linksQuerySchema>;

const facetSchema = z.array(z.object({ value: z.string(), count: z.number().int().nonnegative() }));

export const linksPageSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  /** What could not be read of what was measured, a sentence each. */
  gaps: z.array(z.string()),
  items: z.array(listedLinkSchema),
  nextCursor: cursorSchema.nullable(),
  /** Links that are not parts of others. */
  total: countSchema,
  facets: z.object({
    state: facetSchema,
    form: facetSchema,
    provider: facetSchema,
    site: facetSchema,
    health: facetSchema,
  }),
  /** How many have each kind of trouble now, of those that meet every other filter. */
  troubles: facetSchema,
  facetFloors: z.array(z.enum(linkFacetKeys)),
  siteTitles: z.record(z.string(), z.string()),
});
export type LinksPage = z.infer<typeof linksPageSchema>;

const sessionSchema = z.object({
  peerAddress: z.string().nullable(),
  localAsn: z.number().nullable(),
  peerAsn: z.number().nullable(),
  state: stateSchema,
  acceptedPrefixes: z.number().nullable(),
});

const endSchema = z.object({
  resource: z.string().nullable(),
  address: z.string().nullable(),
  asn: z.number().nullable(),
  place: z.string().nullable(),
});

const troubleSchema = z.object({
  id: z.uuid(),
  kind: z.enum(troubleKinds),
  openedAt: instantSchema,
  /** Null: it goes on. */
  closedAt: instantSchema.nullable(),
  /** How it ended; null: it goes on, or that was not kept. */
  endedBy: z.enum(troubleEnds).nullable(),
  falls: z.number().int().positive(),
  /** What its source said; null: nothing. */
  cause: z.string().nullable(),
  /** All that was worse than usual, each at its worst, in seconds, shares, rates a second or dBm. */
  signs: z.array(
    z.object({
      quality: z.enum(qualities),
      seen: z.number(),
      usual: z.number(),
      limit: z.number(),
      basis: z.enum(baselineBases),
      /** Since when, when it was at its worst, and when it was as usual again before the trouble ended; null: not known, or not so. */
      since: instantSchema.nullable(),
      worstAt: instantSchema.nullable(),
      until: instantSchema.nullable(),
    }),
  ),
});
export type LinkTroubleAnswer = z.infer<typeof troubleSchema>;

/** A link with everything that is known of it, and the links it has to do with. */
export const linkDetailSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  gaps: z.array(z.string()),
  link: linkRowSchema,
  /** What each of its tellers says, the first names it. */
  told: z.array(
    z.object({
      connectionId: z.uuid().nullable(),
      connectionName: z.string(),
      /** Null, here and above: a person declared it, and no connection tells of it. */
      provider: z.enum(providerIds).nullable(),
      /** Of the inventory's resource, or of the declared link. */
      resourceId: z.uuid(),
      name: z.string(),
      account: z.string(),
      region: z.string(),
      readAt: instantSchema,
      isExpired: z.boolean(),
      standing: standingSchema,
      near: endSchema,
      far: endSchema,
      /** Null: not told. */
      sessions: z.array(sessionSchema).nullable(),
    }),
  ),
  /** Tellers beyond the person's reach: what they say counts, their words and resources are not told. */
  toldBeyond: z.number().int().nonnegative(),
  /** What went wrong with it and with its parts, the newest first, at most 20. */
  troubles: z.array(troubleSchema.extend({ linkId: linkIdSchema, linkName: z.string() })),
  /** What it is a part of; null: of nothing. */
  parent: linkRowSchema.nullable(),
  parts: z.array(linkRowSchema),
  /** What it rides on. Null: not told. Empty: the internet, or nothing. */
  carriers: z.array(linkRowSchema).nullable(),
  riders: z.array(linkRowSchema),
  spares: z.array(linkRowSchema),
  /** What would be without it. */
  dependents: z.object({
    /** Links that ride on it, or on what does, as far as the person may see them. */
    riders: z.array(linkRowSchema),
    /** Sites at its ends that have no other way, within reach, with what stands there. */
    atSites: z.array(
      z.object({
        site: z.string(),
        counts: z.array(z.object({ kind: z.string(), count: z.number().int().positive() })),
      }),
    ),
    /** Sites of which nobody can say: how their other links stand is not known, or not to whoever asks. */
    uncertainSites: z.array(z.string()),
    /** An end of it is at no site that is known. */
    hasUnknownEnd: z.boolean(),
    /** Links that stand in for it and carry now. */
    carryingSpares: z.array(linkRowSchema),
  }),
  /** Links between the same two sites, parts and spares left out; null: one of its sites is not known. */
  beside: z.array(linkRowSchema).nullable(),
  siteTitles: z.record(z.string(), z.string()),
});
export type LinkDetail = z.infer<typeof linkDetailSchema>;
