import publishedFields from './published-fields.json' with { type: 'json' };

const published = new Map<string, string>(Object.entries(publishedFields));

/**
 * Paths of the fields in a document that Google does not publish for its schema, e.g. `compute.Instance`; empty when all
 * are known. The list was taken from Google's discovery documents and protocol buffers: each field, and after a colon
 * the schema of what it holds.
 */
export function unpublishedFields(schema: string, document: unknown, path = schema): string[] {
  if (typeof document !== 'object' || document === null) return [`${path} is no object`];
  const text = published.get(schema);
  if (text === undefined) return [`${schema} is not listed`];
  const fields = new Map(text.split(' ').map((field) => [field.replace(/:.*$/, ''), /:(.*)$/.exec(field)?.[1]]));
  return Object.entries(document).flatMap(([name, value]) => {
    const here = `${path}.${name}`;
    if (!fields.has(name)) return [here];
    const inner = fields.get(name);
    if (inner === undefined || inner === 'any') return [];
    const values: unknown[] = Array.isArray(value) ? value : [value];
    const service = schema.slice(0, schema.indexOf('.'));
    return values.flatMap((each) => unpublishedFields(`${service}.${inner}`, each, here));
  });
}
