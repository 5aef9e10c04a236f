import { z } from 'zod';
import type { EdgeReading, EdgeSite, SiteLink } from '../world/f5-distributed-cloud/records';
import type { Reading } from './reading';
import { invalidArgument, notFound } from './refusals';
import { graphMetrics, type Moments, toGraphMetrics } from './shapes/measures';
import { momentsOf, readTimeRange, writeStep } from './time-range';

const edgeSelector = z.object({ metric: z.object({ types: z.array(z.enum(graphMetrics)).default([]) }).nullish() });
const nodeTypes = graphMetrics.map((name) => name.replace('EDGE_', 'NODE_'));
const nodeSelector = z.object({ metric: z.object({ types: z.array(z.enum(nodeTypes)).default([]) }).nullish() });
const times = { start_time: z.string().optional(), end_time: z.string().optional(), step: z.string().optional() };
const idSchema = z.object({ site: z.string(), site_type: z.string().optional() });

const graphSchema = z.object({
  ...times,
  field_selector: z.object({ edge: edgeSelector.nullish(), node: nodeSelector.nullish() }).nullish(),
});
const edgeSchema = z.object({ ...times, src_id: idSchema, dst_id: idSchema, field_selector: edgeSelector.nullish() });
const nodeSchema = z.object({ ...times, id: idSchema, field_selector: nodeSelector.nullish() });

/** Every site and every tunnel, each measure as one value over the time asked for. */
export function readGraph(reading: Reading): Record<string, unknown> {
  const request = parse(graphSchema, reading.body);
  const { endMs } = readTimeRange(request, reading.nowMs);
  if (reading.isEmpty) return { nodes: [], edges: [] };
  const { sites, links } = reading.snapshot;
  const edgeTypes = request.field_selector?.edge?.metric?.types ?? [];
  const siteTypes = request.field_selector?.node?.metric?.types ?? [];
  return {
    nodes: sites.map((site) => toNode(reading, site, siteTypes, [endMs])),
    edges: links.map((link) => toEdge(reading, link, edgeTypes, [endMs])),
  };
}

/** One tunnel over time. */
export function readEdge(reading: Reading): Record<string, unknown> {
  const request = parse(edgeSchema, reading.body);
  const range = readTimeRange(request, reading.nowMs);
  const ends = [request.src_id.site, request.dst_id.site];
  const link = reading.snapshot.links.find(({ from, to }) => ends.includes(from) && ends.includes(to));
  if (!link) throw notFound(`there is no edge between ${ends.join(' and ')}`);
  const types = request.field_selector?.metric?.types ?? [];
  return { data: reading.isEmpty ? null : toEdge(reading, link, types, momentsOf(range)), step: writeStep(range) };
}

/** One site over time. */
export function readNode(reading: Reading): Record<string, unknown> {
  const request = parse(nodeSchema, reading.body);
  const range = readTimeRange(request, reading.nowMs);
  const site = reading.snapshot.sites.find(({ name }) => name === request.id.site);
  if (!site) throw notFound(`there is no site ${request.id.site}`);
  const types = request.field_selector?.metric?.types ?? [];
  return { data: reading.isEmpty ? null : toNode(reading, site, types, momentsOf(range)), step: writeStep(range) };
}

function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body ?? {});
  if (!parsed.success) throw invalidArgument(z.prettifyError(parsed.error));
  return parsed.data;
}

function toId({ snapshot }: Reading, name: string) {
  return { site: name, site_type: snapshot.sites.find((site) => site.name === name)?.type ?? 'INVALID' };
}

function toEdge(reading: Reading, link: SiteLink, types: readonly string[], moments: Moments): Record<string, unknown> {
  return {
    src_id: toId(reading, link.from),
    dst_id: toId(reading, link.to),
    healthscore: { data: [] },
    metric: toGraphMetrics(types, moments, (ms) => reading.world.readLink(link, ms, link.from), 'EDGE_'),
  };
}

function toNode(
  reading: Reading,
  { name, type, nodes }: EdgeSite,
  types: readonly string[],
  moments: Moments,
): Record<string, unknown> {
  const links = reading.snapshot.links.filter(({ from, to }) => from === name || to === name);
  const readingAt = (ms: number) => combine(links.map((link) => reading.world.readLink(link, ms, name)));
  return {
    id: { site: name, site_type: type },
    healthscore: { data: [] },
    metric: links.length === 0 ? [] : toGraphMetrics(types, moments, readingAt, 'NODE_'),
    interfaces: [],
    instances: nodes.map(({ hostname }) => ({ id: hostname, metric: [] })),
  };
}

/** What a site's links carry together; it is connected while one of them is. */
function combine(readings: readonly EdgeReading[]): EdgeReading {
  const sum = (read: (reading: EdgeReading) => number) => readings.reduce((total, reading) => total + read(reading), 0);
  const most = (read: (reading: EdgeReading) => number) => Math.max(...readings.map(read));
  return {
    inBytesPerSecond: sum(({ inBytesPerSecond }) => inBytesPerSecond),
    outBytesPerSecond: sum(({ outBytesPerSecond }) => outBytesPerSecond),
    inDropsPerSecond: sum(({ inDropsPerSecond }) => inDropsPerSecond),
    outDropsPerSecond: sum(({ outDropsPerSecond }) => outDropsPerSecond),
    reachabilityPercent: most(({ reachabilityPercent }) => reachabilityPercent),
    latencySeconds: Number.NaN,
    dataPlane: most(({ dataPlane }) => dataPlane),
    controlPlane: most(({ controlPlane }) => controlPlane),
  };
}
