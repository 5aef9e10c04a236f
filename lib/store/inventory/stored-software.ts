import { z } from 'zod';
import { type SoftwareFacts, softwareComponents } from '@/lib/domain/site/software';
import { toStorableJson } from './storable-text';

const text = z.string().nullable().default(null);
const moment = z
  .string()
  .nullable()
  .default(null)
  .transform((written) => {
    const at = new Date(written ?? Number.NaN);
    return Number.isNaN(at.getTime()) ? null : at;
  });
const softwareSchema = z.object({
  component: z.enum(softwareComponents),
  version: text,
  available: text,
  channel: text,
  supportEndsAt: moment,
  cluster: text,
});
/** A component that only a later version knows is left out. */
const storedSchema = z.array(softwareSchema.nullable().catch(null));

/** JSON text of what one read told of the software a resource runs. */
export function toSoftwareText(software: readonly SoftwareFacts[]): string {
  return toStorableJson(JSON.stringify(software));
}

/** What was told of the software a resource runs, from the column `software`; null where nothing ever was. */
export function toStoredSoftware(json: unknown): SoftwareFacts[] | null {
  if (json === null || json === undefined) return null;
  return storedSchema.parse(json).filter((one) => one !== null);
}
