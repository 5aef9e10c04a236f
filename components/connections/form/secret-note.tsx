import type { FieldFault } from '@/lib/domain/refusal';

export interface SecretNoteProps {
  /** The server asks for the secret again, and why; null when it does not. */
  demand: FieldFault | null;
  hasStoredSecret: boolean;
}

/** What becomes of the secret, and what leaving it empty means. */
export function SecretNote({ demand, hasStoredSecret }: SecretNoteProps) {
  if (demand !== null) {
    return (
      <p className="text-critical">{demand.message} A stored secret only ever goes where it was first meant to go.</p>
    );
  }
  if (hasStoredSecret) {
    return <p>A secret is stored, encrypted, and is never shown again. Leave these empty to keep it.</p>;
  }
  return <p>Stored encrypted and never shown again. Each field says what leaving it empty means.</p>;
}
