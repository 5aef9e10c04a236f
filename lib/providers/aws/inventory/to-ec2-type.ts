/** The EC2 instance type behind a SageMaker one: `p5.48xlarge` for `ml.p5.48xlarge`. */
export function toEc2Type(sagemakerType: string): string {
  return sagemakerType.replace(/^ml\./, '');
}
