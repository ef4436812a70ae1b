package acme

import (
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func Provider() *schema.Provider {
	return &schema.Provider{
		Schema: map[string]*schema.Schema{
			"region": {Type: schema.TypeString, Optional: true},
		},
		DataSourcesMap: map[string]*schema.Resource{
			"acme_kms_keys": dataSourceKeys(),
		},
		ResourcesMap: map[string]*schema.Resource{
			"acme_kms_key":   resourceKey(),
			"acme_kms_alias": resourceAlias(),
			"acme_disk":      resourceDisk(),
			"acme_kms_grant": resourceGrant(),
			"acme_safe":      resourceSafe(),
			"acme_remote":    resourceRemote(),
			"acme_network":   {Schema: map[string]*schema.Schema{"cidr": {Type: schema.TypeString, Required: true}}},
		},
	}
}
