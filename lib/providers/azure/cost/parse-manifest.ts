import { z } from 'zod';
import type { BillingMonth, BillingSource, CostCoverage } from '@/lib/domain/cost/billing-delivery';
import type { BillingFile } from '../../contract/cost';

/** What a run's manifest says; Azure writes it after the files. */
export interface Manifest {
  /** The export's id in Resource Manager, lower-cased. */
  exportId: string;
  exportName: string;
  /** Null for an export that holds no bill, such as of prices. */
  kind: { source: BillingSource; coverage: CostCoverage } | null;
  /** Null for a run of more than one month. */
  month: BillingMonth | null;
  runId: string;
  /** When the run was asked for; null where it is not told. */
  submittedAt: Date | null;
  files: readonly { name: string; bytes: number | null }[];
}

const kinds = new Map<string, Manifest['kind']>([
  ['focuscost', { source: 'azure-focus', coverage: 'all' }],
  ['actualcost', { source: 'azure-actual', coverage: 'billed' }],
  ['amortizedcost', { source: 'azure-amortized', coverage: 'effective' }],
]);

const daySchema = z.string().regex(/^\d{4}-\d{2}-\d{2}/);
const manifestSchema = z
  .object({
    blobCount: z.int().nonnegative().optional(),
    exportConfig: z.object({
      exportName: z.string().min(1),
      resourceId: z.string().min(1),
      type: z.string(),
    }),
    runInfo: z.object({
      runId: z.string().min(1),
      submittedTime: z.string().nullish(),
      startDate: daySchema,
      endDate: daySchema.optional(),
    }),
    blobs: z.array(z.object({ blobName: z.string().min(1), byteCount: z.int().nonnegative().nullish() })),
  })
  .refine(({ blobCount, blobs }) => blobCount === undefined || blobCount === blobs.length)
  .refine(({ blobs }) => new Set(blobs.map(({ blobName }) => blobName)).size === blobs.length);

/** Null for a text that is no manifest, or that contradicts itself. */
export function parseManifest(text: string): Manifest | null {
  const parsed = manifestSchema.safeParse(toJson(text));
  if (!parsed.success) return null;
  const { exportConfig, runInfo, blobs } = parsed.data;
  const submitted = new Date(runInfo.submittedTime ?? '');
  return {
    exportId: exportConfig.resourceId.toLowerCase(),
    exportName: exportConfig.exportName,
    kind: kinds.get(exportConfig.type.toLowerCase()) ?? null,
    month: toMonth(runInfo.startDate, runInfo.endDate ?? runInfo.startDate),
    runId: runInfo.runId,
    submittedAt: Number.isNaN(submitted.getTime()) ? null : submitted,
    files: blobs.map(({ blobName, byteCount }) => ({
      name: blobName.replace(/^\/+/, ''),
      bytes: byteCount ?? null,
    })),
  };
}

/** How a file is encoded, by its name; null for what exports do not write. */
export function toEncoding(name: string): BillingFile['encoding'] | null {
  if (name.endsWith('.csv.gz')) return 'csv.gz';
  if (name.endsWith('.csv')) return 'csv';
  return name.endsWith('.parquet') ? 'parquet' : null;
}

/** Both days are part of the run. */
function toMonth(start: string, end: string): BillingMonth | null {
  const [year, month] = start.split('-').map(Number);
  return start.slice(0, 7) === end.slice(0, 7) && year !== undefined && month !== undefined
    ? `${start.slice(0, 4) as `${number}`}-${start.slice(5, 7) as `${number}`}`
    : null;
}

function toJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return undefined;
  }
}
