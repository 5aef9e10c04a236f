import { Missing } from '@/components/ui/missing';
import type { Resource } from '@/lib/api/contracts/inventory';
import { formatBytes } from '@/lib/format/format-bytes';
import { formatNumber } from '@/lib/format/format-number';

/** The accelerators on a resource. Null: not known. Empty: none. */
export function AcceleratorTable({ accelerators }: Pick<Resource, 'accelerators'>) {
  if (accelerators === null) {
    return <p className="text-muted">Not known: the read that would tell failed. It may carry some.</p>;
  }
  if (accelerators.length === 0) return <p className="text-muted">None.</p>;
  return (
    <table className="w-full text-left text-table">
      <thead>
        <tr className="text-meta text-muted">
          <th scope="col" className="h-7 font-medium">
            Model
          </th>
          <th scope="col" className="h-7 text-right font-medium">
            Count
          </th>
          <th scope="col" className="h-7 text-right font-medium">
            Memory each
          </th>
        </tr>
      </thead>
      <tbody>
        {accelerators.map(({ model, count, memoryBytes }) => (
          <tr key={model}>
            <td className="h-7">{model}</td>
            <td className="h-7 text-right">{formatNumber(count)}</td>
            <td className="h-7 text-right">
              {memoryBytes === null ? <Missing reason="The provider does not say" /> : formatBytes(memoryBytes)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
