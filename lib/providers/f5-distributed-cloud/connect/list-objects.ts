import { z } from 'zod';
import { ProviderError } from '../../contract/provider-error';
import type { Tenant, TenantRequest } from './open-tenant';

/** What every kind of configuration object is listed with. */
export const objectSchema = z.object({
  tenant: z.string().min(1),
  namespace: z.string(),
  name: z.string().min(1),
  labels: z.record(z.string(), z.string()).nullish(),
  owner_view: z.object({ kind: z.string().nullish() }).nullish(),
  system_metadata: z.object({ creation_timestamp: z.string().nullish() }).nullish(),
});

const answerSchema = z.object({
  items: z.array(z.record(z.string(), z.unknown())),
  errors: z.array(z.object({ code: z.union([z.string(), z.number()]).nullish() })).nullish(),
});

/** Of what an answer says went wrong beside its list, as many are told. */
const mostErrors = 100;

export interface ListedObject<T> {
  object: T;
  /** The object as it came. */
  document: Record<string, unknown>;
}

export interface ObjectListing<T> {
  /** Each name once. */
  found: ListedObject<T>[];
  /** What the listing did not tell: none when it names all there is. */
  faults: ProviderError[];
}

/**
 * Lists objects. The API has no pages: one answer is all. It may leave objects out of it that it could not convert,
 * which it then counts as errors beside them. Throws a `ProviderError`.
 */
export async function listObjects<T extends { namespace: string; name: string }>(
  tenant: Tenant,
  request: TenantRequest,
  schema: z.ZodType<T>,
): Promise<ObjectListing<T>> {
  const { operation } = request;
  const { items, errors } = await tenant.request(request, answerSchema);
  const found = new Map<string, ListedObject<T>>();
  const faults: ProviderError[] = [];
  for (const document of items) {
    const { data: object, error } = schema.safeParse(document);
    // They are all told alike, and a hostile answer can hold millions.
    if (object === undefined && faults.length === 0) faults.push(toUnreadable(operation, error));
    if (object === undefined) continue;
    if (!found.has(`${object.namespace}/${object.name}`))
      found.set(`${object.namespace}/${object.name}`, { object, document });
  }
  for (const code of new Set(errors?.slice(0, mostErrors).map((each) => each.code)))
    faults.push(toLeftOut(operation, code));
  return { found: [...found.values()], faults };
}

function toUnreadable(operation: string, cause: unknown): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: 'UnreadableObject',
    operation,
    message: `${operation} listed an object that is not as the API describes it.`,
    remedy: 'The other objects are kept; if the next collection says the same, the API may be newer than Millwright.',
    cause,
  });
}

function toLeftOut(operation: string, code: string | number | null | undefined): ProviderError {
  return new ProviderError({
    kind: 'response-unexpected',
    code: String(code ?? 'Errors'),
    operation,
    message: `${operation} answered with errors beside its list, so objects may be missing from it.`,
    remedy: 'Wait for the next collection; if it lasts, look for objects that the F5 console cannot show either.',
  });
}
