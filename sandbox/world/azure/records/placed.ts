/** What every resource has. */
export interface Placed {
  subscription: string;
  region: string;
  resourceGroup: string;
  name: string;
  tags: Record<string, string>;
  createdAt: Date;
  provisioning: Provisioning;
}

/** How Resource Manager's last operation on a thing went, in its own words. */
export type Provisioning = 'Succeeded' | 'Creating' | 'Updating' | 'Deleting' | 'Failed';
