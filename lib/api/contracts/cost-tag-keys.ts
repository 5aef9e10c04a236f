import { z } from 'zod';
import { costRangeShape, isCostRange, notACostRange } from './cost';

export const costTagKeysQuerySchema = z.strictObject(costRangeShape).refine(isCostRange, notACostRange);
export type CostTagKeysQuery = z.infer<typeof costTagKeysQuerySchema>;

/** The tag keys of the rows of some days, each as the rows spell it. `atLeast`: not every bill is looked through yet. */
export const costTagKeysSchema = z.object({ keys: z.array(z.string()), atLeast: z.boolean() });
export type CostTagKeys = z.infer<typeof costTagKeysSchema>;
