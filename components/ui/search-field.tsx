'use client';
import { type Ref, useEffect, useState } from 'react';
import { Input } from './input';

export interface SearchFieldProps {
  /** What is searched for now. */
  value: string;
  /** Told once typing pauses. */
  onSearch: (text: string) => void;
  label: string;
  placeholder?: string;
  className?: string;
  ref?: Ref<HTMLInputElement>;
}

const pauseMs = 250;

/** A search that waits for a pause in typing. It follows `value` when that is changed from elsewhere. */
export function SearchField({ value, onSearch, label, placeholder, className, ref }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [told, setTold] = useState(value);
  const [seen, setSeen] = useState(value);
  if (value !== seen) {
    setSeen(value);
    // What we told ourselves comes back here; more may have been typed since.
    if (value !== told) {
      setTold(value);
      setTyped(value);
    }
  }

  useEffect(() => {
    if (typed === told) return;
    const timer = setTimeout(() => {
      setTold(typed);
      onSearch(typed);
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [typed, told, onSearch]);

  return (
    <Input
      ref={ref}
      type="search"
      aria-label={label}
      placeholder={placeholder}
      className={className}
      maxLength={200}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  );
}
