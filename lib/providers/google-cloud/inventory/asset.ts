import { z } from 'zod';

/** One asset as `assets.list` gives it with `contentType=RESOURCE`; only what is used. */
export const assetSchema = z.object({
  /** The full resource name, e.g. `//compute.googleapis.com/projects/p/zones/z/instances/i`. */
  name: z.string().optional(),
  assetType: z.string().optional(),
  /** The project, its folders and the organisation. */
  ancestors: z.array(z.string()).default([]),
  resource: z.object({ data: z.unknown().optional(), location: z.string().optional() }).optional(),
});
export type Asset = z.output<typeof assetSchema>;

/** A page without assets leaves the list out. */
export const assetPageSchema = z.object({
  assets: z.array(assetSchema).default([]),
  nextPageToken: z.string().optional(),
});
