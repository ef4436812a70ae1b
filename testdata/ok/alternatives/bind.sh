#!/bin/sh
# usage: bind.sh on|off|restore
# The lab's VPC comes and goes; the office always stays associated.
set -eu

restore() {
  aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzznqpdkibowmv6jmgk0j --BindVpcs '[{"VpcId": "vpc-bp1izf01ytusytoa2rt4o", "VSwitchId": "vsw-bp166iris3bocy6gl83rz", "RegionId": "cn-hangzhou", "VpcOwnerId": 1917171661346956}]'
}

case "$1" in
  on)
    aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzznqpdkibowmv6jmgk0j --BindVpcs '[{"VpcId": "vpc-bp1izf01ytusytoa2rt4o", "VSwitchId": "vsw-bp166iris3bocy6gl83rz", "RegionId": "cn-hangzhou", "VpcOwnerId": 1917171661346956}, {"VpcId": "vpc-bp100e6x7kcwyvtrrgi9p", "VSwitchId": "vsw-bp1pthl7ovaqkja3ifl30", "RegionId": "cn-hangzhou", "VpcOwnerId": 1574424274858992}]'
    ;;
  off)
    if [ -n "${KEEP_OFFICE:-}" ]; then
      aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzznqpdkibowmv6jmgk0j --BindVpcs '[{"VpcId": "vpc-bp1izf01ytusytoa2rt4o", "VSwitchId": "vsw-bp166iris3bocy6gl83rz", "RegionId": "cn-hangzhou", "VpcOwnerId": 1917171661346956}]'
    else
      echo "nothing to do" >&2
    fi
    ;;
  restore) restore ;;
esac

aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzzxn9exsxo1kg6bbzm0y --BindVpcs '[{"VpcId": "vpc-bp1izf01ytusytoa2rt4o", "VSwitchId": "vsw-bp166iris3bocy6gl83rz", "RegionId": "cn-hangzhou", "VpcOwnerId": 1917171661346956}, {"VpcId": "vpc-bp100e6x7kcwyvtrrgi9p", "VSwitchId": "vsw-bp1pthl7ovaqkja3ifl30", "RegionId": "cn-hangzhou", "VpcOwnerId": 1574424274858992}]' ||
  aliyun kms UpdateKmsInstanceBindVpc --region cn-hangzhou --KmsInstanceId kst-hzzxn9exsxo1kg6bbzm0y --BindVpcs '[{"VpcId": "vpc-bp1izf01ytusytoa2rt4o", "VSwitchId": "vsw-bp166iris3bocy6gl83rz", "RegionId": "cn-hangzhou", "VpcOwnerId": 1917171661346956}]'
