import * as published from '@kubernetes/client-node';
import { describe, expect, test } from 'vitest';
import { type ApiResource, apiVersionOf } from '../world/kubernetes/api-resources';
import { createCoreWeaveCluster } from '../world/kubernetes/coreweave-cluster';
import { createHallCluster } from '../world/kubernetes/hall-cluster';
import type { ClusterWorld } from '../world/kubernetes/world';

interface Attribute {
  baseName: string;
  type: string;
}

const models = new Map<string, unknown>(Object.entries(published));
const known = new Map<string, Attribute[] | null>();

/** The attributes of a type of the published OpenAPI description, from which the client was generated; null of others. */
function attributesOf(type: string): Attribute[] | null {
  const found = known.get(type) ?? readAttributes(models.get(type));
  known.set(type, found);
  return found;
}

function readAttributes(model: unknown): Attribute[] | null {
  if (typeof model !== 'function' || !('getAttributeTypeMap' in model)) return null;
  const read: unknown = model.getAttributeTypeMap;
  return typeof read === 'function' ? read.call(model) : null;
}

/** What of a value the published description does not know, or knows of another type, as paths. */
function strangers(value: unknown, type: string, path: string): string[] {
  const list = /^Array<(.*)>$/.exec(type)?.[1] ?? /^Set<(.*)>$/.exec(type)?.[1];
  if (list !== undefined) {
    if (!Array.isArray(value)) return [path];
    return value.flatMap((item, index) => strangers(item, list, `${path}.${index}`));
  }
  const entry = /^\{ \[key: string\]: (.*); \}$/.exec(type)?.[1];
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (entry !== undefined) {
    if (!isObject) return [path];
    return Object.entries(value).flatMap(([key, item]) => strangers(item, entry, `${path}.${key}`));
  }
  const attributes = attributesOf(type);
  if (attributes === null) return isOfType(value, type) ? [] : [`${path}: ${type}`];
  if (!isObject) return [path];
  return Object.entries(value).flatMap(([key, item]) => {
    const attribute = attributes.find(({ baseName }) => baseName === key);
    if (!attribute) return [`${path}.${key}`];
    return item === null ? [] : strangers(item, attribute.type, `${path}.${key}`);
  });
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'Date' || type === 'V1MicroTime') return typeof value === 'string' && /^[\d-]+T[\d:]+Z$/.test(value);
  if (type === 'any' || type === 'IntOrString') return true;
  return typeof value === type;
}

const worlds: [string, ClusterWorld][] = [
  ['the hall', createHallCluster('test', 1)],
  ['CoreWeave', createCoreWeaveCluster('test', 1)],
];
const builtIn = ({ group }: ApiResource) => ['', 'apps', 'batch'].includes(group);

describe.each(worlds)('the objects of %s', (_, world) => {
  const { list } = world.at(new Date('2026-06-15T12:00:00Z'));

  test.each(world.types.filter(builtIn))('$kind is of the published shape', (type) => {
    for (const thing of list(type)) {
      expect(strangers(thing.document(), `V1${type.kind}`, thing.key)).toEqual([]);
    }
  });

  test.each(world.types.filter((type) => !builtIn(type)))('$kind has the metadata of every object', (type) => {
    for (const thing of list(type)) {
      const { apiVersion, kind, metadata } = thing.document();
      expect([apiVersion, kind]).toEqual([apiVersionOf(type), type.kind]);
      expect(strangers(metadata, 'V1ObjectMeta', thing.key)).toEqual([]);
    }
  });

  test('labels are of the form the API takes', () => {
    for (const thing of world.types.flatMap((type) => [...list(type)])) {
      for (const [key, value] of Object.entries(thing.labels)) {
        expect(key).toMatch(/^([a-z0-9.-]{1,253}\/)?[A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?$/);
        expect(value).toMatch(/^([A-Za-z0-9]([\w.-]{0,61}[A-Za-z0-9])?)?$/);
      }
    }
  });

  test('names are of the form the API takes', () => {
    for (const { name } of world.types.flatMap((type) => [...list(type)])) {
      expect(name).toMatch(/^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);
    }
  });
});
