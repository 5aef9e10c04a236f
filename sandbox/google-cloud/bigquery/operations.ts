import type { Day } from '../../world/bills/calendar';
import { projects } from '../../world/google-cloud/geography';
import { deniedProject } from '../../world/google-cloud/incidents/denials';
import type { Scope } from '../assets/scope';
import { type Call, integerOf } from '../call';
import { type GoogleError, invalidArgument } from '../google-error';
import type { Operation } from '../operation';
import { pageOf } from '../paging';
import { accessDenied, notFound, writeBigQueryError } from './bigquery-error';
import { loadedAt } from './charges';
import type { Field } from './field';
import { listRows } from './list-rows';
import { createdAt, type Dataset, datasetProject, datasets, type ExportTable } from './tables';

const inProject = '^/bigquery/v2/(projects/[^/]+)';
const defaultSize = 50;

type Run = (call: Call, project: string) => unknown;

function operation(name: string, method: 'GET' | 'POST', path: string, permission: string, run: Run): Operation {
  return {
    service: 'bigquery',
    name,
    method,
    path: new RegExp(`${inProject}${path}$`),
    // Datasets and tables say who may read them; the project is asked below.
    permission: null,
    writeError: writeBigQueryError,
    run: (call, scope) => run(call, demandProject(call, scope, permission)),
  };
}

/** What of BigQuery's API the billing exports are read with. Queries need a permission that the reader lacks. */
export const bigQueryOperations: readonly Operation[] = [
  operation('datasets.list', 'GET', '/datasets', 'bigquery.datasets.get', listDatasets),
  operation('datasets.get', 'GET', '/datasets/([^/]+)', 'bigquery.datasets.get', (call, project) =>
    datasetDocument(demandDataset(call, project, 'bigquery.datasets.get')),
  ),
  operation('tables.list', 'GET', '/datasets/([^/]+)/tables', 'bigquery.tables.list', listTables),
  operation('tables.get', 'GET', '/datasets/([^/]+)/tables/([^/]+)', 'bigquery.tables.get', getTable),
  operation('tabledata.list', 'GET', '/datasets/([^/]+)/tables/([^/]+)/data', 'bigquery.tables.getData', listTableData),
  operation('jobs.query', 'POST', '/queries', 'bigquery.jobs.create', refuseJob),
  operation('jobs.insert', 'POST', '/jobs', 'bigquery.jobs.create', refuseJob),
];

function refuseJob(_: Call, project: string): GoogleError {
  throw accessDenied('Project', project, 'bigquery.jobs.create');
}

/** The id of the project a call names. */
function demandProject({ params, fault }: Call, scope: Scope | null, permission: string): string {
  const named = (params[0] ?? '').slice('projects/'.length);
  if (!scope?.project) throw notFound('Project', named);
  const { id } = projects[scope.project];
  const isDenied = scope.project === deniedProject || (fault?.kind === 'missing-permission' && params.length === 1);
  if (isDenied) throw accessDenied('Project', id, permission);
  return id;
}

function demandDataset({ params, fault }: Call, project: string, permission: string): Dataset {
  const id = params[1] ?? '';
  const dataset = project === datasetProject.id ? datasets.find((each) => each.id === id) : undefined;
  const name = `${project}:${id}`;
  if (!dataset) throw notFound('Dataset', name);
  const isWhole = params.length === 2;
  if (!dataset.isOpen || (isWhole && fault?.kind === 'missing-permission')) {
    throw accessDenied('Dataset', name, permission);
  }
  return dataset;
}

interface Found {
  dataset: Dataset;
  table: ExportTable;
  /** The partition that a decorator such as `$20261101` names; null: the whole table. */
  partition: Day | null;
}

function demandTable(call: Call, project: string, permission: string): Found {
  const dataset = demandDataset(call, project, permission);
  const [id = '', decorator] = (call.params[2] ?? '').split('$');
  const table = dataset.tables.find((each) => each.id === id);
  const name = `${project}:${dataset.id}.${id}`;
  if (!table) throw notFound('Table', name);
  if (call.fault?.kind === 'missing-permission') throw accessDenied('Table', name, permission);
  if (decorator === undefined) return { dataset, table, partition: null };
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(decorator) ?? [];
  if (year === undefined) throw invalidArgument(`Invalid partition decorator: $${decorator}`);
  return { dataset, table, partition: `${year}-${month}-${day}` };
}

function listDatasets(call: Call, project: string) {
  const open = project === datasetProject.id ? datasets.filter(({ isOpen }) => isOpen) : [];
  const { items, nextPageToken } = page(call, open, ['datasets', project]);
  return {
    kind: 'bigquery#datasetList',
    etag: 'b2dGZkx4cUpTQ2NMYz0==',
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
    ...(items.length === 0 ? {} : { datasets: items.map((dataset) => datasetEntry(dataset)) }),
  };
}

function page<T extends { id: string }>({ query, trust, fault }: Call, items: readonly T[], question: unknown) {
  const size = integerOf(query, 'maxResults', defaultSize);
  if (size === null || size < 0) throw invalidArgument('Invalid value for maxResults.');
  return pageOf({
    items,
    keyOf: ({ id }) => id,
    size: size === 0 ? defaultSize : size,
    token: query.get('pageToken') ?? '',
    question,
    signingKey: trust.signingKey,
    fault,
  });
}

function datasetEntry({ id, location }: Dataset) {
  return {
    kind: 'bigquery#dataset',
    id: `${datasetProject.id}:${id}`,
    datasetReference: { datasetId: id, projectId: datasetProject.id },
    location,
  };
}

function datasetDocument(dataset: Dataset) {
  const made = String(createdAt.getTime());
  return {
    ...datasetEntry(dataset),
    etag: 'YTJhZ3B4bU5RY2ZrUT0==',
    description: dataset.description,
    creationTime: made,
    lastModifiedTime: made,
    type: 'DEFAULT',
  };
}

const partitioning = { timePartitioning: { type: 'DAY' } };

function tableEntry(dataset: Dataset, { id }: ExportTable) {
  return {
    id: `${datasetProject.id}:${dataset.id}.${id}`,
    tableReference: { projectId: datasetProject.id, datasetId: dataset.id, tableId: id },
    type: 'TABLE',
    ...partitioning,
    creationTime: String(createdAt.getTime()),
  };
}

function listTables(call: Call, project: string) {
  const dataset = demandDataset(call, project, 'bigquery.tables.list');
  const { items, nextPageToken } = page(call, dataset.tables, ['tables', dataset.id]);
  return {
    kind: 'bigquery#tableList',
    etag: 'c1RqbmJ6V0lJZ2NLbz0==',
    ...(nextPageToken === undefined ? {} : { nextPageToken }),
    ...(items.length === 0
      ? {}
      : { tables: items.map((table) => ({ kind: 'bigquery#table', ...tableEntry(dataset, table) })) }),
    totalItems: dataset.tables.length,
  };
}

/** A table and its schema; how much it holds is left out where the view `BASIC` was asked for. */
async function getTable(call: Call, project: string) {
  const { dataset, table, partition } = demandTable(call, project, 'bigquery.tables.get');
  const { loads, worldNow, query } = call;
  const days = daysOf(call, partition);
  const all = loads.daysBy(worldNow);
  const latest = all.at(-1);
  const changedAt = latest === undefined ? createdAt : loadedAt(latest);
  const rows = query.get('view') === 'BASIC' ? null : await loads.count(days);
  return {
    kind: 'bigquery#table',
    etag: Buffer.from(`${table.id.slice(-8)} ${changedAt.getTime()}`).toString('base64'),
    ...tableEntry(dataset, table),
    schema: { fields: table.columns.map(({ field }) => schemaOf(field)) },
    lastModifiedTime: String(changedAt.getTime()),
    location: dataset.location,
    ...(rows === null ? {} : { numRows: String(rows), numBytes: String(rows * 1400), numLongTermBytes: '0' }),
  };
}

function schemaOf({ name, type, mode, fields }: Field): unknown {
  return { name, type, mode, ...(fields === undefined ? {} : { fields: fields.map(schemaOf) }) };
}

function daysOf({ loads, worldNow }: Call, partition: Day | null): Day[] {
  const days = loads.daysBy(worldNow);
  return partition === null ? days : days.filter((day) => day === partition);
}

function listTableData(call: Call, project: string) {
  const { table, partition } = demandTable(call, project, 'bigquery.tables.getData');
  return listRows(call.loads, table, { name: partition ?? 'all', days: daysOf(call, partition) }, call);
}
