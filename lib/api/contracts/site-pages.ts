import { z } from 'zod';
import { providerIds } from '@/lib/domain/provider';
import { siteEventKinds } from '@/lib/domain/site/site-event';
import { partBases, partPresences, siteParts } from '@/lib/domain/site/site-part';
import { softwareComponents, upgradeReasons } from '@/lib/domain/site/software';
import { healthPrecedence } from '@/lib/domain/status';
import { workloadStates } from '@/lib/domain/workload';
import { costSourceSchema } from './cost';
import { gpuFigureSchema } from './gpus';
import { linkRowSchema } from './links';
import { countSchema, cursorSchema, instantSchema, many } from './paging';
import { sourceSchema } from './sources';
import { waitReasonSchema } from './workloads';

const healthSchema = z.enum(healthPrecedence);
const countOf = z.number().int().nonnegative();

/**
 * A site as resources, roles and tags name it: also one that nobody described, such as `aws/eu-central-1`, and `unplaced`.
 * Names may hold a slash, so that they are asked for in the query.
 */
const siteQuerySchema = z.strictObject({ site: z.string().min(1).max(300) });

/** How one part of a site stands, in short. */
const partStandingSchema = z.object({
  part: z.enum(siteParts),
  presence: z.enum(partPresences),
  /** Null: the site has no such part (`none`). Of an `untold` part: unknown. */
  status: healthSchema.nullable(),
  /** The worst that keeps it from being healthy, in a few words; null: nothing does, or there is no such part. */
  reason: z.string().nullable(),
  basis: z.enum(partBases),
  /** When the oldest source that it rests on last told; null: never, or it rests on none. */
  at: instantSchema.nullable(),
});

/** A site as a row of the list and a mark on the map. */
export const siteStandingSchema = z.object({
  name: z.string(),
  /** What people call it; null: nobody described it. */
  title: z.string().nullable(),
  country: z.string().nullable(),
  /** Degrees north and east; null: not known, so that it is on no map. */
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  /** It stands for resources whose place cannot be told. */
  isUnplaced: z.boolean(),
  /** Whether somebody described it; else it is only what resources are told to stand at. */
  isDescribed: z.boolean(),
  /** By whom its resources are listed, most resources first; empty: nothing stands there. */
  providers: z.array(z.object({ provider: z.enum(providerIds), resources: countOf })),
  /** The whole: the worst of its parts. Unknown also where nothing tells of it. */
  status: healthSchema,
  /** What keeps it from being healthy, the worst first, in a few words each, at most five; empty when it is. */
  reasons: z.array(z.string()),
  parts: z.array(partStandingSchema),
  resources: countSchema,
  /** Devices of the fleet that stand there. `failed`: known faults. `healthUnknown`: of unknown health. */
  gpus: z.object({
    total: gpuFigureSchema,
    active: gpuFigureSchema,
    failed: countOf,
    degraded: countOf,
    healthUnknown: countOf,
  }),
  /** Links that begin or end there, parts of others left out. `disabled` and being made are in `total` alone. */
  links: z.object({
    total: countSchema,
    down: countOf,
    degraded: countOf,
    lostSpares: countOf,
    unknown: countOf,
  }),
  /** When the source that told longest ago, of those it hangs on, last told; null: one of them never did, or there is none. */
  oldestSourceAt: instantSchema.nullable(),
});
export type SiteStanding = z.infer<typeof siteStandingSchema>;

/** All sites within a person's reach, described or only seen: the worst first, then those with most resources. */
export const siteStandingsSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  /** What could not be read of what was measured, a sentence each. */
  gaps: z.array(z.string()),
  items: z.array(siteStandingSchema),
  /** How many of the items: by health; without coordinates; only seen in resources (`unplaced` left out). */
  counts: z.object({
    status: z.record(healthSchema, countOf),
    offMap: countOf,
    undescribed: countOf,
  }),
});
export type SiteStandings = z.infer<typeof siteStandingsSchema>;

/** A sum in one currency and on one basis, as in the Cost page: never added to others. */
const siteCostSchema = z.object({
  basis: z.enum(['billed', 'provider-estimate', 'own-estimate']),
  /** Null: rows do not name one. */
  currency: z.string().nullable(),
  /** An exact decimal; null: no row tells it. */
  amount: z.string().nullable(),
  atLeast: z.boolean(),
});

const monthShape = {
  /** The days, UTC, both included: from the first of the month to yesterday. */
  from: z.iso.date(),
  to: z.iso.date(),
  sources: z.array(costSourceSchema),
};

/** What each site cost in this month so far, effective costs. A site that is absent has no rows, which is not 0. */
export const siteCostsSchema = z.object({
  at: instantSchema,
  ...monthShape,
  sites: z.record(z.string(), z.array(siteCostSchema)),
});
export type SiteCosts = z.infer<typeof siteCostsSchema>;

/** How many things of a kind a part has, of those that are meant to be there; the rest is well. */
const kindTallySchema = z.object({
  kind: z.string(),
  present: countOf,
  failed: countOf,
  degraded: countOf,
  unknown: countOf,
});

/** How one part of a site stands, with all that it rests on. */
export const sitePartSchema = partStandingSchema.omit({ reason: true }).extend({
  /** What keeps it from being healthy, the worst first; empty when nothing does. */
  findings: z.array(z.object({ status: healthSchema, says: z.string() })),
  /** Of what it is made; of GPUs `gpu`, of links `link`. */
  tallies: z.array(kindTallySchema),
  /** The sources it rests on, as in `sources` of the page. */
  sources: z.array(z.object({ connectionId: z.uuid(), capability: sourceSchema.shape.capability })),
  /** Since when it stands so; null: not known, since nobody kept it. */
  since: instantSchema.nullable(),
});
export type SitePartAnswer = z.infer<typeof sitePartSchema>;

/** Something that runs in one version. */
const softwareSchema = z.object({
  component: z.enum(softwareComponents),
  /** What runs it: a cluster, an edge site; of machines what they are nodes of, else the site. */
  runsOn: z.string(),
  /** Of the inventory's resource; null: of several machines. */
  resourceId: z.uuid().nullable(),
  /** Null: its source does not tell. */
  version: z.string().nullable(),
  /** How many machines run it; null: it is no machine's, such as a control plane. */
  machines: countOf.nullable(),
  /** By what it is upgraded, as the source calls it: `REGULAR`; null: nothing says. */
  channel: z.string().nullable(),
  upgrade: z
    .object({
      reason: z.enum(upgradeReasons),
      /** The version to go to; null: nothing names one. */
      to: z.string().nullable(),
      /** `stated`: its source says so. `derived`: from other versions or dates. */
      basis: z.enum(['stated', 'derived']),
      says: z.string(),
    })
    .nullable(),
  supportEndsAt: instantSchema.nullable(),
  connectionId: z.uuid(),
  connectionName: z.string(),
  provider: z.enum(providerIds),
  /** When the source last told of it. */
  at: instantSchema,
});
export type SiteSoftware = z.infer<typeof softwareSchema>;

/** A site with everything that is known of it now, but for its costs and its timeline. */
export const sitePageSchema = z.object({
  at: instantSchema,
  /** Sources of what stands there; the list's `sources` are of all sites. */
  sources: z.array(sourceSchema),
  gaps: z.array(z.string()),
  site: siteStandingSchema,
  /** Whether the person may see all that stands there; only they can watch it. */
  isWhole: z.boolean(),
  /** What it is also called. */
  aliases: z.array(z.string()),
  /** Where its resources are, as providers say, most resources first. */
  places: z.array(
    z.object({
      connectionId: z.uuid(),
      connectionName: z.string(),
      provider: z.enum(providerIds),
      account: z.string(),
      region: z.string(),
      resources: countOf,
    }),
  ),
  parts: z.array(sitePartSchema),
  /** The first that any source told of it; null: no resource ever stood there that is still remembered. */
  firstSeen: z
    .object({ at: instantSchema, connectionId: z.uuid(), connectionName: z.string(), provider: z.enum(providerIds) })
    .nullable(),
  /** By model, most devices first. */
  gpus: z.object({
    models: z.array(
      z.object({
        model: z.string(),
        total: gpuFigureSchema,
        allocated: gpuFigureSchema,
        active: gpuFigureSchema,
        failed: countOf,
        degraded: countOf,
        healthUnknown: countOf,
      }),
    ),
    activeFrom: z.number(),
  }),
  workloads: z.object({
    states: z.array(z.object({ state: z.enum(workloadStates), count: countSchema })),
    /** Why work waits, most frequent first, at most five; `jobs`: how many. */
    waiting: z.array(z.object({ reason: waitReasonSchema, jobs: countOf })),
    /** Waiting work of which nobody says why. */
    waitingUnexplained: countOf,
  }),
  /** Links that begin or end there, the worst first, at most fifty; `site.links.total` counts them all. */
  links: z.array(linkRowSchema),
  /** Those to upgrade first. */
  software: z.array(softwareSchema),
  /** Entries of `software` with an upgrade; always at least, since most sources do not say what one could go to. */
  upgradesWaiting: countSchema,
  siteTitles: z.record(z.string(), z.string()),
});
export type SitePage = z.infer<typeof sitePageSchema>;

/** Of `GET /api/v1/site-page` and `/site-page/costs`. */
export const sitePageQuerySchema = siteQuerySchema;

const siteCostLineSchema = z.object({
  /** The empty text: what names none. */
  value: z.string(),
  amount: z.string().nullable(),
  atLeast: z.boolean(),
  previous: z.string().nullable(),
  previousAtLeast: z.boolean(),
});

/** What a site cost in this month so far, and in as many days before: effective costs. */
export const sitePageCostsSchema = z.object({
  at: instantSchema,
  ...monthShape,
  previousFrom: z.iso.date(),
  previousTo: z.iso.date(),
  /** Empty: there are no rows, which is not 0. */
  books: z.array(
    siteCostSchema.extend({
      previous: z.string().nullable(),
      previousAtLeast: z.boolean(),
      /** The largest first, at most ten, then what is left together. */
      providers: z.array(siteCostLineSchema),
      services: z.array(siteCostLineSchema),
      /** All services that are not told by name; null: none are left. */
      otherServices: siteCostLineSchema.omit({ value: true }).extend({ services: countOf }).nullable(),
    }),
  ),
});
export type SitePageCosts = z.infer<typeof sitePageCostsSchema>;

export const siteTimelineQuerySchema = siteQuerySchema.extend({
  kind: many(z.enum(siteEventKinds)),
  cursor: cursorSchema.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type SiteTimelineQuery = z.infer<typeof siteTimelineQuerySchema>;

const siteEventSchema = z.object({
  /** Unique within the site; the same each time it is told. */
  id: z.string(),
  kind: z.enum(siteEventKinds),
  at: instantSchema,
  /** When it ended; null: it goes on, or it was of a moment. */
  until: instantSchema.nullable(),
  /** Whether it lasts or lasted: `until` null then means that it goes on. */
  lasts: z.boolean(),
  /** What it means for the site; null: nothing, it only happened. */
  status: healthSchema.nullable(),
  title: z.string(),
  detail: z.string().nullable(),
  /** Who told: a connection. Null: nobody outside, or several did. */
  connectionName: z.string().nullable(),
  /** Who did it; null: nobody did, it happened. */
  actor: z.string().nullable(),
  /** Where to look, an address within the console. */
  href: z.string().nullable(),
});
export type SiteEvent = z.infer<typeof siteEventSchema>;

/** What happened at a site, the newest first. */
export const siteTimelineSchema = z.object({
  at: instantSchema,
  items: z.array(siteEventSchema),
  nextCursor: cursorSchema.nullable(),
  /** Kinds that the person may not see: `edit` without the right to read activity everywhere. */
  hidden: z.array(z.enum(siteEventKinds)),
  /** From when on health, software and sources are kept; null: nothing is kept yet. */
  keptSince: instantSchema.nullable(),
});
export type SiteTimeline = z.infer<typeof siteTimelineSchema>;
