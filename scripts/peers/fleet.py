"""Creates a fleet of every kind Millwright reads, in two regions of a moto server, through boto3."""

import io
import json
import sys
import zipfile

import boto3

REGIONS = ("us-east-1", "eu-west-1")
TAGS = {"Owner": "ada@millwright.example", "team": "vision", "site": "harbour", "empty": ""}


def tag_list(name, upper=True, **more):
    key, value = ("Key", "Value") if upper else ("key", "value")
    return [{key: k, value: v} for k, v in {"Name": name, **TAGS, **more}.items()]


def spec(kind, name, **more):
    return [{"ResourceType": kind, "Tags": tag_list(name, **more)}]


def network(ec2, zone):
    vpc = ec2.create_vpc(CidrBlock="10.42.0.0/16", TagSpecifications=spec("vpc", "fabric"))["Vpc"]["VpcId"]
    subnets = [
        ec2.create_subnet(
            VpcId=vpc,
            CidrBlock=f"10.42.{index}.0/24",
            AvailabilityZone=zone,
            TagSpecifications=spec("subnet", f"rack-{index}"),
        )["Subnet"]["SubnetId"]
        for index in range(3)
    ]
    untagged = ec2.create_vpc(CidrBlock="10.43.0.0/16")["Vpc"]["VpcId"]
    transit = ec2.create_transit_gateway(
        Description="backbone", TagSpecifications=spec("transit-gateway", "backbone")
    )["TransitGateway"]["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(
        TransitGatewayId=transit,
        VpcId=vpc,
        SubnetIds=subnets[:1],
        TagSpecifications=spec("transit-gateway-attachment", "fabric-to-backbone"),
    )
    customer = ec2.create_customer_gateway(BgpAsn=65010, PublicIp="198.51.100.7", Type="ipsec.1")
    gateway = ec2.create_vpn_gateway(Type="ipsec.1")["VpnGateway"]["VpnGatewayId"]
    ec2.create_vpn_connection(
        Type="ipsec.1",
        CustomerGatewayId=customer["CustomerGateway"]["CustomerGatewayId"],
        VpnGatewayId=gateway,
        TagSpecifications=spec("vpn-connection", "to-harbour"),
    )
    return vpc, subnets, untagged


def compute(ec2, subnet, zone):
    def run(kind, count, name=None):
        more = {"TagSpecifications": spec("instance", name)} if name else {}
        found = ec2.run_instances(
            ImageId="ami-12c6146b", InstanceType=kind, MinCount=count, MaxCount=count, SubnetId=subnet, **more
        )
        return [instance["InstanceId"] for instance in found["Instances"]]

    trainers = run("p5.48xlarge", 3, "trainer")
    run("g5.12xlarge", 2, "renderer")
    run("m5.large", 2)
    ec2.stop_instances(InstanceIds=trainers[:1])
    ec2.terminate_instances(InstanceIds=run("c5.large", 1, "leaving"))
    for index in range(40):
        ec2.create_volume(
            AvailabilityZone=zone, Size=100 + index, VolumeType="gp3", TagSpecifications=spec("volume", f"scratch-{index}")
        )
    ec2.create_volume(AvailabilityZone=zone, Size=8, VolumeType="io2", Iops=1000)


def kubernetes(session, region, role, subnets):
    eks = session.client("eks", region_name=region)
    eks.create_cluster(
        name="forge", roleArn=role, resourcesVpcConfig={"subnetIds": subnets}, version="1.30", tags={"Name": "forge", **TAGS}
    )
    for group, kinds in (("gpu", ["p5.48xlarge"]), ("system", ["m5.large"])):
        eks.create_nodegroup(
            clusterName="forge",
            nodegroupName=group,
            nodeRole=role,
            subnets=subnets,
            instanceTypes=kinds,
            scalingConfig={"minSize": 1, "maxSize": 4, "desiredSize": 2},
            tags={"Name": group, **TAGS},
        )


def storage(session, region, subnets):
    s3 = session.client("s3", region_name=region)
    where = {} if region == "us-east-1" else {"CreateBucketConfiguration": {"LocationConstraint": region}}
    for name in (f"datasets-{region}", f"untagged-{region}"):
        s3.create_bucket(Bucket=name, **where)
    s3.put_bucket_tagging(Bucket=f"datasets-{region}", Tagging={"TagSet": tag_list(f"datasets-{region}")})
    session.client("fsx", region_name=region).create_file_system(
        FileSystemType="LUSTRE", StorageCapacity=1200, SubnetIds=subnets[:1], Tags=tag_list("fast")
    )


def models(session, region, role):
    sagemaker = session.client("sagemaker", region_name=region)
    image = f"123456789012.dkr.ecr.{region}.amazonaws.com/serve:1"
    sagemaker.create_model(ModelName="reader", ExecutionRoleArn=role, PrimaryContainer={"Image": image})
    sagemaker.create_endpoint_config(
        EndpointConfigName="reader",
        ProductionVariants=[
            {"VariantName": "main", "ModelName": "reader", "InstanceType": "ml.g4dn.12xlarge", "InitialInstanceCount": 1}
        ],
    )
    sagemaker.create_endpoint(EndpointName="reader", EndpointConfigName="reader", Tags=tag_list("reader"))
    for job in ("pretrain", "finetune"):
        sagemaker.create_training_job(
            TrainingJobName=job,
            RoleArn=role,
            AlgorithmSpecification={"TrainingImage": image, "TrainingInputMode": "File"},
            OutputDataConfig={"S3OutputPath": "s3://models/out"},
            ResourceConfig={"InstanceType": "ml.p5.48xlarge", "InstanceCount": 2, "VolumeSizeInGB": 100},
            StoppingCondition={"MaxRuntimeInSeconds": 3600},
            Tags=tag_list(job),
        )


def rest(session, region, role):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as code:
        code.writestr("main.py", "def handler(event, context):\n    return event\n")
    session.client("lambda", region_name=region).create_function(
        FunctionName="resize",
        Runtime="python3.12",
        Role=role,
        Handler="main.handler",
        Code={"ZipFile": archive.getvalue()},
        Tags={"Name": "resize", **TAGS},
    )
    session.client("rds", region_name=region).create_db_instance(
        DBInstanceIdentifier="ledger",
        DBInstanceClass="db.r6g.large",
        Engine="postgres",
        AllocatedStorage=50,
        MasterUsername="ledger",
        MasterUserPassword="not-a-secret-1",
        Tags=tag_list("ledger"),
    )
    kms = session.client("kms", region_name=region)
    kms.create_key(Description="checkpoints", Tags=[{"TagKey": k, "TagValue": v} for k, v in TAGS.items()])
    kms.disable_key(KeyId=kms.create_key(Description="retired")["KeyMetadata"]["KeyId"])
    session.client("directconnect", region_name=region).create_connection(
        location="EqDC2", bandwidth="10Gbps", connectionName="harbour-1", tags=tag_list("harbour-1", upper=False)
    )


def main(endpoint):
    session = boto3.Session(aws_access_key_id="peer", aws_secret_access_key="peer")
    client = session.client
    session.client = lambda service, **more: client(service, endpoint_url=endpoint, **more)
    trust = json.dumps({"Version": "2012-10-17", "Statement": []})
    role = session.client("iam", region_name="us-east-1").create_role(RoleName="forge", AssumeRolePolicyDocument=trust)
    arn = role["Role"]["Arn"]
    for region in REGIONS:
        ec2 = session.client("ec2", region_name=region)
        zone = ec2.describe_availability_zones()["AvailabilityZones"][0]["ZoneName"]
        _, subnets, _ = network(ec2, zone)
        compute(ec2, subnets[0], zone)
        kubernetes(session, region, arn, subnets)
        storage(session, region, subnets)
        models(session, region, arn)
        rest(session, region, arn)


if __name__ == "__main__":
    main(sys.argv[1])
