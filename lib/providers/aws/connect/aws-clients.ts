import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { DirectConnectClient } from '@aws-sdk/client-direct-connect';
import { EC2Client, type EC2ClientConfig } from '@aws-sdk/client-ec2';
import { EKSClient } from '@aws-sdk/client-eks';
import { FSxClient } from '@aws-sdk/client-fsx';
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { PricingClient } from '@aws-sdk/client-pricing';
import { RDSClient } from '@aws-sdk/client-rds';
import { S3Client } from '@aws-sdk/client-s3';
import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { SavingsplansClient } from '@aws-sdk/client-savingsplans';
import { STSClient } from '@aws-sdk/client-sts';
import type { GuardedRequestHandler } from './request-handler';

export interface AwsCredentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  /** When they stop working; absent for long-lived keys. */
  expiration?: Date;
}

export interface ClientOptions {
  region: string;
  /** Undefined: the SDK's default chain, which is the deployment's ambient credentials. */
  credentials: (() => Promise<AwsCredentials>) | undefined;
  endpoint: string | undefined;
  requestHandler: GuardedRequestHandler;
}

/** The SDK's clients for one account and region, each made when first asked for. Retries are ours, so the SDK makes none. */
export class AwsClients {
  readonly #config: ReturnType<typeof toConfig>;
  #cloudWatch?: CloudWatchClient;
  #costExplorer?: CostExplorerClient;
  #directConnect?: DirectConnectClient;
  #ec2?: EC2Client;
  #eks?: EKSClient;
  #fsx?: FSxClient;
  #iam?: IAMClient;
  #kms?: KMSClient;
  #lambda?: LambdaClient;
  #pricing?: PricingClient;
  #rds?: RDSClient;
  #s3?: S3Client;
  #sagemaker?: SageMakerClient;
  #savingsPlans?: SavingsplansClient;
  #sts?: STSClient;

  constructor(options: ClientOptions) {
    this.#config = toConfig(options);
  }

  get cloudWatch(): CloudWatchClient {
    this.#cloudWatch ??= new CloudWatchClient(this.#config);
    return this.#cloudWatch;
  }

  get costExplorer(): CostExplorerClient {
    this.#costExplorer ??= new CostExplorerClient(this.#config);
    return this.#costExplorer;
  }

  get directConnect(): DirectConnectClient {
    this.#directConnect ??= new DirectConnectClient(this.#config);
    return this.#directConnect;
  }

  get ec2(): EC2Client {
    this.#ec2 ??= new EC2Client(this.#config);
    return this.#ec2;
  }

  get eks(): EKSClient {
    this.#eks ??= new EKSClient(this.#config);
    return this.#eks;
  }

  get fsx(): FSxClient {
    this.#fsx ??= new FSxClient(this.#config);
    return this.#fsx;
  }

  get iam(): IAMClient {
    this.#iam ??= new IAMClient(this.#config);
    return this.#iam;
  }

  get kms(): KMSClient {
    this.#kms ??= new KMSClient(this.#config);
    return this.#kms;
  }

  get lambda(): LambdaClient {
    this.#lambda ??= new LambdaClient(this.#config);
    return this.#lambda;
  }

  get pricing(): PricingClient {
    this.#pricing ??= new PricingClient(this.#config);
    return this.#pricing;
  }

  get rds(): RDSClient {
    this.#rds ??= new RDSClient(this.#config);
    return this.#rds;
  }

  /**
   * Path-style where one endpoint serves everything, because it has no host name per bucket. A bucket of another region
   * is asked there, where AWS says it is.
   */
  get s3(): S3Client {
    this.#s3 ??= new S3Client({
      ...this.#config,
      forcePathStyle: this.#config.endpoint !== undefined,
      followRegionRedirects: true,
    });
    return this.#s3;
  }

  get sagemaker(): SageMakerClient {
    this.#sagemaker ??= new SageMakerClient(this.#config);
    return this.#sagemaker;
  }

  get savingsPlans(): SavingsplansClient {
    this.#savingsPlans ??= new SavingsplansClient(this.#config);
    return this.#savingsPlans;
  }

  get sts(): STSClient {
    this.#sts ??= new STSClient(this.#config);
    return this.#sts;
  }
}

function toConfig({ region, credentials, endpoint, requestHandler }: ClientOptions) {
  return {
    region,
    requestHandler,
    maxAttempts: 1,
    ignoreConfiguredEndpointUrls: true,
    // The SDK would put a clock right from the second call on; we say that it is wrong instead.
    disableClockSkewCorrection: true,
    logger: speechless,
    ...(credentials === undefined ? {} : { credentials }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/**
 * Writes nothing. Without `info` and `error`, for which the SDK would copy every answer without its secrets, and asks
 * before it calls them; what it calls unasked, as its credential providers do, is there.
 */
const speechless = { trace() {}, debug() {}, warn() {} } as NonNullable<EC2ClientConfig['logger']>;
