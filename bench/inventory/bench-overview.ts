import { readOverview } from '@/lib/views/overview/read-overview';
import type { ViewContext } from '@/lib/views/view-context';
import { type Measurement, measure } from '../measure';

const turns = 10;

/** The Overview, for one who sees everything. */
export async function benchOverview(context: ViewContext): Promise<Measurement[]> {
  return [await measure('overview', turns, () => readOverview(context))];
}
