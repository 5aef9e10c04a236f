import { dcgmNames } from '../../../contract/dcgm/dcgm-fields';
import { toDcgmSeries } from '../../../contract/dcgm/to-dcgm-series';
import { inChunks, type MetricGroup } from '../metric-group';
import { lastOf } from '../query-series';

/** Of two names each device has two series: more would be too long an answer for 20,000 of them. */
const namesAtOnce = 2;

/** NVIDIA's exporter, under the names of DCGM before and since 4.6. */
export const dcgmGroup: MetricGroup = {
  name: 'DCGM',
  queries: inChunks(dcgmNames, namesAtOnce).map((names) => ({ expression: lastOf(names) })),
  toSeries: toDcgmSeries,
};
