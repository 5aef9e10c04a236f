import { z } from 'zod';
import { siteParts } from '@/lib/domain/site/site-part';
import { fallenStatuses } from '@/lib/domain/site/site-trouble';
import { instantSchema } from './paging';

const partsSchema = z.array(z.enum(siteParts)).nonempty('Choose a part.');
const statusesSchema = z.array(z.enum(fallenStatuses)).nonempty('Choose a status.');

/** Of which parts of a site one is told by mail, and when they come to stand how. */
export const watchSiteSchema = z.strictObject({
  /** As `resource.site` names it: also one that nobody described. */
  site: z.string().min(1).max(300),
  parts: partsSchema,
  statuses: statusesSchema,
});
export type WatchSite = z.infer<typeof watchSiteSchema>;

export const siteWatchSchema = z.object({ ...watchSiteSchema.shape, id: z.uuid(), createdAt: instantSchema });
export const siteWatchesSchema = z.object({
  items: z.array(siteWatchSchema),
  /** False: this console sends no mail, so that nobody is told. */
  isMailSent: z.boolean(),
});
export type SiteWatches = z.infer<typeof siteWatchesSchema>;
