type Attributes = Readonly<Record<string, string>>;

/** Attributes that say of which device a series is, or what that is called, and nothing more. */
const identityKeys: ReadonlySet<string> = new Set([
  'gpu.uuid',
  'gpu.index',
  'gpu.model',
  'host.name',
  'resource',
  'gce.instance.id',
  'gce.project',
  'k8s.cluster.name',
]);
const none: Attributes = Object.freeze({});
const known = new WeakMap<Attributes, Attributes>();

/** What tells a series from others of its metric and device. Stores give all series of a thing one object, so it is kept. */
export function toOwnAttributes(attributes: Attributes): Attributes {
  const found = known.get(attributes);
  if (found !== undefined) return found;
  const entries = Object.entries(attributes).filter(([key]) => !identityKeys.has(key));
  const own = entries.length === 0 ? none : Object.freeze(Object.fromEntries(entries));
  known.set(attributes, own);
  return own;
}
