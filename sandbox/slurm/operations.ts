import { qualitiesOfService } from '../world/slurm/cluster';
import type { SlurmSnapshot } from '../world/slurm/world';
import type { Plugin } from './envelope';
import {
  toAccountDocuments,
  toAssociationDocuments,
  toClusterDocument,
  toQosDocument,
  toShareDocuments,
} from './shapes/accounting';
import { toAccountingJobDocument } from './shapes/accounting-job';
import { toLicenceDocuments, toPingDocuments, toStatistics } from './shapes/controller';
import { toJobDocument } from './shapes/job';
import { toNodeDocument } from './shapes/node';
import { toPartitionDocument } from './shapes/partition';
import { toReservationDocument } from './shapes/reservation';
import { struct, toSeconds, type ValueWriter } from './shapes/values';
import type { DataParserVersion } from './versions';

/** What an operation reads from. */
export interface Reading {
  snapshot: SlurmSnapshot;
  values: ValueWriter;
  /** The part of the path in braces; null for a list. */
  name: string | null;
  query: Readonly<Record<string, string>>;
  /** Lists come back with nothing in them. */
  isEmpty: boolean;
  /** The controller takes the caller's token. */
  isTrusted: boolean;
}

/** One path of the API. */
export interface Operation {
  plugin: Plugin;
  /** Name in fault rules and operation ids. */
  name: string;
  /** Below the version, without a slash at either end. */
  path: string;
  /** The first version that has it. */
  since: DataParserVersion;
  /** How its answer follows `update_time`. */
  update?: 'not-modified' | 'warning';
  /** Answers the same to every caller slurmrestd lets in. */
  isPublic?: boolean;
  /** The answer without its envelope; null where there is no such thing. */
  read(reading: Reading): Record<string, unknown> | null;
}

export const operations: readonly Operation[] = [
  {
    plugin: 'slurmctld',
    name: 'ping',
    path: 'ping',
    since: 38,
    isPublic: true,
    read: ({ values, isTrusted }) => ({ pings: toPingDocuments(values, isTrusted) }),
  },
  {
    plugin: 'slurmctld',
    name: 'diag',
    path: 'diag',
    since: 38,
    read: ({ values, snapshot }) => ({ statistics: toStatistics(values, snapshot) }),
  },
  {
    plugin: 'slurmctld',
    name: 'licenses',
    path: 'licenses',
    since: 38,
    read: (reading) => stamped(reading, 'licenses', () => toLicenceDocuments(reading.values, reading.snapshot.at)),
  },
  {
    plugin: 'slurmctld',
    name: 'shares',
    path: 'shares',
    since: 40,
    read: ({ values, snapshot, isEmpty }) => {
      const shares = isEmpty ? [] : toShareDocuments(values, snapshot);
      return { shares: { shares, total_shares: shares.length } };
    },
  },
  {
    plugin: 'slurmctld',
    name: 'nodes',
    path: 'nodes',
    since: 38,
    update: 'not-modified',
    read: (reading) =>
      stamped(reading, 'nodes', () => reading.snapshot.nodes.map((node) => toNodeDocument(reading.values, node))),
  },
  {
    plugin: 'slurmctld',
    name: 'node',
    path: 'node/{node_name}',
    since: 38,
    read: (reading) =>
      stampedOne(
        reading,
        'nodes',
        reading.snapshot.nodes,
        ({ machine }) => machine.hostname,
        (node) => toNodeDocument(reading.values, node),
      ),
  },
  {
    plugin: 'slurmctld',
    name: 'partitions',
    path: 'partitions',
    since: 38,
    update: 'warning',
    read: (reading) =>
      stamped(reading, 'partitions', () =>
        reading.snapshot.partitions.map((partition) => toPartitionDocument(reading.values, partition)),
      ),
  },
  {
    plugin: 'slurmctld',
    name: 'partition',
    path: 'partition/{partition_name}',
    since: 38,
    read: (reading) =>
      stampedOne(
        reading,
        'partitions',
        reading.snapshot.partitions,
        ({ name }) => name,
        (partition) => toPartitionDocument(reading.values, partition),
      ),
  },
  {
    plugin: 'slurmctld',
    name: 'reservations',
    path: 'reservations',
    since: 38,
    update: 'warning',
    read: (reading) =>
      stamped(reading, 'reservations', () =>
        reading.snapshot.reservations.map((reservation) => toReservationDocument(reading.values, reservation)),
      ),
  },
  {
    plugin: 'slurmctld',
    name: 'reservation',
    path: 'reservation/{reservation_name}',
    since: 38,
    read: (reading) =>
      stampedOne(
        reading,
        'reservations',
        reading.snapshot.reservations,
        ({ name }) => name,
        (reservation) => toReservationDocument(reading.values, reservation),
      ),
  },
  {
    plugin: 'slurmctld',
    name: 'jobs',
    path: 'jobs',
    since: 38,
    update: 'warning',
    read: (reading) => ({
      ...stamped(reading, 'jobs', () => reading.snapshot.jobs.map((job) => toJobDocument(reading.values, job))),
      ...backfill(reading),
    }),
  },
  {
    plugin: 'slurmctld',
    name: 'job',
    path: 'job/{job_id}',
    since: 38,
    read: (reading) => {
      const one = stampedOne(
        reading,
        'jobs',
        reading.snapshot.jobs,
        ({ id }) => String(id),
        (job) => toJobDocument(reading.values, job),
      );
      return one && { ...one, ...backfill(reading) };
    },
  },
  {
    plugin: 'slurmdbd',
    name: 'jobs',
    path: 'jobs',
    since: 38,
    read: ({ values, snapshot, query, isEmpty }) => ({
      jobs: isEmpty
        ? []
        : snapshot.jobs
            .filter(({ user, account, partition }) => matches(query, { users: user, account, partition }))
            .map((job) => toAccountingJobDocument(values, job, snapshot.at)),
    }),
  },
  {
    plugin: 'slurmdbd',
    name: 'qos',
    path: 'qos',
    since: 38,
    read: ({ values, isEmpty }) => {
      const qos = isEmpty ? [] : qualitiesOfService.map((each) => toQosDocument(values, each));
      return values.version === 38 ? { QOS: qos } : { qos };
    },
  },
  {
    plugin: 'slurmdbd',
    name: 'associations',
    path: 'associations',
    since: 38,
    read: ({ values, isEmpty }) => ({ associations: isEmpty ? [] : toAssociationDocuments(values) }),
  },
  {
    plugin: 'slurmdbd',
    name: 'accounts',
    path: 'accounts',
    since: 38,
    read: ({ isEmpty }) => ({ accounts: isEmpty ? [] : toAccountDocuments() }),
  },
  {
    plugin: 'slurmdbd',
    name: 'clusters',
    path: 'clusters',
    since: 38,
    read: ({ values, snapshot, isEmpty }) => ({ clusters: isEmpty ? [] : [toClusterDocument(values, snapshot)] }),
  },
];

type Documents = Record<string, unknown>[];

function stamped(reading: Reading, key: string, write: () => Documents): Record<string, unknown> {
  return { [key]: reading.isEmpty ? [] : write(), ...updatedAt(reading) };
}

function stampedOne<T>(
  reading: Reading,
  key: string,
  things: readonly T[],
  nameOfThing: (thing: T) => string,
  write: (thing: T) => Record<string, unknown>,
): Record<string, unknown> | null {
  const thing = things.find((each) => nameOfThing(each) === reading.name);
  return thing === undefined ? null : stamped(reading, key, () => [write(thing)]);
}

function updatedAt({ values, snapshot }: Reading): Record<string, unknown> {
  return values.version < 40 ? {} : { last_update: struct(toSeconds(snapshot.at)) };
}

function backfill({ values, snapshot }: Reading): Record<string, unknown> {
  return values.version < 40 ? {} : { last_backfill: struct(toSeconds(snapshot.at)) };
}

/** Whether a thing is among what each filter lists; an absent filter lets everything through. */
function matches(query: Readonly<Record<string, string>>, fields: Record<string, string>): boolean {
  return Object.entries(fields).every(([name, value]) => {
    const wanted = query[name];
    return wanted === undefined || wanted === '' || wanted.split(',').includes(value);
  });
}
