resource "alicloud_emrv2_cluster" "main" {
  cluster_name    = "main"
  cluster_type    = "DATALAKE"
  release_version = "EMR-5.10.0"
  applications    = ["HDFS"]
  node_attributes {
    vpc_id                 = "vpc-bp15z92ev9jflxq14c2l0"
    zone_id                = "cn-hangzhou-k"
    security_group_id      = "sg-bp15z92ev9jflxq14c2l"
    ram_role               = "AliyunECSInstanceForEMRRole"
    key_pair_name          = "main"
    data_disk_encrypted    = true
    data_disk_kms_key_id   = "0e478b7a-4262-4802-b8cb-00d3fb401234"
    system_disk_kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  }
}

resource "alicloud_ecs_instance_set" "workers" {
  amount             = 2
  image_id           = "aliyun_3_x64_20G_alibase_20240528.vhd"
  instance_type      = "ecs.g7.large"
  security_group_ids = ["sg-bp15z92ev9jflxq14c2l"]
  data_disks {
    disk_size  = 40
    kms_key_id = "0e478b7a-4262-4802-b8cb-00d3fb401234"
  }
}
