import { z } from 'zod';
import { toOpenApiDocument } from '@/lib/api/openapi/to-openapi-document';
import { route } from '@/lib/api/server/route';
import { readDescriptions } from '../routes';

export const GET = route({
  operation: 'GET /api/v1/openapi.json',
  summary: 'This document.',
  access: 'public',
  output: z.looseObject({ openapi: z.string() }),
  handle: async () => ({ ...toOpenApiDocument(await readDescriptions()) }),
});
