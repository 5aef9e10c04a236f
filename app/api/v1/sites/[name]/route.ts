import { z } from 'zod';
import { putSiteSchema, siteNameSchema, siteSchema } from '@/lib/api/contracts/sites';
import { route } from '@/lib/api/server/route';
import { deleteSite } from '@/lib/commands/sites/delete-site';
import { putSite } from '@/lib/commands/sites/put-site';

const params = z.strictObject({ name: siteNameSchema });

export const PUT = route({
  operation: 'PUT /api/v1/sites/{name}',
  summary: 'Makes a site, or changes what is said of one.',
  access: 'sites:write',
  input: { params, body: putSiteSchema },
  output: siteSchema,
  async handle({ params: { name }, body, ...context }) {
    const { createdAt: _, updatedAt: __, ...site } = await putSite(context, name, body);
    return site;
  },
});

export const DELETE = route({
  operation: 'DELETE /api/v1/sites/{name}',
  summary: 'Forgets a site that nothing names any more.',
  access: 'sites:write',
  input: { params },
  output: 'nothing',
  async handle({ params: { name }, ...context }) {
    await deleteSite(context, name);
  },
});
