import { costExportQuerySchema } from '@/lib/api/contracts/cost-export';
import { fileResponse } from '@/lib/api/server/file-response';
import { route } from '@/lib/api/server/route';
import { takeExport } from '@/lib/commands/cost/take-export';
import { exportFocus } from '@/lib/views/cost/export-focus';

const types = {
  'focus-csv': ['text/csv; charset=utf-8', 'csv'],
  'focus-parquet': ['application/vnd.apache.parquet', 'parquet'],
} as const;

export const GET = route({
  operation: 'GET /api/v1/cost/export',
  summary: 'The rows behind costs as a FOCUS 1.2 dataset, with all their digits. It is put on record.',
  access: 'cost:read',
  input: { query: costExportQuerySchema },
  output: { stream: 'text/csv' },
  handle: async ({ query, requestId, ...context }) => {
    const file = await takeExport({ ...context, requestId }, query, () => exportFocus(context, query));
    const [type, extension] = types[query.format];
    const name = `costs-focus-1.2-${query.from}-to-${query.to}.${extension}`;
    return fileResponse(file.read(), { name, type, requestId });
  },
});
