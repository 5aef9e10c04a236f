import { Identifier } from '@/components/ui/identifier';
import { StatusMark } from '@/components/ui/status-mark';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { DeliveryDetail } from '@/lib/api/contracts/deliveries';
import { formatBytes } from '@/lib/format/format-bytes';
import { formatNumber } from '@/lib/format/format-number';

/** The files of a delivery as they came, each with its hash. */
export function FileTable({ files }: { files: NonNullable<DeliveryDetail['files']> }) {
  return (
    <TableRegion label="List of files" className="max-h-96">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              File
            </HeaderCell>
            <HeaderCell isNumeric>Size</HeaderCell>
            <HeaderCell>SHA-256</HeaderCell>
            <HeaderCell isNumeric>Rows kept</HeaderCell>
            <HeaderCell className="pr-4">Read</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, bytes, sha256, rows, isKept, fault }, index) => (
            <TableRow key={`${sha256} ${index.toString()}`}>
              <Cell isPinned className="max-w-96 truncate pl-4" title={name}>
                {name}
              </Cell>
              <Cell isNumeric className="whitespace-nowrap">
                {formatBytes(bytes)}
              </Cell>
              <Cell className="w-56 max-w-56">
                <Identifier value={sha256} subject="hash" isTruncated className="w-full" />
              </Cell>
              <Cell isNumeric>{formatNumber(rows)}</Cell>
              <Cell className="pr-4">
                {fault === null ? (
                  <StatusMark tone={isKept ? 'healthy' : 'critical'} word={isKept ? 'Read' : 'No row is well'} />
                ) : (
                  <StatusMark tone="critical" word={fault} className="whitespace-normal!" />
                )}
              </Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
