import { z } from 'zod';

const termSchema = z.object({
  matchExpressions: z
    .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).nullish() }))
    .nullish(),
});

/** The part of a pod's specification that says which nodes it may stand on. */
export const nodeSelectionSchema = z.object({
  nodeSelector: z.record(z.string(), z.string()).nullish(),
  affinity: z
    .object({
      nodeAffinity: z
        .object({
          requiredDuringSchedulingIgnoredDuringExecution: z
            .object({ nodeSelectorTerms: z.array(termSchema).nullish() })
            .nullish(),
        })
        .nullish(),
    })
    .nullish(),
});
export type NodeSelection = z.output<typeof nodeSelectionSchema>;

/** A pod may name many; beyond these its wishes are no longer gone through. */
const most = 64;

/**
 * The labels that nodes must have, one set for each way to satisfy what the pod requires; an empty one where nothing is
 * required. Only what names values by themselves counts: what nodes must not have names no model.
 */
export function toRequiredLabels({ nodeSelector, affinity }: NodeSelection): Record<string, string>[] {
  const always = nodeSelector ?? {};
  const terms = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  if (terms.length === 0) return [always];
  const ways: Record<string, string>[] = [];
  for (const { matchExpressions } of terms.slice(0, most)) {
    let found = [{}];
    for (const { key, operator, values } of matchExpressions ?? []) {
      if (operator !== 'In' || !values?.length) continue;
      if (found.length * values.length > most) return [always];
      found = found.flatMap((labels) => values.map((value) => ({ ...labels, [key]: value })));
    }
    ways.push(...found.map((labels) => ({ ...labels, ...always })));
  }
  return ways;
}
