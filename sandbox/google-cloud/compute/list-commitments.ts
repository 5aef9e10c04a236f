import { type PromisedCommitment, promisedTo } from '../../world/bills/promised';
import { drawsOf } from '../../world/draws';
import { projects, regionNames } from '../../world/google-cloud/geography';
import type { Scope } from '../assets/scope';
import { type Call, integerOf } from '../call';
import { computeTimestamp, computeUrl, type Document } from '../documents/write';
import { invalidArgument } from '../google-error';
import { pageOf } from '../paging';

const mostResults = 500;

/** Answers `compute … regionCommitments.aggregatedList`: what was promised in a project, by region. */
export function listCommitments(call: Call, scope: Scope): unknown {
  const { query, trust, fault, seed, worldNow } = call;
  const size = integerOf(query, 'maxResults', mostResults);
  if (size === null || size < 0 || size > mostResults)
    throw invalidArgument(
      `Invalid value for field 'maxResults': '${query.get('maxResults')}'. Values must be within 0 and 500.`,
    );
  if (scope.project === null) throw invalidArgument('Commitments are those of a project.');
  const container = `projects/${projects[scope.project].id}`;
  const promised = promisedTo(seed, 'google-cloud').filter(({ id }) => id.startsWith(`${container}/`));
  const { items, nextPageToken } = pageOf({
    items: promised,
    keyOf: ({ id }) => id,
    size: size === 0 ? mostResults : size,
    token: query.get('pageToken') ?? '',
    question: ['commitments', container],
    signingKey: trust.signingKey,
    fault,
  });
  const places = regionNames.map((region): [string, Document] => {
    const place = `regions/${region}`;
    const here = items.filter((commitment) => commitment.region === region);
    return [
      place,
      here.length === 0 ? nothingIn(place) : { commitments: here.map((one) => toDocument(one, seed, worldNow)) },
    ];
  });
  return {
    kind: 'compute#commitmentAggregatedList',
    id: `${container}/aggregated/commitments`,
    items: Object.fromEntries(places),
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
    selfLink: urlOf(`${container}/aggregated/commitments`),
  };
}

function nothingIn(place: string): Document {
  return {
    warning: {
      code: 'NO_RESULTS_ON_PAGE',
      message: `There are no results for scope '${place}' on this page.`,
      data: [{ key: 'scope', value: place }],
    },
  };
}

function toDocument({ id, name, startsAt, endsAt }: PromisedCommitment, seed: string, now: Date): Document {
  const url = urlOf(id);
  return {
    kind: 'compute#commitment',
    id: String(BigInt(`0x1${drawsOf(seed, 'commitment number', id).hex(15)}`)),
    creationTimestamp: computeTimestamp(startsAt),
    name,
    region: url.slice(0, url.indexOf('/commitments/')),
    startTimestamp: computeTimestamp(startsAt),
    endTimestamp: computeTimestamp(endsAt),
    status: now < startsAt ? 'NOT_YET_ACTIVE' : now < endsAt ? 'ACTIVE' : 'EXPIRED',
    plan: 'THIRTY_SIX_MONTH',
    category: 'MACHINE',
    type: 'ACCELERATOR_OPTIMIZED_A3',
    autoRenew: false,
    selfLink: url,
  };
}

/** The URL of what Compute Engine names so. */
function urlOf(path: string): string {
  return computeUrl(`//compute.googleapis.com/${path}`);
}
