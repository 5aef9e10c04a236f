import type { Call } from '../call';
import { readPosition } from '../paging';
import { badQuery } from './blob-error';
import { element } from './xml';

/** A list may be asked for this many at most; more are taken for this many. */
const most = 5000;

export interface ListQuery {
  prefix: string;
  /** What the answer repeats of the question. */
  echo: string;
  /** The page asked for of a list ordered by what `keyOf` tells; the marker is empty on the last. */
  pageOf<T>(items: readonly T[], keyOf: (item: T) => string): { page: T[]; nextMarker: string };
}

/** Reads prefix, marker and maxresults. A marker is good for the same list only. */
export function readListQuery(call: Call, list: unknown): ListQuery {
  const { prefix = '', marker = '', maxresults, delimiter = '' } = call.request.query;
  const size = maxresults === undefined ? most : Number(maxresults);
  if (!Number.isInteger(size) || size < 1) {
    throw badQuery('maxresults', maxresults ?? '');
  }
  const position = readPosition(call, {
    question: ['blob', list, prefix, delimiter],
    token: marker === '' ? undefined : marker,
    invalidToken: () => badQuery('marker', marker),
  });
  const after = typeof position.after === 'string' ? position.after : '';
  const echo = [
    prefix === '' ? '' : element('Prefix', prefix),
    marker === '' ? '' : element('Marker', marker),
    maxresults === undefined ? '' : element('MaxResults', String(size)),
    delimiter === '' ? '' : element('Delimiter', delimiter),
  ].join('');
  return {
    prefix,
    echo,
    pageOf(items, keyOf) {
      const rest = items.filter((item) => keyOf(item) > after);
      const page = rest.slice(0, Math.min(size, most));
      const last = page.at(-1);
      const next = rest.length > page.length && last !== undefined ? keyOf(last) : undefined;
      return { page, nextMarker: position.tokenBefore(next) ?? '' };
    },
  };
}
