'use client';
import { clsx } from 'clsx';
import { type KeyboardEvent, useId, useState } from 'react';
import { Input } from './input';

export interface ComboboxProps {
  /** The text as it stands: a free text, which the options only suggest. */
  value: string;
  onValueChange: (value: string) => void;
  /** Suggestions; those that contain the text are offered, at most 50. */
  options: readonly string[];
  id?: string;
  placeholder?: string;
  'aria-label'?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
  'aria-required'?: true;
  className?: string;
}

/** A text field that suggests what is known, e.g. sites that exist. Arrow keys walk the list, Enter takes, Esc closes. */
export function Combobox({ value, onValueChange, options, className, ...control }: ComboboxProps) {
  const listId = useId();
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const wanted = value.trim().toLowerCase();
  const offered = options.filter((option) => option.toLowerCase().includes(wanted)).slice(0, 50);
  const isListShown = isOpen && offered.length > 0;
  const activeOption = isListShown ? offered[active] : undefined;

  function take(option: string) {
    onValueChange(option);
    setIsOpen(false);
    setActive(-1);
  }

  function handleKey(event: KeyboardEvent) {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setIsOpen(true);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (offered.length > 0) setActive((active + step + offered.length) % offered.length);
    } else if (event.key === 'Enter' && activeOption !== undefined) {
      event.preventDefault();
      take(activeOption);
    } else if (event.key === 'Escape' && isListShown) {
      event.preventDefault();
      event.stopPropagation();
      setIsOpen(false);
    }
  }

  return (
    <div className={clsx('relative', className)}>
      <Input
        {...control}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isListShown}
        aria-controls={listId}
        aria-activedescendant={activeOption === undefined ? undefined : `${listId}-${active}`}
        autoComplete="off"
        value={value}
        onChange={(event) => {
          onValueChange(event.target.value);
          setIsOpen(true);
          setActive(-1);
        }}
        onFocus={() => setIsOpen(true)}
        onBlur={() => setIsOpen(false)}
        onKeyDown={handleKey}
      />
      <div
        id={listId}
        role="listbox"
        aria-label="Suggestions"
        tabIndex={-1}
        hidden={!isListShown}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-panel border bg-raised p-1 shadow-floating"
      >
        {offered.map((option, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the text field handles the keys of its list
          <div
            key={option}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => take(option)}
            className={clsx(
              'flex min-h-7 cursor-pointer items-center rounded-control px-2 hover:bg-sunken',
              index === active && 'bg-sunken',
            )}
          >
            {option}
          </div>
        ))}
      </div>
    </div>
  );
}
