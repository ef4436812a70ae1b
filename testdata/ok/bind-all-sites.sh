#!/bin/bash
# Associates the VPCs of each site with the site's instance. A call sets all VPCs of an instance at once, so there is
# one call for each instance.
set -eu

aliyun kms UpdateKmsInstanceBindVpc \
  --region cn-hangzhou \
  --KmsInstanceId kst-hzz14ql9sqveracb2dreb \
  --BindVpcs '[
    {"VpcId": "vpc-bp1dct30gxnc5bkpp8bp6", "VSwitchId": "vsw-bp1so2rmidnid58cm1sge", "RegionId": "cn-hangzhou", "VpcOwnerId": 1647241422836245},
    {"VpcId": "vpc-bp128hwj9zzcq7jr8i3s2", "VSwitchId": "vsw-bp1u73srxfm9r5wj27u1n", "RegionId": "cn-hangzhou", "VpcOwnerId": 1799740532974690}
  ]'

# The VPC of the lab comes from whoever runs the lab this week.
lab_vpcs=$(jq -c '[.[] | {VpcId: .vpc, VSwitchId: .vswitch, RegionId: "cn-huhehaote", VpcOwnerId: (.owner | tonumber)}]' lab.json)
aliyun kms UpdateKmsInstanceBindVpc --region cn-huhehaote --KmsInstanceId kst-hzztx98tbowa5ncn6ogp0 --BindVpcs "$lab_vpcs"

for site in cn-qingdao cn-heyuan; do
  instance=$(yq -r ".\"$site\".instance" sites.yaml)
  aliyun kms UpdateKmsInstanceBindVpc \
    --region "$site" \
    --KmsInstanceId "$instance" \
    --BindVpcs "$(yq -o json -I 0 ".\"$site\".vpcs" sites.yaml)"
done

# What each instance has now. The quota is asked for in its own words.
for instance in kst-hzz14ql9sqveracb2dreb kst-hzztx98tbowa5ncn6ogp0; do
  aliyun kms GetKmsInstance --KmsInstanceId "$instance" >"state/$instance.json"
  aliyun kms GetKmsInstanceQuotaInfos --KmsInstanceId "$instance" --ResourceType vpc
done
