import type { MetricSeries } from '@/lib/domain/metric';
import type { MetricWindow } from '../../contract/provider';
import { ProviderError } from '../../contract/provider-error';
import { toPlace } from '../inventory/to-place';
import type { MetricSource } from './metric-source';
import { type TimeSeries, toPoints } from './to-points';
import { UnitUnclear } from './to-scale';

/**
 * One series in canonical terms and the region it is of. Null when it holds no point or is about nothing that can be
 * told; a fault when its unit does not say what its numbers mean.
 */
export function toMetricSeries(
  series: TimeSeries,
  source: MetricSource,
  project: string,
  window: MetricWindow,
): { region: string; series: MetricSeries } | ProviderError | null {
  const resource = series.resource?.labels ?? {};
  const attributes = source.attributesOf({ project, resource, metric: series.metric?.labels ?? {} });
  if (attributes === null) return null;
  const { metric, type, subject, conversion } = source;
  try {
    const points = toPoints(series, conversion, window).map(({ at, value }) => ({
      at,
      value: conversion === 'code' ? Number(attributes.code) : value,
    }));
    if (points.length === 0) return null;
    const { region } = toPlace(resource.region ?? resource.location ?? resource.zone, '');
    return { region, series: { metric, definition: type, subject, attributes, points } };
  } catch (error) {
    if (!(error instanceof UnitUnclear)) throw error;
    return new ProviderError({
      kind: 'response-unexpected',
      code: 'UnitUnclear',
      operation: 'monitoring:timeSeries.list',
      message: `Google Cloud reported ${type} in a unit that does not say what its numbers mean.`,
      remedy: 'Report it to Google; the values are left out until the unit is clear.',
      cause: error,
    });
  }
}
