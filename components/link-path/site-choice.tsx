'use client';
import { useId } from 'react';
import { Select } from '@/components/ui/select';

export interface SiteChoiceProps {
  label: string;
  /** Null: none is chosen. */
  value: string | null;
  sites: readonly { name: string; title: string }[];
  onChoose: (site: string | null) => void;
}

/** One of the sites at which links end. */
export function SiteChoice({ label, value, sites, onChoose }: SiteChoiceProps) {
  const id = useId();
  const isListed = value === null || sites.some(({ name }) => name === value);
  return (
    <div className="flex min-w-48 flex-col gap-1">
      <label htmlFor={id} className="font-medium text-meta text-muted">
        {label}
      </label>
      <Select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChoose(target.value === '' ? null : target.value)}
      >
        <option value="">Choose a site</option>
        {isListed ? null : <option value={value}>{value} (no link is read)</option>}
        {sites.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </Select>
    </div>
  );
}
