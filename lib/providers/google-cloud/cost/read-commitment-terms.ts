import { z } from 'zod';
import type { Completeness } from '@/lib/domain/provider-fault';
import type { CommitmentTerm } from '../../contract/cost';
import { addFault } from '../../contract/faults/add-fault';
import { toCompleteness, toGaps } from '../../contract/faults/to-gaps';
import { readPages } from '../../contract/paging/read-pages';
import type { ProviderError } from '../../contract/provider-error';
import { type GoogleClient, openGoogleClient } from '../connect/google-client';
import type { GoogleSession } from '../connect/google-session';
import { readProjects } from '../inventory/read-projects';

const operation = 'compute:regionCommitments.aggregatedList';

const commitmentSchema = z.object({
  /** A 64-bit number, which JSON holds as text. */
  id: z.union([z.string(), z.number()]).transform(String),
  selfLink: z.string(),
  startTimestamp: z.string().optional(),
  endTimestamp: z.string().optional(),
  status: z.string().optional(),
});
type Commitment = z.infer<typeof commitmentSchema>;

const pageSchema = z.object({
  /** By place: `regions/us-central1`. One without commitments has a warning in their place. */
  items: z.record(z.string(), z.object({ commitments: z.array(commitmentSchema).default([]) })).default({}),
  nextPageToken: z.string().optional(),
});

const named = /(?:^|\/)projects\/([^/]+)\/(regions\/[^/]+\/commitments\/[^/]+)$/;
const number = /^\d{1,20}$/;

/**
 * When resource-based commitments run, which Compute Engine lists by project. Bills may name one by its path, which has the
 * id or the number of its project, or by its own number. Of a path with a project's number, region and name tell which one
 * is meant, where no two are called so. Spend-based ones, which bills name by the id of a subscription, are none of Compute
 * Engine's.
 */
export async function readCommitmentTerms(
  session: GoogleSession,
  ids: readonly string[],
): Promise<{ items: CommitmentTerm[]; completeness: Completeness }> {
  const wanted = ids.flatMap((id) => toWanted(id) ?? []);
  if (wanted.length === 0) return { items: [], completeness: { complete: true } };
  const client = openGoogleClient(session);
  const { projects, faults } = await readProjects(client, session.settings.scope);
  // A number tells no project: it may be in any.
  const isInAny = wanted.some(({ project }) => project === null);
  const asked = isInAny ? projects : projects.filter(({ id }) => wanted.some(({ project }) => project === id));
  const found: Commitment[] = [];
  const disabled: ProviderError[] = [];
  let answered = 0;
  for (const { id: project } of asked) {
    const read = await listCommitments(client, project);
    found.push(...read.items);
    if (read.fault === null) answered += 1;
    else addFault(read.fault.code === 'SERVICE_DISABLED' ? disabled : faults, read.fault);
  }
  // A project in which Compute Engine is switched off has bought none there; in all of them, it is the credentials' own.
  if (answered === 0) faults.push(...disabled);
  const byKey = Map.groupBy(
    found.flatMap((commitment) => keysOf(commitment).map((key) => ({ key, commitment }))),
    ({ key }) => key,
  );
  const items = wanted.flatMap(({ id, key }) => {
    const [only, ...others] = byKey.get(key) ?? [];
    return only === undefined || others.length > 0 ? [] : [toTerm(id, only.commitment)];
  });
  return { items, completeness: toCompleteness(toGaps(faults, { subject: 'commitments' })) };
}

interface Wanted {
  /** As bills name it. */
  id: string;
  /** One of the keys of the commitment. */
  key: string;
  /** The id of its project; null: it may be in any. */
  project: string | null;
}

/** Null: it is no name of a commitment of Compute Engine. */
function toWanted(id: string): Wanted | null {
  if (number.test(id)) return { id, key: id, project: null };
  const [, project, place] = named.exec(id) ?? [];
  if (project === undefined || place === undefined) return null;
  return number.test(project) ? { id, key: place, project: null } : { id, key: `${project}/${place}`, project };
}

/** What a commitment is known again by: its number, its place in its project, and that with the project. */
function keysOf({ id, selfLink }: Commitment): string[] {
  const [, project, place] = named.exec(selfLink) ?? [];
  return project === undefined || place === undefined ? [id] : [id, place, `${project}/${place}`];
}

function listCommitments(client: GoogleClient, project: string) {
  return readPages<z.infer<typeof pageSchema>, Commitment>({
    operation,
    fetchPage: (token) =>
      client.call(
        {
          operation,
          api: 'compute',
          path: `/compute/v1/projects/${project}/aggregated/commitments`,
          query: [
            ['maxResults', '500'],
            ...(token === undefined ? [] : [['pageToken', token] satisfies [string, string]]),
          ],
          project,
        },
        pageSchema,
      ),
    itemsOf: ({ items }) => Object.values(items).flatMap(({ commitments }) => commitments),
    nextTokenOf: ({ nextPageToken }) => nextPageToken,
    identityOf: ({ id }) => id,
  });
}

function toTerm(id: string, { startTimestamp, endTimestamp, status }: Commitment): CommitmentTerm {
  return { id, startsAt: toInstant(startTimestamp), endsAt: toInstant(endTimestamp), status: status ?? null };
}

/** An instant as text; null for none, and for what is none. */
function toInstant(text: string | undefined): Date | null {
  const at = text === undefined ? null : new Date(text);
  return at === null || Number.isNaN(at.getTime()) ? null : at;
}
