import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { discovered } from './find-discovery';

/** A value as a discovery document describes it. */
export interface Shape {
  $ref?: string | undefined;
  type?: string | undefined;
  format?: string | undefined;
  pattern?: string | undefined;
  enum?: string[] | undefined;
  items?: Shape | undefined;
  properties?: Record<string, Shape> | undefined;
  additionalProperties?: Shape | undefined;
}

const shapeSchema: z.ZodType<Shape> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.string().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    enum: z.array(z.string()).optional(),
    items: shapeSchema.optional(),
    properties: z.record(z.string(), shapeSchema).optional(),
    additionalProperties: shapeSchema.optional(),
  }),
);

const parameterSchema = z.intersection(
  shapeSchema,
  z.object({
    location: z.enum(['path', 'query']).optional(),
    required: z.boolean().optional(),
    repeated: z.boolean().optional(),
  }),
);

const methodSchema = z.object({
  id: z.string(),
  httpMethod: z.string(),
  path: z.string(),
  flatPath: z.string().optional(),
  parameters: z.record(z.string(), parameterSchema).default({}),
  response: z.object({ $ref: z.string() }).optional(),
});

interface Resource {
  methods: Record<string, z.infer<typeof methodSchema>>;
  resources: Record<string, Resource>;
}
const resourceSchema: z.ZodType<Resource> = z.lazy(() =>
  z.object({
    methods: z.record(z.string(), methodSchema).default({}),
    resources: z.record(z.string(), resourceSchema).default({}),
  }),
);

const documentSchema = z.object({
  servicePath: z.string(),
  parameters: z.record(z.string(), parameterSchema).default({}),
  schemas: z.record(z.string(), shapeSchema),
  resources: z.record(z.string(), resourceSchema),
});

/** A method of an API, and what its requests and answers are made of. */
export interface PublishedMethod {
  id: string;
  httpMethod: string;
  /** Fits the path of its requests. */
  path: RegExp;
  parameters: Readonly<Record<string, z.infer<typeof parameterSchema>>>;
  response: Shape | null;
  schemas: Readonly<Record<string, Shape>>;
}

/** Every method of the discovery documents in a folder. */
export async function readPublishedMethods(folder: string): Promise<PublishedMethod[]> {
  const documents = await Promise.all(
    discovered.map(async (name) =>
      documentSchema.parse(JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'))),
    ),
  );
  return documents.flatMap(({ servicePath, parameters: common, schemas, resources }) =>
    Object.values(resources)
      .flatMap(methodsOf)
      .map(({ id, httpMethod, path, flatPath, parameters, response }) => ({
        id,
        httpMethod,
        path: toPattern(`/${servicePath}${flatPath ?? path}`),
        parameters: { ...common, ...parameters },
        response: response ?? null,
        schemas,
      })),
  );
}

function methodsOf({ methods, resources }: Resource): z.infer<typeof methodSchema>[] {
  return [...Object.values(methods), ...Object.values(resources).flatMap(methodsOf)];
}

function toPattern(template: string): RegExp {
  const parts = template.split(/(\{\+?[^}]+\})/);
  const source = parts.map((part) =>
    part.startsWith('{') ? (part.startsWith('{+') ? '.+' : '[^/]+') : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`);
}
