import { z } from 'zod';

/** Of a pod's volumes, those that stand for a claim; what the others hold is left out. */
export const claimingVolumesSchema = z
  .array(
    z.object({
      name: z.string(),
      persistentVolumeClaim: z.object({ claimName: z.string() }).nullish(),
      ephemeral: z.object({}).nullish(),
    }),
  )
  .nullish()
  .transform((volumes) =>
    volumes?.filter(({ persistentVolumeClaim, ephemeral }) => persistentVolumeClaim || ephemeral),
  );
export type ClaimingVolumes = z.output<typeof claimingVolumesSchema>;

/**
 * The names of the claims, each once. A volume that lives as long as its pod has a claim that is named after both;
 * `podName` null: there is no pod yet, so it has none.
 */
export function toClaims(volumes: ClaimingVolumes, podName: string | null): string[] {
  const claims = (volumes ?? []).flatMap(({ name, persistentVolumeClaim }) => {
    if (persistentVolumeClaim) return [persistentVolumeClaim.claimName];
    return podName === null ? [] : [`${podName}-${name}`];
  });
  return [...new Set(claims)];
}
