import { z } from 'zod';
import { linkIdSchema } from './links';
import { instantSchema } from './paging';

const siteSchema = z.string().min(1).max(200);

/**
 * Whose troubles one is told of by mail: of every link within reach, of those at a site, of one link. `target`: the site or
 * the link; of all there is none.
 */
export const watchLinksSchema = z
  .strictObject({ subject: z.enum(['all', 'site', 'link']), target: z.string().trim().max(400).optional() })
  .superRefine(({ subject, target }, context) => {
    const isNamed =
      subject === 'all'
        ? target === undefined
        : target !== undefined && (subject === 'site' ? siteSchema : linkIdSchema).safeParse(target).success;
    if (isNamed) return;
    const message = subject === 'all' ? 'All links have no target.' : `Name the ${subject}.`;
    context.addIssue({ code: 'custom', path: ['target'], message });
  });
export type WatchLinks = z.input<typeof watchLinksSchema>;

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
