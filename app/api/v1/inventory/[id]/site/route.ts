import { resourceDetailSchema } from '@/lib/api/contracts/inventory';
import { putSiteOverrideSchema } from '@/lib/api/contracts/sites';
import { idParams } from '@/lib/api/server/id-params';
import { route } from '@/lib/api/server/route';
import { clearSiteOverride, overrideSite } from '@/lib/commands/sites/override-site';
import { readResourceDetail } from '@/lib/views/inventory/read-resource-detail';

export const PUT = route({
  operation: 'PUT /api/v1/inventory/{id}/site',
  summary: 'Puts a resource in a site by hand. It stands there from the next read on.',
  access: ['sites:write', 'inventory:read'],
  input: { params: idParams, body: putSiteOverrideSchema },
  output: resourceDetailSchema,
  async handle({ params, body, ...context }) {
    await overrideSite(context, params.id, body);
    return readResourceDetail(context, params.id);
  },
});

export const DELETE = route({
  operation: 'DELETE /api/v1/inventory/{id}/site',
  summary: 'Lets tags and rules decide again where a resource stands.',
  access: ['sites:write', 'inventory:read'],
  input: { params: idParams },
  output: resourceDetailSchema,
  async handle({ params, ...context }) {
    await clearSiteOverride(context, params.id);
    return readResourceDetail(context, params.id);
  },
});
