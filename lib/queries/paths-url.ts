import {
  createLoader,
  type inferParserType,
  parseAsNativeArrayOf,
  parseAsString,
  parseAsStringLiteral,
} from 'nuqs/server';
import { pathQualities, pathSources, pathStretches } from '@/lib/api/contracts/path-keys';
import { probeKinds } from '@/lib/domain/probe/probe';

/** What cells are held against: nothing, or what is usual. */
export const pathScales = ['absolute', 'usual'] as const;
export type PathScale = (typeof pathScales)[number];

/** What the address of the matrix holds. `kind` null: the one that most ways are measured by. `way`: `from~to` of the open cell. */
export const pathParsers = {
  over: parseAsStringLiteral(pathStretches).withDefault('15m'),
  kind: parseAsStringLiteral(probeKinds),
  source: parseAsStringLiteral(pathSources),
  show: parseAsStringLiteral(pathQualities).withDefault('p50'),
  against: parseAsStringLiteral(pathScales).withDefault('absolute'),
  q: parseAsString,
  site: parseAsNativeArrayOf(parseAsString),
  way: parseAsString,
  from: parseAsString,
  to: parseAsString,
};
export type PathsUrlState = inferParserType<typeof pathParsers>;

/** Reads the state from a page's search parameters, on the server. */
export const loadPathsUrl = createLoader(pathParsers);

/** The two sites of an open cell; null where the address names none. */
export function readWay(way: string | null): { from: string; to: string } | null {
  const [from, to, ...rest] = way?.split('~') ?? [];
  return from && to && rest.length === 0 && from !== to ? { from, to } : null;
}

/** A way as an address holds it. */
export function writeWay({ from, to }: { from: string; to: string }): string {
  return `${from}~${to}`;
}
