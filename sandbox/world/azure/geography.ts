/** The one directory the factory's subscriptions belong to. */
export const tenant = { id: '4f1d2c86-7a0b-4c53-9a5e-0b8f3d6e2a71', domain: 'millwright.example' } as const;

/** The application the console signs in as. */
export const application = {
  clientId: 'b7e0a4d2-3c19-4f6e-8d75-91c2e60f4ab8',
  objectId: '2d9c5e17-60fb-4a38-b1c4-7e83f05a9d26',
} as const;

/** Subscriptions by what people call them in this code. */
export const subscriptions = {
  training: { id: '1a6f3b90-52d4-4e8c-9b07-c3d18e5f7a24', name: 'Factory Training' },
  serving: { id: '5c82e7d1-0b96-4a3f-8e15-f49a6d07b3c8', name: 'Factory Serving' },
  research: { id: '9e04b5c3-d718-4f62-a3ab-26e7810c5d9f', name: 'Factory Research' },
  shared: { id: 'd37a91f6-84ce-4b05-b6d2-58f1c09e4b7a', name: 'Factory Shared Platform' },
} as const;
export type SubscriptionName = keyof typeof subscriptions;

export const regions = ['eastus', 'southcentralus', 'northeurope', 'germanywestcentral', 'swedencentral'] as const;
export type Region = (typeof regions)[number];

/** Where each subscription has things. */
export const footprints: Readonly<Record<SubscriptionName, readonly [Region, ...Region[]]>> = {
  training: ['eastus', 'southcentralus', 'swedencentral'],
  serving: ['eastus', 'northeurope', 'germanywestcentral'],
  research: ['southcentralus', 'northeurope', 'swedencentral'],
  shared: ['eastus', 'northeurope', 'germanywestcentral'],
};
