package acme

import (
	"example.com/elsewhere/parts"
	"github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"
)

func resourceAlias() *schema.Resource {
	return &schema.Resource{
		DeprecationMessage: "name keys instead",
		Schema: map[string]*schema.Schema{
			"key_id": {Type: schema.TypeString, Optional: true},
			"parts":  parts.Schema(),
		},
	}
}

func resourceDisk() *schema.Resource {
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"size": {Type: schema.TypeInt, Required: true},
			"system": {
				Type:     schema.TypeList,
				Optional: true,
				Elem:     &schema.Resource{Schema: withKey("kms_key_id", false)},
			},
			"cmk_id": {Type: schema.TypeString, Optional: true},
		},
	}
}

func resourceSafe() *schema.Resource {
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"locks": {
				Type:     schema.TypeList,
				Optional: true,
				Elem:     &schema.Resource{Schema: withKey("kms_key_id", true)},
			},
			"tags": tags(),
			"size": {Type: schema.TypeString, Optional: true},
		},
	}
}

func resourceGrant() *schema.Resource {
	return &schema.Resource{SchemaFunc: func() map[string]*schema.Schema { return withKey("key_id", true) }}
}

func resourceRemote() *schema.Resource {
	return parts.Resource()
}

func dataSourceKeys() *schema.Resource {
	return &schema.Resource{
		Schema: map[string]*schema.Schema{
			"filter": {Type: schema.TypeString, Optional: true},
			"ids":    {Type: schema.TypeList, Computed: true, Elem: &schema.Schema{Type: schema.TypeString}},
		},
	}
}
