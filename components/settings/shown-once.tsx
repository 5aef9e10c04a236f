import { CopyButton } from '@/components/ui/copy-button';
import { FormField } from '@/components/ui/form-field';
import { Input } from '@/components/ui/input';

export interface ShownOnceProps {
  /** What it is, e.g. `Invitation link`. */
  label: string;
  value: string;
  /** What to do with it, and that it will not come back. */
  children: React.ReactNode;
}

/** A value that is shown this once: only its hash is kept. */
export function ShownOnce({ label, value, children }: ShownOnceProps) {
  return (
    <FormField label={label} description={children} isRequired>
      {({ id, 'aria-describedby': describedBy }) => (
        <div className="flex items-center gap-1">
          <Input
            id={id}
            aria-describedby={describedBy}
            readOnly
            className="font-mono text-table"
            value={value}
            onFocus={(event) => event.target.select()}
          />
          <CopyButton value={value} subject={label.toLowerCase()} size="regular" />
        </div>
      )}
    </FormField>
  );
}
