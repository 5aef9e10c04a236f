import type { z } from 'zod';
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiParameters,
  type ZodOpenApiPathItemObject,
  type ZodOpenApiResponsesObject,
} from 'zod-openapi';
import { problemSchema } from '@/lib/api/contracts/problem';
import { neededPermissions } from '@/lib/api/server/needed-permissions';
import type { RouteDescription } from '@/lib/api/server/route-definition';
import type { Permission } from '@/lib/domain/access';

/** The OpenAPI 3.1 document of these routes, from the very schemas that they parse and answer with. */
export function toOpenApiDocument(descriptions: readonly RouteDescription[]): ReturnType<typeof createDocument> {
  const paths: Record<string, ZodOpenApiPathItemObject> = {};
  for (const description of descriptions.toSorted((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1))) {
    const path = pathOf(description);
    paths[path] = { ...paths[path], [methodOf(description).toLowerCase()]: toOperation(description) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Millwright',
      version: '1',
      description:
        'Send a personal API token as “Authorization: Bearer mw_…”. Errors are RFC 9457 problem details. Lists page by cursor.',
    },
    paths,
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer', description: 'A personal API token.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-millwright.session',
          description: 'A signed-in browser.',
        },
      },
    },
  });
}

function toOperation(description: RouteDescription): ZodOpenApiOperationObject {
  const { operation, summary, access, input, output } = description;
  const isPublic = access === 'public';
  return {
    operationId: toOperationId(operation),
    summary,
    description: toNeedsSentence(neededPermissions(access)),
    tags: [pathOf(description).split('/')[3] ?? 'api'],
    security: isPublic ? [] : [{ token: [] }, { session: [] }],
    requestParams: toParameters(input),
    requestBody: toRequestBody(input),
    responses: {
      ...toSuccess(description.status ?? (output === 'nothing' ? 204 : 200), output),
      default: {
        description: 'Refused, or failed.',
        content: { 'application/problem+json': { schema: problemSchema } },
      },
    },
  };
}

function toRequestBody(input: RouteDescription['input']): ZodOpenApiOperationObject['requestBody'] {
  if (input?.takesBytes)
    return {
      required: true,
      content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
    };
  return input?.body && { required: true, content: { 'application/json': { schema: input.body } } };
}

function toSuccess(status: number, output: RouteDescription['output']): ZodOpenApiResponsesObject {
  if (output === 'nothing') return { '204': { description: 'Done.' } };
  const key = `${status}` as `2${string}`;
  if ('stream' in output)
    return { [key]: { description: 'The stream.', content: { [output.stream]: { schema: { type: 'string' } } } } };
  return { [key]: { description: 'Done.', content: { 'application/json': { schema: output } } } };
}

function toParameters(input: RouteDescription['input']): ZodOpenApiParameters | undefined {
  if (!input?.params && !input?.query) return undefined;
  return {
    ...(input.params && { path: asObject(input.params) }),
    ...(input.query && { query: asObject(input.query) }),
  };
}

/** Parameters are objects of fields; anything else is a mistake in the route. */
function asObject(schema: z.ZodType): z.ZodObject {
  if (!('shape' in schema)) throw new TypeError('A path or query must be a z.object.');
  return schema as z.ZodObject;
}

/** `GET /api/v1/people/{id}/roles` becomes `get-people-id-roles`. */
function toOperationId(operation: string): string {
  return operation
    .replace('/api/v1', '')
    .replace(/[^A-Za-z]+/g, ' ')
    .trim()
    .replaceAll(' ', '-')
    .toLowerCase();
}

function methodOf({ operation }: RouteDescription): string {
  return operation.slice(0, operation.indexOf(' '));
}

function pathOf({ operation }: RouteDescription): string {
  return operation.slice(operation.indexOf(' ') + 1);
}

function toNeedsSentence(needed: readonly Permission[]): string | undefined {
  if (needed.length === 0) return undefined;
  return `Needs the permission${needed.length > 1 ? 's' : ''} ${needed.map((name) => `\`${name}\``).join(' and ')}.`;
}
