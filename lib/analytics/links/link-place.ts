/** Where a link ends. */
export interface LinkPlace {
  /** Null: nothing says which site it is. */
  site: string | null;
  /** What people may know it by: a facility, a far network, an address; null: nothing is told. */
  label: string | null;
  /**
   * What says so. `declared`: a person; `twin`: the same link as told from its other end; `name`: a name that a site is also called by; `carrier`:
   * what it rides on ends there.
   */
  by: 'resource' | 'twin' | 'name' | 'carrier' | 'declared' | 'nothing';
}
