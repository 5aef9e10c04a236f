/** What every thing of the factory has. `name` null means nobody named it. Tags keep the spelling people gave them. */
export interface Placed {
  account: string;
  region: string;
  name: string | null;
  tags: Record<string, string>;
  createdAt: Date;
}
