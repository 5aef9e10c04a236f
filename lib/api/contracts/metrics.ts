import { z } from 'zod';
import { type MetricName, metrics } from '@/lib/domain/metric';

export const metricSchema = z.enum(Object.keys(metrics) as [MetricName, ...MetricName[]]);
