import { z } from 'zod';
import { toOpenApiDocument } from '@/lib/api/openapi/to-openapi-document';
import { route } from '@/lib/api/server/route';
import type { RouteHandler } from '@/lib/api/server/route-definition';
import { readDescriptions } from '../routes';

export const GET: RouteHandler = route({
  operation: 'GET /api/v1/openapi.json',
  summary: 'This document.',
  access: 'public',
  output: z.looseObject({ openapi: z.string() }),
  handle: async () => ({ ...toOpenApiDocument([...(await readDescriptions()), GET.description]) }),
});
