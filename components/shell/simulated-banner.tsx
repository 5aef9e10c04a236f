import { FlaskConical } from 'lucide-react';

/** Says quietly that some of what is shown comes from simulated clouds. */
export function SimulatedBanner() {
  return (
    <aside
      aria-label="Simulated clouds"
      className="flex min-h-7 items-center justify-center gap-1.5 border-b bg-sunken px-4 text-center text-meta text-muted"
    >
      <FlaskConical aria-hidden className="size-3.5 shrink-0" />
      <p>
        <strong className="font-medium">Simulated clouds.</strong>{' '}
        <span className="max-sm:sr-only">What is marked so is not real; real connections can stand beside it.</span>
      </p>
    </aside>
  );
}
