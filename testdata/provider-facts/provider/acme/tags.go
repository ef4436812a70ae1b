package acme

import "github.com/hashicorp/terraform-plugin-sdk/v2/helper/schema"

func tags() *schema.Schema {
	return &schema.Schema{Type: schema.TypeMap, Optional: true, Elem: &schema.Schema{Type: schema.TypeString}}
}

func withKey(key string, needed bool) map[string]*schema.Schema {
	return map[string]*schema.Schema{
		key: {Type: schema.TypeString, Required: needed, Optional: !needed, ForceNew: true},
	}
}
