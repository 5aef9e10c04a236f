import { z } from 'zod';
import { linkStates } from '@/lib/domain/link/link-facts';
import { linkFacetKeys } from './link-keys';
import { linkRowSchema, linksPageSchema, linksQuerySchema } from './links';
import { countSchema, instantSchema } from './paging';
import { pathSchema } from './paths';
import { sourceSchema } from './sources';

/** The same filters as of the list of links. */
export const topologyQuerySchema = linksQuerySchema.omit({ sort: true, order: true, cursor: true, limit: true });
export type TopologyQuery = z.output<typeof topologyQuerySchema>;

const index = z.number().int().nonnegative();

/**
 * Lines of the picture, a column a property, since there may be ten thousand: all links between two sites are one, and so
 * are those of a site that end where no source says. The worst come first, then those of most links.
 */
const linesSchema = z.object({
  /** Places in `sites`. */
  from: z.array(index),
  /** The same as `from` for links within a site; −1 where no source says which site it is. */
  to: z.array(z.number().int().min(-1)),
  links: z.array(index),
  /** Of them, those whose far end has not even a name. */
  nameless: z.array(index),
  /** Of them, those neither healthy nor switched off. */
  unhealthy: z.array(index),
  /** A letter a line: the worst of its links. */
  health: z.string(),
  /** Bits a second each way, together, of what rides on no other; null: unknown. */
  capacity: z.array(z.number().nullable()),
  /** Links whose capacity is missing in that, or a part of it. */
  unknownCapacity: z.array(index),
  /** Utilisation of the busiest link; null: known of none. */
  busiest: z.array(z.number().nullable()),
});
export type TopologyLines = z.infer<typeof linesSchema>;

export const topologySchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  /** What could not be read of what was measured, a sentence each. */
  gaps: z.array(z.string()),
  /** Sites at which one of the links ends. */
  sites: z.array(
    z.object({
      name: z.string(),
      title: z.string(),
      /** Where it stands, whatever else there is: x eastwards and y southwards, the world being 1,440 wide. */
      x: z.number(),
      y: z.number(),
      /** Otherwise nobody told its coordinates, and it stands above the map. */
      isLocated: z.boolean(),
    }),
  ),
  lines: linesSchema,
  /** Links that are drawn: those that are parts of others are not. */
  total: countSchema,
  facets: linksPageSchema.shape.facets,
  facetFloors: z.array(z.enum(linkFacetKeys)),
  siteTitles: z.record(z.string(), z.string()),
});
export type Topology = z.infer<typeof topologySchema>;

/** As resources name it: sites that nobody described are there too. */
const endSchema = z.string().min(1).max(200);

export const betweenQuerySchema = z.strictObject({
  from: endSchema,
  /** The other end; absent: the links of `from` that end where no source says. */
  to: endSchema.optional(),
});
export type BetweenQuery = z.output<typeof betweenQuerySchema>;

/** The links of one line of the picture, and how they ride on each other. */
export const betweenSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  gaps: z.array(z.string()),
  from: z.string(),
  to: z.string().nullable(),
  /** From the lowest layer to the highest, in each the worst first. */
  links: z.array(
    z.object({
      link: linkRowSchema,
      /** 0: it rides on none of them; otherwise one more than the highest of what it rides on. */
      layer: z.number().int().nonnegative(),
      /** What it rides on, wherever that ends; null: not told. Empty: the internet, or nothing. */
      carriers: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
    }),
  ),
  /** How many are not among them. */
  leftOut: z.number().int().nonnegative(),
  siteTitles: z.record(z.string(), z.string()),
});
export type Between = z.infer<typeof betweenSchema>;

export const waysQuerySchema = z.strictObject({
  from: endSchema.optional(),
  to: endSchema.optional(),
});
export type WaysQuery = z.output<typeof waysQuerySchema>;

const stateSchema = z.enum(linkStates);

/** From a site to the next, over the best of the links between them. */
const segmentSchema = z.object({
  from: z.string(),
  to: z.string(),
  link: linkRowSchema,
  /** The worse of the link's own state and that of what it rides on. */
  state: stateSchema,
  /** What it rides on, and what that rides on, as far as it may be seen. */
  under: z.array(linkRowSchema),
  /** The least that is known of the link and of what it rides on, bits a second; null: nothing is. */
  capacity: z.number().nullable(),
  /** Links that its source names as standing in for it. */
  spares: z.array(linkRowSchema),
  /** Other links between the two sites. Those that ride on the same fail with it. */
  others: z.array(z.object({ link: linkRowSchema, state: stateSchema, sharesUnder: z.boolean() })),
  othersLeftOut: z.number().int().nonnegative(),
  /** Sites of the best way that does without anything between these two; null: there is none. */
  around: z.object({ sites: z.array(z.string()), state: stateSchema }).nullable(),
  /** What probes and exporters measured from its one site to the other, and back; empty: nobody measures it. */
  there: z.array(pathSchema),
  back: z.array(pathSchema),
});

export const waysSchema = z.object({
  at: instantSchema,
  sources: z.array(sourceSchema),
  gaps: z.array(z.string()),
  /** Every site at which a link ends, to choose from. */
  sites: z.array(z.object({ name: z.string(), title: z.string() })),
  /** Null until both sites are chosen. */
  found: z
    .object({
      from: z.string(),
      to: z.string(),
      /** The best first: what carries, then the fewer hops, then the more it can carry. */
      ways: z.array(
        z.object({
          state: stateSchema,
          segments: z.array(segmentSchema),
          /** Bits a second: no more comes through, as far as it is known; null: of no segment it is. */
          capacity: z.number().nullable(),
          /** Segments of which no capacity is known. */
          unknownCapacities: z.number().int().nonnegative(),
        }),
      ),
      /** How many ways of up to three hops are not told. */
      leftOut: z.number().int().nonnegative(),
      /** Links of either site that end where no source says: further ways may lead over them. */
      openEnds: z.number().int().nonnegative(),
      /** What probes and exporters measured from end to end, and back; empty: nobody measures it. */
      there: z.array(pathSchema),
      back: z.array(pathSchema),
    })
    .nullable(),
});
export type Ways = z.infer<typeof waysSchema>;
export type FoundWays = NonNullable<Ways['found']>;
export type Way = FoundWays['ways'][number];
export type WaySegment = z.infer<typeof segmentSchema>;
