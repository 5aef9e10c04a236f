/** Schedulers and services that work is submitted to. */
export type WorkSystem = 'kubernetes' | 'kueue' | 'slurm' | 'sagemaker' | 'vertex-ai' | 'azure-ml';
