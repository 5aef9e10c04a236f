import { createPriceList } from '../price-list';

/** Dollars an hour in us-east-1, on demand, of the order the vendor asks. */
const machines: Readonly<Record<string, string>> = {
  'c6i.4xlarge': '0.68',
  'c7g.2xlarge': '0.29',
  'c7i.8xlarge': '1.428',
  'g5.12xlarge': '5.672',
  'g5.2xlarge': '1.212',
  'g6.12xlarge': '4.6016',
  'g6.2xlarge': '0.9776',
  'g6e.12xlarge': '10.49264',
  'inf2.24xlarge': '6.49063',
  'm6i.2xlarge': '0.384',
  'm7g.xlarge': '0.1632',
  'm7i.4xlarge': '0.8064',
  'p4d.24xlarge': '21.957642',
  'p5.48xlarge': '55.04',
  'p5en.48xlarge': '63.296',
  'r6i.4xlarge': '1.008',
  'r7g.2xlarge': '0.4284',
  't3.medium': '0.0416',
  'trn1.32xlarge': '21.5',
  'db.m6g.large': '0.159',
  'db.m6g.xlarge': '0.318',
  'db.r6g.large': '0.225',
  'db.r6g.xlarge': '0.45',
  'db.r6g.2xlarge': '0.899',
  'db.r6g.4xlarge': '1.798',
  'ml.c7i.8xlarge': '1.7136',
  'ml.g5.2xlarge': '1.515',
  'ml.g6.2xlarge': '1.222',
  'ml.inf2.24xlarge': '7.78876',
  'ml.p4d.24xlarge': '25.250884',
  'ml.p5.48xlarge': '63.296',
  'ml.p5en.48xlarge': '72.7904',
  'ml.trn1.32xlarge': '24.725',
};

/** Dollars a unit in us-east-1 of what is not sold by the machine. */
const others: Readonly<Record<string, string>> = {
  'ebs gp3': '0.08',
  'ebs io2': '0.2',
  'ebs st1': '0.045',
  's3 standard': '0.023',
  's3 infrequent': '0.0125',
  'fsx 125': '0.145',
  'fsx 250': '0.21',
  'fsx 500': '0.34',
  'fsx 1000': '0.6',
  'rds storage': '0.115',
  'lambda x86_64': '0.0000166667',
  'lambda arm64': '0.0000133334',
  'eks cluster': '0.1',
  'kms key': '1',
  'vpn connection': '0.05',
  'transit attachment': '0.05',
  'port 1Gbps': '0.3',
  'port 10Gbps': '2.25',
  'port 100Gbps': '22.5',
  'transfer internet': '0.09',
  'transfer regions': '0.02',
  'transfer zones': '0.01',
  'transfer circuit': '0.02',
};

const factors = {
  'eu-west-1': '1.12',
  'eu-central-1': '1.2',
  'eu-north-1': '1.06',
  'ap-northeast-1': '1.28',
  'ap-south-1': '1.05',
};

/** What an hour of a machine of that size costs in a region, before discounts. */
export const machinePrice = createPriceList(machines, factors);

/** What a unit of anything else costs in a region, before discounts. */
export const unitPrice = createPriceList(others, factors);
