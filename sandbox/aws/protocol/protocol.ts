/** The vendor's wire protocols, as its published models name them. */
export type Protocol = 'ec2' | 'query' | 'json' | 'rest-json' | 'rest-xml';
