#!/bin/sh
# The tool takes the region from its profile where nothing names one.
aliyun configure set --profile ci --region "$REGION"
aliyun --profile ci ecs ModifyDiskDefaultKMSKeyId --KMSKeyId 0e478b7a-4262-4802-b8cb-00d3fb401299
aliyun --profile ci ecs reset-disk-default-kms-key-id
