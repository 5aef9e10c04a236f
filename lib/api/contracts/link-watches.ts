import { z } from 'zod';
import { linkIdSchema } from './links';
import { instantSchema } from './paging';

/** Whose troubles one is told of by mail: of every link within reach, of those at a site, of one link. */
export const watchLinksSchema = z.discriminatedUnion('subject', [
  z.strictObject({ subject: z.literal('all') }),
  z.strictObject({ subject: z.literal('site'), target: z.string().trim().min(1).max(200) }),
  z.strictObject({ subject: z.literal('link'), target: linkIdSchema }),
]);
export type WatchLinks = z.output<typeof watchLinksSchema>;

export const linkWatchSchema = z.object({
  id: z.uuid(),
  subject: z.enum(['all', 'site', 'link']),
  /** The site or the link; empty of all. */
  target: z.string(),
  createdAt: instantSchema,
});
export const linkWatchesSchema = z.object({
  items: z.array(linkWatchSchema),
  /** False: this console sends no mail, so that nobody is told. */
  isMailSent: z.boolean(),
});
export type LinkWatches = z.infer<typeof linkWatchesSchema>;
