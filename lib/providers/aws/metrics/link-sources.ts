import type { MetricName } from '@/lib/domain/metric';
import type { AwsPlace } from '../connect/region-context';
import { toArn } from '../inventory/to-arn';
import { byAttributes, type Dimensions, type MetricSource, type ToAttributes } from './metric-source';

/** A source of links: what tells it from the other sources of the same resource is in `further`. */
export const ofLink = (
  name: string,
  metric: MetricName,
  { dimension, identify }: { dimension: string; identify: ToAttributes },
  { further = {}, ...rest }: Pick<MetricSource, 'toUnit' | 'countedOverSeconds'> & { further?: Record<string, string> },
): MetricSource => ({
  name,
  dimension,
  metric,
  subject: 'link',
  ...rest,
  identify: byAttributes((dimensions, place) => {
    const attributes = identify(dimensions, place);
    return attributes && { ...attributes, ...further };
  }),
});

/** The native id that the inventory has of what a dimension names; null where the dimension is missing. */
export const resourceOf =
  (dimension: string, service: string, type: string) =>
  (dimensions: Dimensions, place: AwsPlace): { resource: string } | null => {
    const id = dimensions[dimension];
    return id ? { resource: toArn(place, service, `${type}/${id}`) } : null;
  };

/** AWS says in and out of itself. */
export const receive = { direction: 'receive' };
export const transmit = { direction: 'transmit' };
