import { Missing } from '@/components/ui/missing';
import { Cell, HeaderCell, Table, TableRegion, TableRow } from '@/components/ui/table';
import type { DeliveryRejection } from '@/lib/api/contracts/deliveries';
import { formatNumber } from '@/lib/format/format-number';

/** What was not taken, with where it stands and why. */
export function RejectionTable({ rejections }: { rejections: readonly DeliveryRejection[] }) {
  return (
    <TableRegion label="What was refused" className="max-h-96">
      <Table>
        <thead>
          <tr>
            <HeaderCell isPinned className="pl-4">
              File
            </HeaderCell>
            <HeaderCell isNumeric>Row</HeaderCell>
            <HeaderCell>Column</HeaderCell>
            <HeaderCell>As it came</HeaderCell>
            <HeaderCell className="pr-4">Why</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {rejections.map(({ file, row, column, value, reason }, index) => (
            <TableRow key={`${file} ${row} ${column} ${index.toString()}`}>
              <Cell isPinned className="max-w-64 truncate pl-4" title={file ?? undefined}>
                {file ?? <Missing reason="It is of the whole delivery" />}
              </Cell>
              <Cell isNumeric>{row === null ? <Missing reason="It is of the whole file" /> : formatNumber(row)}</Cell>
              <Cell>{column === null ? <Missing reason="No one column is at fault" /> : <code>{column}</code>}</Cell>
              <Cell className="max-w-72 truncate" title={value ?? undefined}>
                {value === null ? <Missing reason="Nothing of it is shown" /> : <code>{value}</code>}
              </Cell>
              <Cell className="min-w-72 py-1 pr-4">{reason}</Cell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </TableRegion>
  );
}
